"""What ends is started again, and nothing outlives the supervisor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import psutil
import pytest

from bot.supervisor import Process

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def process() -> Process:
    made = Process("sleeper", SLEEPER, pause_s=0.05)
    yield made
    made.ask_to_stop()
    made.stop()


def until(condition, limit_s: float = 10) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end and not condition():
        time.sleep(0.02)
    return bool(condition())


def test_what_was_killed_is_started_again(process: Process) -> None:
    process.keep_running()
    first = process.running.pid
    process.running.kill()
    process.running.wait()

    def again() -> bool:
        process.keep_running()
        return process.running is not None and process.running.pid != first

    assert until(again)


def test_what_keeps_ending_is_started_ever_more_seldom() -> None:
    process = Process("quitter", [sys.executable, "-c", ""], pause_s=0.01)
    for _ in range(3):
        process.not_before = 0
        process.keep_running()
        process.running.wait()
        process.keep_running()
    assert process.pause_s == pytest.approx(0.08)


def test_a_port_in_use_is_named_with_its_cure_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr and "PORT=" in done.stderr


def test_a_child_ends_when_its_supervisor_dies_without_a_word() -> None:
    child = "from bot import supervisor; import time; supervisor.end_with_parent(); time.sleep(60)"
    parent = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], stdin=subprocess.PIPE)\n"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    started = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    pid = int(started.stdout.readline())
    started.kill()
    started.wait()
    assert until(lambda: not psutil.pid_exists(pid))
