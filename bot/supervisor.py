"""Start the bot's processes, start again what ends, and stop everything together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from urllib.parse import urlsplit
from urllib.request import urlopen

from bot.settings import Settings

START_LIMIT_S = 180
STOP_LIMIT_S = 10
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30


@dataclass
class Process:
    """One command that should always be running; `pause_s` grows while it keeps ending."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    pause_s: float = FIRST_PAUSE_S
    not_before: float = 0.0
    started: float = 0.0

    def keep_running(self) -> None:
        """Start the command if it is not running, after a pause if it ended before."""
        if self.running is not None and self.running.poll() is None:
            return
        if self.running is not None:
            print(f"  {self.name} ended (code {self.running.returncode}); starting it again")
            if time.monotonic() - self.started > START_LIMIT_S:  # it had run well: no fault of old
                self.pause_s = FIRST_PAUSE_S
            self.not_before = time.monotonic() + self.pause_s
            self.pause_s = min(self.pause_s * 2, LONGEST_PAUSE_S)
            self.running = None
        if time.monotonic() >= self.not_before:
            self.started = time.monotonic()
            # The pipe on its standard input closes when we die, however we die.
            self.running = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, start_new_session=True
            )

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.running is not None and self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Wait for the end, and enforce it."""
        if self.running is None:
            return
        try:
            self.running.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


@dataclass
class Supervisor:
    """Runs the gateway and Rasa until it is told to stop.

    The gateway starts first and refers people in crisis while Rasa still loads.
    """

    settings: Settings
    processes: list[Process] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Prepare both processes, each this same program under another command."""
        bot = [sys.executable, "-m", "bot"]
        self.processes = [Process("gateway", [*bot, "gateway"]), Process("Rasa", [*bot, "rasa"])]

    def run(self, when_ready: Callable[[], None]) -> None:
        """Keep everything running until Ctrl-C or SIGTERM; call `when_ready` once it answers."""
        os.environ.update(self.settings.environment())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        threading.Thread(target=self._announce, args=(when_ready,), daemon=True).start()
        try:
            while not self.stopping.is_set():
                for process in self.processes:
                    process.keep_running()
                self.stopping.wait(0.5)
        finally:
            for process in self.processes:
                process.ask_to_stop()
            for process in self.processes:
                process.stop()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _announce(self, when_ready: Callable[[], None]) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        while not self.stopping.wait(0.3):
            if is_healthy(self.settings):
                return when_ready()
            if time.monotonic() > deadline:
                print("The bot is still not healthy; see the messages above.", file=sys.stderr)
                return None


def taken(settings: Settings) -> list[tuple[str, int]]:
    """Return the (setting, port) of each port we need that another program already listens on."""
    rasa = urlsplit(settings.rasa_url)
    wanted = [
        ("PORT", _reachable(settings.host), settings.port),
        ("RASA_URL", rasa.hostname or "127.0.0.1", rasa.port or 80),
    ]
    return [(setting, port) for setting, host, port in wanted if _listens(host, port)]


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host


def is_healthy(settings: Settings) -> bool:
    """Return whether the gateway answers and says that the whole bot does."""
    host = _reachable(settings.host)
    try:
        with urlopen(f"http://{host}:{settings.port}/healthz", timeout=6) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def end_with_parent() -> None:
    """End this process when the supervisor's end of our standard input closes."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
