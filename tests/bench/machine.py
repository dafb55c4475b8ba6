"""Where and on what the numbers were taken."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psutil

QUIET_PERCENT = 10
WATCH_S = 2.0


def machine(root: Path) -> list[str]:
    """Return date, commit, hardware, software and how busy the machine was before."""
    busy = psutil.cpu_percent(WATCH_S)
    memory_gib = psutil.virtual_memory().total / 2**30
    warning = "" if busy < QUIET_PERCENT else " — NOT QUIET: take these numbers again"
    return [
        f"- date: {datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        f"- commit: {_commit(root)}",
        f"- machine: {_cores()} cores ({_processor()}), {memory_gib:.0f} GiB RAM, "
        f"{platform.system()} {platform.machine()}",
        f"- software: Python {platform.python_version()}, Rasa {version('rasa')}, "
        f"TensorFlow {version('tensorflow')}",
        f"- other work on the machine just before: {busy:.0f} % of its processors{warning}",
    ]


def _commit(root: Path) -> str:
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return "none"
    return f"{commit} with changes" if _git(root, "status", "--porcelain") else commit


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
