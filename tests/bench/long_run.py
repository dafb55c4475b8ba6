"""Run a command that takes hours, and tell how it goes."""

from __future__ import annotations

import time
from pathlib import Path

import psutil

from tests.bench.bots import environment
from tests.bench.processes import BenchError

ROOT = Path(__file__).resolve().parents[2]
LOOK_S = 2.0
TELL_S = 60.0


def finish_long(
    command: list[str], cwd: Path, folder: Path, name: str, limit_s: float
) -> tuple[float, float]:
    """Run `command` in `cwd`, telling how it goes; return its seconds and the most megabytes.

    Its cache is in `folder`. Raises `BenchError` if it fails or takes over `limit_s`.
    """
    began, peak, told = time.monotonic(), 0.0, 0.0
    process = psutil.Popen(command, cwd=cwd, env=environment(folder, {"PYTHONPATH": str(ROOT)}))
    while process.poll() is None:
        spent = time.monotonic() - began
        peak = max(peak, _megabytes(process))
        if spent > limit_s:
            process.kill()
            raise BenchError(
                f"{name} took over {limit_s / 3600:.1f} hours: use --epochs or --hours"
            )
        if spent - told > TELL_S:
            told = spent
            print(f"  {name}: {spent / 60:.0f} minutes, {peak:.0f} MB", flush=True)
        try:
            process.wait(LOOK_S)
        except psutil.TimeoutExpired:
            continue
    if process.returncode:
        raise BenchError(f"{name} failed ({process.returncode})")
    return time.monotonic() - began, peak


def _megabytes(process: psutil.Popen) -> float:
    try:
        family = [process, *process.children(recursive=True)]
        return float(sum(member.memory_info().rss for member in family)) / 2**20
    except psutil.NoSuchProcess:
        return 0.0
