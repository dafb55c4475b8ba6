"""Take the pictures in docs/screenshots: `python -m tests.browser.screenshots`. Look at each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, LOCALES
from tests.browser.gates import CRIES, PHONE, WORDS, say, start
from tests.browser.stage import Stage

OUT = Path("docs/screenshots")


def _said(text: str, language: str = "en") -> Callable[[Page], None]:
    def act(page: Page) -> None:
        start(page, language)
        say(page, text)
        expect(page.locator(".rsb-mine + .rsb-bubble")).to_be_visible()

    return act


def _answer(page: Page) -> None:
    _said("cravings")(page)
    page.locator(".rsb-fold summary").first.click()
    page.locator(".rsb-answer").last.evaluate("e => e.scrollIntoView()")


def _offline(page: Page) -> None:
    start(page)
    page.context.set_offline(True)
    say(page, "how do i get through tonight")
    expect(page.get_by_role("alert")).not_to_be_empty()


def _plain(page: Page) -> None:
    page.get_by_role("textbox").fill("cravings")
    page.get_by_role("button", name=WORDS["en"]["send"]).click()


def _nothing(page: Page) -> None:
    pass


Shot = tuple[Callable[[Page], None], dict[str, Any]]
DARK = {"color_scheme": "dark"}
SPANISH = {"locale": LOCALES["es"]}
SMALL = {"viewport": {"width": 320, "height": 256}}
SHOTS: dict[str, Shot] = {
    "first-open": (_nothing, {}),
    "answer": (_said("cravings"), {}),
    "sources": (_answer, {}),
    "did-you-mean": (_said("maybe"), {}),
    "offline": (_offline, {}),
    "no-javascript": (_plain, {"java_script_enabled": False}),
    "small-320x256": (_said("cravings"), SMALL),
    "small-320x256-card": (_said(CRIES["suicide"]["en"]), SMALL),
    "dark": (_said("cravings"), DARK),
    "dark-card": (_said(CRIES["overdose"]["en"]), DARK),
    "forced-colours": (_said(CRIES["suicide"]["en"]), {"forced_colors": "active"}),
    "spanish": (_said("antojos", "es"), SPANISH),
    **{f"card-{name}": (_said(cry["en"]), {}) for name, cry in CRIES.items()},
    **{f"card-{name}-es": (_said(cry["es"], "es"), SPANISH) for name, cry in CRIES.items()},
}


def _shoot(page: Page, name: str) -> None:
    """Keep the picture in few colours: a third of the size, and no different to look at."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(96, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    path = next(p for name in CHROMIUM if (p := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = Stage(Path(folder))
        stage.start()
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for name, (act, options) in SHOTS.items():
            context = browser.new_context(**{"viewport": PHONE, "locale": LOCALES["en"], **options})
            page = context.new_page()
            page.goto(stage.url)
            act(page)
            page.wait_for_timeout(200)
            _shoot(page, name)
            context.close()
        demo = Path("docs/demo/index.html").read_text(encoding="utf-8")
        Path(folder, "index.html").write_text(demo.replace("http://localhost:8080", stage.url))
        with stage.site(Path(folder)) as address:
            page = browser.new_page(viewport={"width": 1000, "height": 760}, locale="en-US")
            page.goto(address)
            expect(page.locator(".rsb-launcher")).to_be_visible()
            page.wait_for_timeout(300)
            _shoot(page, "embedded-closed")
            page.locator(".rsb-launcher").click()
            start(page)
            say(page, "cravings")
            expect(page.locator(".rsb-answer").first).to_be_visible()
            page.mouse.move(1, 1)
            _shoot(page, "embedded-open")
        stage.stop()


if __name__ == "__main__":
    main()
