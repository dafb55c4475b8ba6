"""The curves as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib

from tests.bench.curves import STEPS, Bin
from tests.bench.learning import Point

matplotlib.use("Agg")


@contextmanager
def _axes(path: Path) -> Any:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    yield axes
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def draw_calibration(found: Sequence[Bin], path: Path) -> None:
    """Draw the share of right ones over their probability, with intervals."""
    with _axes(path) as axes:
        shares = [each.right.hits / each.right.cases for each in found]
        spans = [each.right.interval for each in found]
        below = [share - low for share, (low, _) in zip(shares, spans, strict=True)]
        above = [high - share for share, (_, high) in zip(shares, spans, strict=True)]
        axes.plot([0, 1], [0, 1], "--", color="grey", label="perfect")
        likely = [each.likely for each in found]
        axes.errorbar(likely, shares, [below, above], fmt="o-", capsize=3, label="measured")
        axes.set(xlabel="probability of the first topic", ylabel="it helps", xlim=(0, 1))


def draw_thresholds(values: dict[str, list[float]], used: float, path: Path) -> None:
    """Draw what each answer threshold would do; out of scope in dashes."""
    with _axes(path) as axes:
        for name, shares in values.items():
            axes.plot(STEPS, shares, "--" if name.startswith("out") else "-", label=name)
        axes.axvline(used, color="black", linewidth=0.8, label="in use")
        axes.set(xlabel="answer_threshold", ylabel="share of messages", ylim=(0, 1))


def draw_learning(points: Sequence[Point], path: Path) -> None:
    """Draw the accuracy over the number of examples."""
    with _axes(path) as axes:
        for name in points[0].first:
            rates = [point.first[name] for point in points]
            shares = [rate.hits / max(1, rate.cases) for rate in rates]
            axes.plot([point.examples for point in points], shares, "o-", label=name)
        axes.set(xlabel="training examples in all", ylabel="first topic helps")
