"""Work beside a running bot: at low priority, in a process of its own, telling how far it is."""

from __future__ import annotations

import fcntl
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings
from bot.training import MODELS

Say = Callable[[str], None]
NICENESS = 15  # turns come first
TELL_EVERY_S = 20.0


def train_in_background(settings: Settings, say: Say) -> None:
    """Train both models for `settings.data_dir`, one training at a time on this machine.

    Raises `RuntimeError` with what was printed when it fails; nothing that serves is changed.
    """
    MODELS.mkdir(exist_ok=True)
    with locked(MODELS / "training.lock", lambda: say("  waiting for another training …")):
        run_in_background([sys.executable, "-m", "bot", "train"], settings, say)


def run_in_background(command: list[str], settings: Settings, say: Say) -> list[str]:
    """Run `command` at low priority under `settings`; tell what it prints, and that it goes on.

    Returns its lines. Raises `RuntimeError` with the last of them if it fails.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        ["nice", "-n", str(NICENESS), *command],
        env={**os.environ, **settings.environment()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = list(_told(process, say, started))
    finally:
        if process.poll() is None:  # we were interrupted
            process.terminate()
        process.wait()
    if process.returncode != 0:
        raise RuntimeError("\n".join([*lines[-20:], f"It ended with code {process.returncode}."]))
    return lines


def _told(process: subprocess.Popen[str], say: Say, started: float) -> Iterator[str]:
    said: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said.put(line.rstrip())
        said.put(None)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            line = said.get(timeout=TELL_EVERY_S)
        except queue.Empty:
            say(f"  … {time.monotonic() - started:.0f} s")
            continue
        if line is None:
            return
        say(line)
        yield line


@contextmanager
def locked(path: Path, when_taken: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `path`; when another process has it, call `when_taken`, then wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_taken()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
