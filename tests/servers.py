"""Real servers for tests: PostgreSQL, Redis, an action server and the whole bot, on loopback."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

START_LIMIT_S = 120


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition: Callable[[], bool], what: str, limit_s: float = START_LIMIT_S) -> float:
    """Return after how many seconds `condition` held; fail with `what` if it never did."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > limit_s:
            raise AssertionError(f"{what} did not happen within {limit_s} s")
        time.sleep(0.05)
    return time.monotonic() - started


@contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen]:
    """Run `command` until the end of the block, then stop it and nothing else."""
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database; it is gone afterwards."""
    places = glob.glob("/usr/lib/postgresql/*/bin") or [str(Path(_found("initdb")).parent)]
    port = free_port()
    # Not below pytest's folder, which PostgreSQL's own user may not enter.
    with tempfile.TemporaryDirectory(prefix="bot-test-postgresql-") as folder:
        as_user: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        data = f"{folder}/data"
        initdb = [f"{places[-1]}/initdb", "-D", data, "-U", "bot", "--auth=trust", "-N"]
        subprocess.run([*as_user, *initdb], check=True, capture_output=True, cwd=folder)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}".split()
        server = [*as_user, f"{places[-1]}/postgres", "-D", data, *options]
        with running(server, stderr=subprocess.DEVNULL, cwd=folder):
            url = f"postgresql://bot@127.0.0.1:{port}/postgres"
            wait_until(lambda: _answers(url), "PostgreSQL's start")
            yield url


def _answers(url: str) -> bool:
    import psycopg2

    try:
        psycopg2.connect(url, connect_timeout=1).close()
    except psycopg2.OperationalError:
        return False
    return True


@contextmanager
def redis(port: int = 0) -> Iterator[str]:
    """Yield the URL of an empty Redis that writes nothing to disk; `port` 0 is any."""
    port = port or free_port()
    options = f"--port {port} --bind 127.0.0.1 --appendonly no".split()
    with running([_found("redis-server"), *options, "--save", ""], stdout=subprocess.DEVNULL):
        wait_until(lambda: accepts(port), "Redis's start")
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def action_server(
    environment: dict[str, str], package: str = "actions", port: int = 0
) -> Iterator[str]:
    """Yield the URL of rasa_sdk's standard action server with the actions of `package`."""
    port = port or free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", package, "--port", str(port)]
    with running(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL):
        wait_until(lambda: accepts(port), "the action server's start")
        yield f"http://127.0.0.1:{port}/webhook"


def _found(name: str) -> str:
    path = shutil.which(name)
    assert path, f"{name} is missing: tests/install-servers installs it"
    return path


class Bot:
    """The whole bot, started as `python -m bot run` starts it, and a client for its API."""

    def __init__(self, url: str, process: subprocess.Popen, environment: dict[str, str]) -> None:
        self.url = url
        self.process = process
        self.environment = environment
        self.http = httpx.Client(base_url=url, timeout=20)

    def session(self, language: str = "en", **more: str) -> str:
        reply = self.http.post("/api/sessions", json={"language": language, **more})
        assert reply.status_code == 201, reply.text
        return str(reply.json()["token"])

    def say(self, text: str, token: str | None = None, **more: str) -> dict:
        body = {"text": text, "message_id": os.urandom(8).hex(), **more}
        headers = {"X-Session-Token": token or self.session()}
        return dict(self.http.post("/api/messages", json=body, headers=headers).json())

    def press(self, button: str, token: str) -> dict:
        body = {"button": button, "message_id": os.urandom(8).hex()}
        headers = {"X-Session-Token": token}
        return dict(self.http.post("/api/messages", json=body, headers=headers).json())

    def healthy(self) -> bool:
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx.HTTPError:
            return False

    def failing(self) -> set[str]:
        """Return the checks that /healthz calls false; its status must say the same."""
        reply = self.http.get("/healthz")
        failing = {check for check, holds in reply.json()["checks"].items() if not holds}
        assert reply.status_code == (503 if failing else 200), reply.text
        return failing

    def says_failing(self, *checks: str, limit_s: float = 15) -> None:
        """Wait until /healthz calls just these checks false."""
        try:
            wait_until(lambda: self.failing() == set(checks), "it", limit_s)
        except AssertionError:
            raise AssertionError(f"/healthz names {self.failing()}, not {checks}") from None

    def answers(self) -> bool:
        """Tell whether a new person gets the answer to an ordinary question."""
        try:
            return bool(self.say("what is methadone")["messages"][0]["kind"] == "answer")
        except httpx.HTTPError:
            return False

    def comes_back(self) -> float:
        """Return after how many seconds it was healthy and answered an ordinary question."""
        return wait_until(lambda: self.healthy() and self.answers(), "the bot's return")

    def child(self, command: str) -> int:
        """Return the process id of the part that runs `python -m bot COMMAND`."""
        import psutil

        for child in psutil.Process(self.process.pid).children():
            if child.cmdline()[-1] == command:
                return child.pid
        raise AssertionError(f"no process runs {command}")


@contextmanager
def bot(
    folder: Path, home: Path | None = None, before: Sequence[str] = (), **settings: str
) -> Iterator[Bot]:
    """Yield a healthy bot with its own ports and database, and stop all of it afterwards.

    `home` is the folder it runs in, by default this one; `before` is put before its command.
    """
    port, rasa_port = free_port(), free_port()
    environment = {
        "PORT": str(port),
        "RASA_URL": f"http://127.0.0.1:{rasa_port}",
        "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
        "VAR_DIR": f"{folder}/var",  # its own choice of a model: that of the present data
        **settings,
    }
    command = [*before, sys.executable, "-m", "bot", "run"]
    with running(command, env={**os.environ, **environment}, cwd=home) as process:
        made = Bot(f"http://127.0.0.1:{port}", process, environment)
        wait_until(made.healthy, "the bot's start")
        yield made


@contextmanager
def gateway(of: Bot, home: Path | None = None, before: Sequence[str] = ()) -> Iterator[Bot]:
    """Yield one more gateway to the Rasa and database `of` a bot, run as the supervisor does."""
    environment = {**of.environment, "PORT": str(port := free_port())}
    command = [*before, sys.executable, "-m", "bot", "gateway"]
    options = {"env": {**os.environ, **environment}, "cwd": home, "stdin": subprocess.PIPE}
    with running(command, **options) as process:
        wait_until(lambda: accepts(port), "the gateway's start")
        yield Bot(f"http://127.0.0.1:{port}", process, environment)
