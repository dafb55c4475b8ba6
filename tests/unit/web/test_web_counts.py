"""Staff see how often what was asked: numbers of a day, and nothing of anybody."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import models, store
from bot.web.counts import Counts


def rows(url: str) -> dict[tuple[str, str], int]:
    with store.session(url) as db:
        found = db.execute(select(models.DailyCount)).scalars()
        return {(row.topic, row.outcome): row.count for row in found if row.day == date.today()}


def test_turns_are_counted_by_topic_and_outcome(published: str) -> None:
    counts = Counts()
    for topic, outcome in [("help/cost", "answer"), ("help/cost", "answer"), (None, "fallback")]:
        counts.add(topic, outcome)
    with store.session(published) as db:
        counts.write(db)
    with store.session(published) as db:
        counts.write(db)  # nothing is written twice
    assert rows(published) == {("help/cost", "answer"): 2, ("", "fallback"): 1}


def test_counts_wait_in_memory_while_the_database_is_away(published: str) -> None:
    counts = Counts()
    counts.add("help/cost", "answer")
    away = store.engine("sqlite:////nowhere/bot.sqlite3")
    with pytest.raises(OperationalError), Session(away, future=True) as db:
        counts.write(db)
    with store.session(published) as db:
        counts.write(db)
    assert rows(published) == {("help/cost", "answer"): 1}
