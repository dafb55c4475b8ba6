"""What the model confuses, whether its probabilities are true, what other thresholds would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.labelled import TopicCase
from tests.bench.ranked import Ranked, cases
from tests.bench.rates import Rate, rate
from tests.bench.tables import table

PAIRS = 25
BINS = 10
STEPS = [n / 20 for n in range(3, 18)]  # answer_threshold from 0.15 to 0.85

Share = tuple[str, Callable[[TopicCase], bool], Callable[[TopicCase], bool]]
SHARES: list[Share] = [
    ("helpful first", lambda c: c.in_scope, lambda c: c.helped_first),
    ("helpful in answer or offers", lambda c: c.in_scope, lambda c: c.helped),
    ("wrong answer", lambda c: c.in_scope, lambda c: c.wrong),
    ("asked back", lambda c: c.in_scope, lambda c: c.asked_back),
    ("out of scope declined", lambda c: not c.in_scope, lambda c: c.declined),
    ("out of scope answered", lambda c: not c.in_scope, lambda c: c.wrong),
    ("out of scope, nothing offered", lambda c: not c.in_scope, lambda c: c.declined_plainly),
]


def confusions(ranked: Sequence[Ranked], threshold: float) -> list[str]:
    """Return the table of the commonest pairs of what was meant and what came first instead."""
    missed = [each for each in ranked if not each.right]
    pairs = Counter((each.row["expect"], each.first) for each in missed)
    answered = Counter((e.row["expect"], e.first) for e in missed if e.likely >= threshold)
    rows = [
        [meant, taken, str(number), str(answered[meant, taken])]
        for (meant, taken), number in pairs.most_common(PAIRS)
    ]
    return table(["meant", "taken for", "times", "of these answered"], rows)


@dataclass(frozen=True)
class Bin:
    """Messages whose likeliest label has about the same probability."""

    low: float
    likely: float  # mean probability
    right: Rate


def bins(ranked: Sequence[Ranked]) -> list[Bin]:
    """Return the bins of a tenth each that hold any message."""
    groups: dict[int, list[Ranked]] = {}
    for each in ranked:
        groups.setdefault(min(BINS - 1, int(each.likely * BINS)), []).append(each)
    return [
        Bin(n / BINS, sum(e.likely for e in group) / len(group), rate(group, lambda e: e.right))
        for n, group in sorted(groups.items())
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """Return the mean distance of probability and share of right ones, weighted by messages."""
    total = sum(each.right.cases for each in found)
    far = sum(each.right.cases * abs(each.likely - _share(each.right)) for each in found)
    return far / total if total else 0.0


def calibration(found: Sequence[Bin]) -> list[str]:
    """Return the table of `found`."""
    rows = [
        [f"{each.low:.1f}–{each.low + 1 / BINS:.1f}", f"{each.likely:.2f}", str(each.right)]
        for each in found
    ]
    return table(["probability of the first", "mean", "right"], rows)


def curve(ranked: Sequence[Ranked], offer: float) -> dict[str, list[float]]:
    """Return, for each of `SHARES`, its value at every answer threshold of `STEPS`."""
    decided = [cases(ranked, step, offer) for step in STEPS]
    return {
        name: [_share(rate((c for c in each if counted(c)), hit)) for each in decided]
        for name, counted, hit in SHARES
    }


def thresholds(values: dict[str, list[float]], used: float) -> list[str]:
    """Return the table of a curve; the threshold in use is marked."""
    rows = [
        [
            f"{step:.2f}{' ←' if abs(step - used) < 1e-9 else ''}",
            *(f"{100 * value[n]:.1f} %" for value in values.values()),
        ]
        for n, step in enumerate(STEPS)
    ]
    return table(["answer_threshold", *values], rows)


def _share(found: Rate) -> float:
    return found.hits / found.cases if found.cases else 0.0
