"""The bot that `rasa init` makes: how the benchmark trains it, starts it and talks to it."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.bench import processes
from tests.bench.bots import Outcome, Say, environment
from tests.bench.messages import STOCK
from tests.bench.processes import Server, Spent

SCAFFOLD = "import sys, rasa.cli.scaffold as s; s.create_initial_project(sys.argv[1])"


class StockBot:
    """The bot of `rasa init`, unchanged, as `rasa train` and `rasa run` make it."""

    name = "stock"
    messages: Sequence[str] = STOCK

    def __init__(self, folder: Path) -> None:
        """Copy the scaffold out of Rasa's own package into `folder`."""
        self.folder = folder
        self.port = processes.free_port()
        self._environment = environment(folder, {})
        command = [sys.executable, "-c", SCAFFOLD, str(folder)]
        processes.finish(command, folder, self._environment, "scaffold")

    def train(self) -> Spent:
        """Train DIET, the response selector, TED and UnexpecTED."""
        command = [sys.executable, "-m", "rasa", "train"]
        return processes.finish(command, self.folder, self._environment, "train")

    def start(self) -> Server:
        """Start Rasa's server with its REST channel."""
        address = ["--interface", "127.0.0.1", "--port", str(self.port)]
        command = [sys.executable, "-m", "rasa", "run", *address]
        return processes.start(command, self.folder, self._environment, "run")

    async def open(self, http: httpx.AsyncClient) -> Say:
        """Begin a conversation under a new sender."""
        sender = secrets.token_hex(8)

        async def say(text: str) -> Outcome:
            body = {"sender": sender, "message": text}
            return _stock(await http.post("/webhooks/rest/webhook", json=body))

        return say


def _stock(response: httpx.Response) -> Outcome:
    if response.status_code != 200:
        return Outcome.FAILED
    return Outcome.ANSWERED if response.json() else Outcome.SILENT
