"""Measure ours, deep-chat and rasa-webchat in one run, in turn, on the slow-phone profile.

360×640, 400 ms latency, 400 kbit/s, processor four times slower, empty cache, everything served
compressed by the same kind of local server. "Ready to type" is the time from the request of the
page until a text box can be seen and used; where a widget needs presses before that, the script
presses as soon as the button is there. rasa-webchat's box counts from when it is seen, though it
stays disabled until its socket is connected: there is no Rasa in this comparison.
"""

from __future__ import annotations

import gzip
import mimetypes
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.gates import PHONE
from tests.browser.stage import Stage

HERE = Path(__file__).parent
RUNS = 3
NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site</title>'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>'
    "<body><h1>A site</h1>{}</body></html>"
)
# In the page: press what has to be pressed, and note when a text box can be used.
WATCH = """
(() => {
  const inside = root => [...root.querySelectorAll("*")].flatMap(
    e => e.shadowRoot ? [e, ...inside(e.shadowRoot)] : [e]);
  const seen = e => { const b = e.getBoundingClientRect(); return b.width > 20 && b.height > 10; };
  const pressed = new WeakSet();
  const look = () => {
    const all = inside(document);
    const box = all.find(e => (e.matches("textarea, input[type=text], [contenteditable=true]")
      || e.isContentEditable && e.getAttribute("contenteditable")) && seen(e)
      && (!e.disabled || e.matches(".rw-new-message"))
      && (!document.querySelector(".rsb") || e.closest(".rsb-composer")
      && !document.querySelector("[data-chat] [name=text]")));
    if (box) { window.readyAt = performance.now(); return; }
    for (const e of all) {
      const press = e.matches(".rsb-launcher, .rsb-card:not([hidden]) .rsb-main, .rw-launcher");
      if (press && seen(e) && !pressed.has(e)) { pressed.add(e); e.click(); }
    }
    requestAnimationFrame(look);
  };
  addEventListener("DOMContentLoaded", look);
})();
"""


def pages(bot: str) -> dict[str, str]:
    webchat = (
        '<div id="webchat"></div><script src="/node_modules/rasa-webchat/lib/index.js"></script>'
        '<script src="/start.js"></script>'
    )
    deep = (
        '<script type="module" src="/node_modules/deep-chat/dist/deepChat.bundle.js"></script>'
        '<deep-chat connect=\'{"url": "/none"}\'></deep-chat>'
    )
    ours = f'<script src="{bot}/static/widget.js" data-region="US" async></script>'
    return {"ours, one script tag": ours, "deep-chat 2.4.2": deep, "rasa-webchat 1.0.1": webchat}


START = """
WebChat.default({socketUrl: location.origin, embedded: true, hideWhenNotConnected: false}, null);
"""


@contextmanager
def server(bodies: dict[str, str], port: int) -> Iterator[str]:
    """Serve one page at /0, /1, …, and the packages, compressed."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.strip("/").isdigit():
                body = HEAD.format(list(bodies.values())[int(path.strip("/"))]).encode()
            elif path == "/start.js":
                body = START.encode()
            else:
                file = (HERE / path.lstrip("/")).resolve()
                found = file.is_file() and file.is_relative_to(HERE / "node_modules")
                body = file.read_bytes() if found else b""
            packed = gzip.compress(body, 9)
            kind = mimetypes.guess_type(path)[0] or "text/html"
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)

        do_POST = do_GET

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://localhost:{made.server_address[1]}"
        made.shutdown()


def measure(browser: Browser, url: str) -> tuple[float, int, set[str]]:
    """Return (seconds until one can type, bytes on the wire, hosts asked)."""
    context = browser.new_context(viewport=PHONE, locale="en-US", has_touch=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    debug = context.new_cdp_session(page)
    debug.send("Network.enable")
    debug.send("Network.emulateNetworkConditions", NETWORK)
    debug.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    hosts: set[str] = set()
    debug.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    page.goto(url, wait_until="commit")
    ready_at = 0.0
    for _ in range(600):  # asked from outside: our content policy lets nothing be evaluated inside
        ready_at = page.evaluate("window.readyAt || 0")
        if ready_at:
            break
        page.wait_for_timeout(100)
    seconds = ready_at / 1000 or float("inf")
    page.wait_for_timeout(500)
    context.close()
    return seconds, int(sum(sizes)), hosts


def main() -> None:
    subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    path = next(p for name in CHROMIUM if (p := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = Stage(Path(folder))
        stage.start()
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        bodies = pages(stage.url)
        with server(bodies, stage.site_port) as site:
            urls = {"ours, full page": stage.url + "/"}
            urls.update({name: f"{site}/{place}" for place, name in enumerate(bodies)})
            found: dict[str, list[tuple[float, int, set[str]]]] = {name: [] for name in urls}
            for _ in range(RUNS):
                for name, url in urls.items():
                    found[name].append(measure(browser, url))
                    print(name, found[name][-1], file=sys.stderr)
        stage.stop()
    print("| widget | ready to type, median (runs) | on the wire | other hosts asked |")
    print("|---|---|---|---|")
    for name, runs in found.items():
        times = sorted(seconds for seconds, _, _ in runs)
        size = statistics.median(size for _, size, _ in runs)
        strange = set.union(*(hosts for *_, hosts in runs)) - {"127.0.0.1", "localhost", "data"}
        each = ", ".join(f"{seconds:.1f}" for seconds in times)
        print(
            f"| {name} | {statistics.median(times):.1f} s ({each}) "
            f"| {size / 1000:.0f} KB | {', '.join(sorted(strange)) or 'none'} |"
        )


if __name__ == "__main__":
    main()
