"""What the running bot reads: vetted answers, connective texts and crisis lines on the air."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session

from bot import models, safety
from bot.content import Source, VettedAnswer

STARTERS = ["recovery/cravings", "family/help", "help/start", "help/talk_now"]


def _answers_on_the_air() -> Any:
    """Return the statement of `answers`, with the language asked for after English."""
    answer, withdrawal = models.Answer.__table__, models.Withdrawal
    languages = [literal("en"), bindparam("language")]
    return (
        select(answer)
        .outerjoin(withdrawal, withdrawal.topic == answer.c.topic)
        .where(withdrawal.topic.is_(None), answer.c.language.in_(languages))
        .where(answer.c.topic.in_(bindparam("topics", expanding=True)))
        .order_by(answer.c.language == bindparam("language"))
    )


_ANSWERS = _answers_on_the_air()  # building it takes longer than running it


def answer_for(db: Session, topic: str, language: str, today: date) -> VettedAnswer | None:
    """Return the answer to `topic`, or None if unknown, withdrawn or past its review date.

    `language` is an ISO 639-1 code; falls back to English. `today` is the server's local date.
    Raises `sqlalchemy.exc.OperationalError` when the database cannot be reached; the caller
    must have something safe to say.
    """
    return answers(db, [topic], language, today).get(topic)


def titles(db: Session, topics: list[str], language: str, today: date) -> dict[str, str]:
    """Return the titles, in the order of `topics`, of those that can be answered today."""
    found = answers(db, topics, language, today)
    return {topic: found[topic].title for topic in topics if topic in found}


def answers(db: Session, topics: list[str], language: str, today: date) -> dict[str, VettedAnswer]:
    """Return what `answer_for` would say to each of `topics`, without those that have no answer.

    One statement for all of them: a row at a time through the ORM took 3 ms of every turn.
    """
    found = db.execute(_ANSWERS, {"topics": topics, "language": language})
    rows = {row.topic: row for row in found}
    return {topic: vetted(row) for topic, row in rows.items() if today < row.review_due}


def starters(db: Session, language: str, today: date) -> dict[str, str]:
    """Return the titles of the topics to begin with, of those that can be answered today."""
    return titles(db, STARTERS, language, today)


def topics(db: Session) -> frozenset[str]:
    """Return the name of every published topic."""
    return frozenset(db.execute(select(models.Answer.topic)).scalars())


def vetted(row: Any) -> VettedAnswer:
    """Return a row of `models.Answer` as the answer it holds."""
    return VettedAnswer(
        topic=row.topic,
        language=row.language,
        title=row.title,
        bubbles=tuple(row.bubbles),
        sources=tuple(Source(**source) for source in row.sources),
        reviewer=row.reviewer,
        reviewed=row.reviewed,
        review_due=row.review_due,
        next=tuple(row.next_topics),
    )


def text_for(db: Session, key: str, language: str) -> str:
    """Return the connective text `key` in `language`, else in English.

    Raises `KeyError` for a key that no file in data/responses has.
    """
    row = db.get(models.ConnectiveText, (key, language)) or db.get(
        models.ConnectiveText, (key, "en")
    )
    if row is None:
        raise KeyError(key)
    return str(row.text)


def current_lines(db: Session) -> dict[str, safety.CrisisLine]:
    """Return every published crisis line by its id."""
    rows = db.execute(select(models.CrisisLine)).scalars()
    return {row.id: safety.CrisisLine(**row.details) for row in rows}


def current_texts(db: Session) -> dict[tuple[str, str], str]:
    """Return every published connective text, keyed by (key, language)."""
    rows = db.execute(select(models.ConnectiveText)).scalars()
    return {(row.key, row.language): row.text for row in rows}
