"""A whole bot of our own for tests: the real processes, a database that is gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.settings import Settings
from bot.supervisor import is_healthy
from bot.training import model_path

START_LIMIT_S = 900  # a busy machine; a bot that ends is seen at once
TRAINING_LIMIT_S = 3600
STOP_LIMIT_S = 20
MANY = 10_000_000
DEADLINE_S = 30.0  # the words are tested here, not the speed of this machine
Tell = Callable[[str], None]


@contextmanager
def own_bot(settings: Settings, tell: Tell) -> Iterator[str]:
    """Yield the address of a bot that says what is in `settings.data_dir`, published or not.

    It counts nothing in your database and shares nothing with a bot that already runs. Raises
    `RuntimeError` with the end of its log when it does not start.
    """
    trained = model_path(settings).is_file()
    tell("Starting the bot …" if trained else "Training first, about five minutes …")
    with tempfile.TemporaryDirectory(prefix="bot-conversations-") as folder:
        own = _own(settings, Path(folder))
        log = Path(folder, "log.txt")
        command = [sys.executable, "-m", "bot", "run"]
        environment = {**os.environ, **own.environment()}
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=said, stdin=subprocess.DEVNULL
            )
        try:
            _wait(process, own, log, START_LIMIT_S if trained else TRAINING_LIMIT_S)
            yield f"http://127.0.0.1:{own.port}"
        finally:
            _stop(process)


def _own(settings: Settings, folder: Path) -> Settings:
    return replace(
        settings,
        host="127.0.0.1",
        port=_free_port(),
        rasa_url=f"http://127.0.0.1:{_free_port()}",
        actions_url="",
        redis_url="",
        database_url=f"sqlite:///{folder}/bot.sqlite3",
        deadline_s=DEADLINE_S,
        rate_session_per_min=MANY,
        rate_global_per_min=MANY,
        support_desk="",
        country="US",
    )


def _wait(process: subprocess.Popen[bytes], own: Settings, log: Path, limit_s: float) -> None:
    ends_at = time.monotonic() + limit_s
    while not is_healthy(own):
        if process.poll() is not None or time.monotonic() > ends_at:
            end = log.read_text(encoding="utf-8", errors="replace")[-1500:]
            raise RuntimeError(f"The bot for the tests did not start. It said:\n{end}")
        time.sleep(0.2)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
