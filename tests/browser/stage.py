"""A gateway on loopback with a scripted Rasa behind it, and sites that embed its widget."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import uvicorn

from bot import content, store
from bot.settings import Settings
from bot.web.app import create_app
from tests.servers import accepts, free_port, wait_until
from tests.unit.web.web_gateway import DATA, FakeRasa, bubble

SOURCES = [
    {
        "title": "A trial of something (Name et al., 2014)",
        "publisher": "A journal",
        "url": "https://example.org/a",
        "retrieved": "2026-11-22",
    }
]
ANSWERS = {
    "en": (
        "A craving rises, peaks and fades, often within minutes. While you wait:\n"
        "• Move: leave the room, walk, take a shower.\n"
        "• Call or text someone safe.",
        "For care, call 1-800-662-4357 (free, 24 hours) or visit FindTreatment.gov. "
        "In a crisis, call or text 988.",
        "Riding out a craving",
        "Medicines that help",
        "Is it one of these?",
        "None of these",
    ),
    "es": (
        "Un antojo sube, llega a su punto más alto y baja. Mientras tanto:\n"
        "• Muévase: salga del cuarto, camine, báñese.\n"
        "• Llame o escriba a alguien de confianza.",
        "Para buscar ayuda, llame al 1-800-662-4357 (gratis, 24 horas, en español). "
        "En una crisis, llame al 988 y marque 2.",
        "Cómo pasar un antojo",
        "Medicinas que ayudan",
        "¿Es una de estas cosas?",
        "Ninguna de estas",
    ),
}


def script(asked: dict[str, Any]) -> Any:
    """Answer like the bot: a question in two bubbles, "maybe" with choices, else not understood."""
    first, second, title, other, which, none = ANSWERS[asked["language"]]
    text = asked["text"] or ""
    known: dict[str, Any] = {"topic": "recovery/cravings"}
    if text == "slow":
        return _slowly(asked)
    if text == "maybe":
        buttons = [(title, "/a"), (other, "/b"), (none, "/c")]
        return _said(bubble(which, "choice", buttons=buttons))
    if text == "gibberish":
        return _said(bubble(none, "fallback"))
    return _said(
        bubble(first, "answer", **known),
        bubble(
            second,
            "answer",
            title=title,
            sources=SOURCES,
            reviewer="pending clinical review",
            reviewed="2026-11-22",
            buttons=[(other, "/b")],
            **known,
        ),
    )


def _said(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(bubbles)}


async def _slowly(asked: dict[str, Any]) -> Any:
    await asyncio.sleep(1.5)
    return script({**asked, "text": "question"})


class Stage:
    """The gateway's address, what Rasa was asked, and a way to take the gateway away.

    One other site may embed it: `origin`, put up by `site`.
    """

    def __init__(self, folder: Path) -> None:
        self.rasa = FakeRasa()
        self.rasa.behaves = script
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.site_port = free_port()
        self.origin = f"http://localhost:{self.site_port}"
        self._settings = Settings(
            data_dir=DATA,
            database_url=f"sqlite:///{folder}/bot.sqlite3",
            secret_key="only for tests",
            rate_session_per_min=1000,
            cors_origins=(self.origin,),
        )
        store.migrate(self._settings.database_url)
        with store.session(self._settings.database_url) as db:
            store.publish(db, content.load(DATA), "test", "")
        self._stop: Callable[[], None] | None = None

    def start(self) -> None:
        self.app = create_app(self._settings, self.rasa.post)
        config = uvicorn.Config(self.app, port=self.port, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        wait_until(lambda: accepts(self.port), "the gateway's start", 20)

        def stop() -> None:
            server.should_exit = server.force_exit = True
            thread.join(10)

        self._stop = stop

    def counted(self, outcome: str) -> int:
        """Return how often `outcome` was counted, written down or still in memory."""
        waiting = self.app.state.gateway.chat.counts._counts
        here = sum(number for (_, _, name), number in waiting.items() if name == outcome)
        with store.session(self._settings.database_url) as db:
            written = store.counts_between(db, date.today(), date.today())
        return here + sum(number for (_, _, name), number in written.items() if name == outcome)

    def stop(self) -> None:
        if self._stop:
            self._stop()
        self._stop = None

    def site(self, folder: Path, headers: dict[str, str] | None = None) -> AbstractContextManager:
        """Serve the files of `folder` on the site that may embed the chat."""
        return site(folder, headers, self.site_port)


@contextmanager
def site(folder: Path, headers: dict[str, str] | None = None, port: int = 0) -> Iterator[str]:
    """Serve the files of `folder` as somebody's site; yield its origin."""

    class Quiet(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()
