"""What the measurements need of a bot, whichever it is."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol

import httpx

from tests.bench.processes import Server, Spent


class Outcome(Enum):
    """How a turn ended; `SILENT` is an empty reply, which only the stock bot may give."""

    ANSWERED = "answered"
    SILENT = "silent"
    FAILED = "failed"


Say = Callable[[str], Awaitable[Outcome]]


class Bot(Protocol):
    """What the measurements need of a bot."""

    name: str
    messages: Sequence[str]
    port: int

    def train(self) -> Spent:
        """Train from nothing, and return what that took."""

    def start(self) -> Server:
        """Start to serve on `port` of the loopback address."""

    async def open(self, http: httpx.AsyncClient) -> Say:
        """Begin a conversation."""


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return our environment for a bot in `folder`: no telemetry, no cache but its own."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(folder / ".rasa" / "cache"),
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        **settings,
    }
