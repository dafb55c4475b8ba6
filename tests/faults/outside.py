"""Servers beside the bot that a test can stop, freeze and start again at the same address."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests import servers
from tests.faults.homes import Home
from tests.servers import Bot


class Server:
    """A running server; `start` runs it on a port until the end of a block."""

    def __init__(self, start: Callable[[int], AbstractContextManager[str]]) -> None:
        self._start = start
        self._running = ExitStack()
        self._port = servers.free_port()
        self.url = self._running.enter_context(start(self._port))

    def stop(self) -> None:
        self._running.close()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Have it stopped until the end of the block."""
        self.stop()
        try:
            yield
        finally:
            self._running.enter_context(self._start(self._port))

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have it frozen until the end of the block: it accepts connections and says nothing."""
        children = psutil.Process().children()
        (process,) = (c for c in children if str(self._port) in " ".join(c.cmdline()))
        with frozen(process.pid):
            yield


@dataclass(frozen=True)
class Stack:
    """A running bot, and the folder with its files."""

    bot: Bot
    home: Home


@dataclass(frozen=True)
class Outside(Stack):
    """A bot with the servers beside it; the file `switch` makes actions "raise" or "hang"."""

    redis: Server
    actions: Server
    switch: Path

    @contextmanager
    def every_action(self, how: str) -> Iterator[None]:
        """Have every action `how` until the end of the block."""
        self.switch.write_text(how)
        try:
            yield
        finally:
            self.switch.write_text("")


@contextmanager
def redis() -> Iterator[Server]:
    """Yield an empty Redis."""
    server = Server(servers.redis)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def action_server(settings: dict[str, str], switch: Path) -> Iterator[Server]:
    """Yield an action server whose actions fail as `switch` says."""
    environment = {**settings, "SWITCH": str(switch)}
    package = "tests.faults.failing_actions"
    server = Server(lambda port: servers.action_server(environment, package, port))
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def frozen(process: int) -> Iterator[None]:
    """Freeze the process until the end of the block."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)
