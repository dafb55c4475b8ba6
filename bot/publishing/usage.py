"""How the bot is used: counts by day, topic and outcome, with the small ones hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot import store
from bot.settings import Settings

SMALLEST_SHOWN = 5  # a smaller number could be a person whom somebody recognises
ROUNDED_TO = 5  # else one table could be subtracted from the other to see a small count
OUTCOMES = ("answer", "choice", "fallback", "notice", "crisis", "helpful", "not_helpful")
NO_TOPIC = "(none)"
Counts = Mapping[tuple[date, str, str], int]
Table = dict[str, dict[str, int]]  # row -> outcome -> count


@dataclass(frozen=True)
class Usage:
    """Counts from `first` to `last`, both included, each table summed over what it leaves out.

    These are the true counts: show none but by `shown` and `rounded`.
    """

    first: date
    last: date
    by_day: Table
    by_topic: Table


def usage(settings: Settings, today: date, days: int, topic: str | None = None) -> Usage:
    """Return the counts of the last `days` days, today included, of `topic` if one is given."""
    first = today - timedelta(days=days - 1)
    with store.session(settings.database_url) as db:
        counts = store.counts_between(db, first, today)
    return usage_of(counts, first, today, topic)


def usage_of(counts: Counts, first: date, last: date, topic: str | None = None) -> Usage:
    """Return `counts` as tables, each cell summed over what its table leaves out."""
    chosen = {key: n for key, n in counts.items() if topic is None or key[1] == topic}
    by_day: dict[str, Counter[str]] = {}
    by_topic: dict[str, Counter[str]] = {}
    for (day, name, outcome), number in chosen.items():
        by_day.setdefault(day.isoformat(), Counter())[outcome] += number
        by_topic.setdefault(name or NO_TOPIC, Counter())[outcome] += number
    return Usage(first, last, _sorted(by_day), _sorted(by_topic))


def rounded(count: int) -> int:
    """Return `count` to the nearest `ROUNDED_TO`; every small one as `SMALLEST_SHOWN`."""
    if 0 < count < SMALLEST_SHOWN:
        return SMALLEST_SHOWN
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def shown(count: int) -> str:
    """Return `count` as it may be shown: small ones are not told apart, others are rounded."""
    if count == 0:
        return "-"
    return f"<{SMALLEST_SHOWN}" if count < SMALLEST_SHOWN else str(rounded(count))


def usage_lines(found: Usage) -> Iterator[str]:
    """Yield the tables of `found` as text, for a screen or a mail."""
    if not found.by_day:
        yield f"Nothing was counted from {found.first} to {found.last}."
        return
    small = f"<{SMALLEST_SHOWN} means 1 to {SMALLEST_SHOWN - 1}"
    yield f"From {found.first} to {found.last}. {small}; others are rounded to {ROUNDED_TO}."
    for title, table in (("day", found.by_day), ("topic", found.by_topic)):
        outcomes = [name for name in OUTCOMES if any(row.get(name) for row in table.values())]
        width = max(len(title), *map(len, table))
        yield ""
        yield "  ".join([title.ljust(width), *outcomes])
        for name, row in table.items():
            cells = [shown(row.get(outcome, 0)).rjust(len(outcome)) for outcome in outcomes]
            yield "  ".join([name.ljust(width), *cells])


def _sorted(table: Mapping[str, Counter[str]]) -> Table:
    return {name: dict(table[name]) for name in sorted(table)}
