"""Our bot: how the benchmark trains it, starts it and talks to it."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from bot.settings import Settings
from tests.bench import processes
from tests.bench.bots import Outcome, Say, environment
from tests.bench.messages import OURS
from tests.bench.processes import Server, Spent

ROOT = Path(__file__).resolve().parents[2]
NOT_LINKED = {"var", "models", "tests", "docs", "results"}
UNLIMITED_PER_MIN = 1_000_000


class OurBot:
    """This checkout as `python -m bot run` starts it, with its limits on messages raised.

    The folder links to the checkout, so that training starts without a cache and the
    database, the models and the key are the benchmark's own.
    """

    name = "ours"
    messages: Sequence[str] = OURS

    def __init__(self, folder: Path) -> None:
        """Link the checkout into `folder`."""
        self.folder = folder
        self.port = processes.free_port()
        _link(folder)
        settings = Settings(
            port=self.port,
            rasa_url=f"http://127.0.0.1:{processes.free_port()}",
            rate_session_per_min=UNLIMITED_PER_MIN,
            rate_global_per_min=UNLIMITED_PER_MIN,
        )
        self._environment = environment(folder, settings.environment())

    def train(self) -> Spent:
        """Train both models; to publish the content is not timed."""
        spent = self._finish("train")
        self._finish("prepare")
        return spent

    def model(self) -> Path:
        """Return the trained model."""
        return next((self.folder / "models").glob("*.tar.gz"))

    def start(self) -> Server:
        """Start the supervisor, the gateway and Rasa."""
        command = [sys.executable, "-m", "bot", "run"]
        return processes.start(command, self.folder, self._environment, "run")

    async def open(self, http: httpx.AsyncClient) -> Say:
        """Begin a session at the gateway."""
        opened = await http.post("/api/sessions", json={"language": "en", "country": "US"})
        headers = {"X-Session-Token": opened.raise_for_status().json()["token"]}

        async def say(text: str) -> Outcome:
            body = {"text": text, "message_id": secrets.token_hex(8)}
            return _ours(await http.post("/api/messages", json=body, headers=headers))

        return say

    def _finish(self, command: str) -> Spent:
        return processes.finish(
            [sys.executable, "-m", "bot", command], self.folder, self._environment, command
        )


def _link(folder: Path) -> None:
    for entry in ROOT.iterdir():
        if not entry.name.startswith(".") and entry.name not in NOT_LINKED:
            (folder / entry.name).symlink_to(entry)
    (folder / "var").mkdir()


def _ours(response: httpx.Response) -> Outcome:
    """Return the outcome; the gateway's words for a silent or late Rasa count as a failure."""
    said: dict[str, Any] = response.json()
    if response.status_code != 200 or not said["messages"] or not said["understood"]["confidence"]:
        return Outcome.FAILED
    return Outcome.ANSWERED
