"""Start a server, know what memory it takes, and end it: it and its children, nothing else."""

from __future__ import annotations

import resource
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

START_LIMIT_S = 120
STOP_LIMIT_S = 25
TRAIN_LIMIT_S = 1_200


class BenchError(RuntimeError):
    """The benchmark cannot go on; the message says what to look at."""


@dataclass(frozen=True)
class Memory:
    """Megabytes of a process and its children; `pss` is None where the system has none."""

    rss: float
    pss: float | None


@dataclass(frozen=True)
class Spent:
    """What a finished command took, in seconds."""

    wall_s: float
    cpu_s: float


@dataclass
class Server:
    """A running server. Its output goes to `log`, which the benchmark deletes at the end."""

    process: psutil.Popen
    log: Path
    started: float

    def memory(self) -> Memory:
        """Return the memory of the process and all its children, summed."""
        family = self._family()
        rss = sum(member.memory_info().rss for member in family)
        return Memory(rss / 2**20, _pss(family))

    def cpu_s(self) -> float:
        """Return the processor time that the process and all its children have used."""
        times = [member.cpu_times() for member in self._family()]
        return float(sum(spent.user + spent.system for spent in times))

    def check(self) -> None:
        """Raise `BenchError` with the end of the log if the server has ended."""
        if self.process.poll() is not None:
            raise BenchError(f"the server ended ({self.process.returncode}): {tail(self.log)}")

    def stop(self) -> None:
        """Ask politely, then insist."""
        family = self._family() if self.process.poll() is None else []
        if family:
            self.process.terminate()
        _, left = psutil.wait_procs(family, STOP_LIMIT_S)
        for member in left:
            member.kill()
        psutil.wait_procs(left, STOP_LIMIT_S)

    def _family(self) -> list[psutil.Process]:
        return [psutil.Process(self.process.pid), *self.process.children(recursive=True)]


def start(command: list[str], folder: Path, environment: dict[str, str], name: str) -> Server:
    """Start `command` in `folder`."""
    log = folder / f"{name}.log"
    with log.open("ab") as output:
        started = time.perf_counter()
        process = psutil.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(process, log, started)


def finish(command: list[str], folder: Path, environment: dict[str, str], name: str) -> Spent:
    """Run `command` to its end; raise `BenchError` if it fails or takes too long."""
    cpu_before = _children_cpu_s()
    server = start(command, folder, environment, name)
    try:
        code = server.process.wait(TRAIN_LIMIT_S)
    except psutil.TimeoutExpired:
        raise BenchError(f"{name} took over {TRAIN_LIMIT_S} s: {tail(server.log)}") from None
    finally:
        wall_s = time.perf_counter() - server.started
        server.stop()
    if code != 0:
        raise BenchError(f"{name} failed ({code}): {tail(server.log)}")
    return Spent(wall_s, _children_cpu_s() - cpu_before)


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tail(log: Path) -> str:
    """Return the end of a server's output."""
    return log.read_text(encoding="utf-8", errors="replace")[-1500:]


def _children_cpu_s() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _pss(family: list[psutil.Process]) -> float | None:
    try:
        return float(sum(member.memory_full_info().pss for member in family)) / 2**20
    except (AttributeError, psutil.AccessDenied):
        return None
