"""Shares of counted cases, with the interval that so few cases leave open."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

NORMAL_95 = 1.959963984540054
Case = TypeVar("Case")


@dataclass(frozen=True)
class Rate:
    """`hits` of `cases`."""

    hits: int
    cases: int

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson 95 % interval of the share; all of 0 to 1 for no cases."""
        if not self.cases:
            return 0.0, 1.0
        share, z2 = self.hits / self.cases, NORMAL_95**2 / self.cases
        middle = share + z2 / 2
        half = math.sqrt(share * (1 - share) * z2 + z2**2 / 4)
        low, high = (middle - half) / (1 + z2), (middle + half) / (1 + z2)
        return max(0.0, low), min(1.0, high)

    def __str__(self) -> str:
        """Return percent, interval and counts, or a dash for no cases."""
        if not self.cases:
            return "–"
        low, high = self.interval
        return (
            f"{100 * self.hits / self.cases:.1f} % ({100 * low:.0f}–{100 * high:.0f}) "
            f"{self.hits}/{self.cases}"
        )


def rate(cases: Iterable[Case], is_hit: Callable[[Case], bool]) -> Rate:
    """Return the share of `cases` for which `is_hit` holds."""
    hits = [is_hit(case) for case in cases]
    return Rate(sum(hits), len(hits))
