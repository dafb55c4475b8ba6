"""Daily counts: how often a topic had an outcome, and nothing about who asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import models


def add_counts(db: Session, counts: Mapping[tuple[date, str, str], int]) -> None:
    """Add to the daily counts; keys are (day, topic, outcome)."""
    for (day, topic, outcome), number in counts.items():
        if not _raise_count(db, day, topic, outcome, number):
            row = models.DailyCount(day=day, topic=topic, outcome=outcome, count=number)
            try:
                with db.begin_nested():
                    db.add(row)
            except IntegrityError:  # another process made the row in between
                _raise_count(db, day, topic, outcome, number)


def counts_between(db: Session, first: date, last: date) -> dict[tuple[date, str, str], int]:
    """Return the counts from `first` to `last`, both included, by (day, topic, outcome)."""
    table = models.DailyCount
    rows = db.execute(
        select(table.day, table.topic, table.outcome, table.count).where(
            table.day >= first, table.day <= last
        )
    )
    return {(day, topic, outcome): int(number) for day, topic, outcome, number in rows}


def _raise_count(db: Session, day: date, topic: str, outcome: str, number: int) -> bool:
    table = models.DailyCount
    result = db.execute(
        update(table)
        .where(table.day == day, table.topic == topic, table.outcome == outcome)
        .values(count=table.count + number)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)
