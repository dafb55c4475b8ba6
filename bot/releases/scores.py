"""How well a model does on the blind sets, before and after: counts only, never a message."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.releases.background import run_in_background
from bot.releases.record import Release
from bot.settings import Settings

BLIND = Path("tests/bench/blind")
SCORER = "tests.bench.release_scores"
Scores = dict[str, list[int]]  # [hits, cases] by the name of what is counted


def measured(settings: Settings, release: Release) -> Scores:
    """Return the scores of `release`: those recorded, else measured now, which takes a minute.

    Empty where the blind sets are not installed. Raises `RuntimeError` when the models cannot
    be loaded: then they must not go on the air.
    """
    if release.scores or not BLIND.is_dir():
        return release.scores
    files = [release.topics.as_posix(), release.crisis.as_posix(), json.dumps(release.thresholds)]
    command = [sys.executable, "-m", SCORER, *files]
    lines = run_in_background(command, settings, lambda line: None)
    return dict(json.loads(lines[-1]))


def comparison(before: Scores, after: Scores) -> Iterator[str]:
    """Yield a line for each thing counted, with the share before and after."""
    if not after:
        yield f"Accuracy was not measured: {BLIND} is not installed here."
        return
    yield f"{'On the blind sets (messages counted)':42}{'before':>9}{'after':>9}"
    for name, (hits, cases) in after.items():
        was = _share(*before[name]) if name in before else "–"
        yield f"  {name + f' ({cases})':40}{was:>9}{_share(hits, cases):>9}"


def _share(hits: int, cases: int) -> str:
    return f"{100 * hits / cases:.1f} %" if cases else "–"
