"""Read labelled questions with one trained NLU model, in a process of its own.

`python -m tests.bench.nlu_reader stock|ours MODEL QUESTIONS OUT.json`: so that time and memory are
those of this model alone.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from bot.training import quiet
from tests.bench.labelled import rows
from tests.bench.stock_pipeline import our_found, stock_found

WARM_UP = 20


def read(bot: str, model: str, questions: Path) -> dict[str, Any]:
    """Return what was found in every question, and what that took."""
    quiet()
    from rasa.core.agent import Agent

    found_in = {"stock": stock_found, "ours": our_found}[bot]
    texts = [row["text"].lstrip("/ ") for row in rows(questions)]
    loop, started = asyncio.new_event_loop(), time.perf_counter()
    agent = Agent.load(model)
    loaded = time.perf_counter() - started
    found, times = [], []
    for text in [*texts[:WARM_UP], *texts]:
        started = time.perf_counter()
        parsed = loop.run_until_complete(agent.parse_message(text))
        times.append(1000 * (time.perf_counter() - started))
        found.append(found_in(parsed))
    times = sorted(times[WARM_UP:])
    return {
        "found": found[WARM_UP:],
        "load_s": loaded,
        "p50_ms": statistics.median(times),
        "p95_ms": times[int(0.95 * len(times))],
        "rss_mb": psutil.Process().memory_info().rss / 2**20,
    }


if __name__ == "__main__":
    who, archive, asked, out = sys.argv[1:]
    Path(out).write_text(json.dumps(read(who, archive, Path(asked))), encoding="utf-8")
