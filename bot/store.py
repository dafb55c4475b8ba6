"""All SQL of the bot, as functions that take a session."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import bindparam, create_engine, delete, event, func, literal, select, update
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import models, safety
from bot.content import Content, Source, VettedAnswer
from bot.settings import Settings

# A person waits at most 4 s for a reply: a locked database must fail well before that.
LOCK_WAIT_S = 1
STARTERS = ["recovery/cravings", "family/help", "help/start", "help/talk_now"]


@lru_cache(maxsize=8)
def engine(database_url: str) -> Engine:
    """Return the one engine of this process for `database_url`."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, future=True, pool_pre_ping=True, connect_args={"connect_timeout": LOCK_WAIT_S}
        )
    made = create_engine(url, future=True, connect_args={"timeout": LOCK_WAIT_S})
    event.listen(made, "connect", _set_up_sqlite)
    return made


def _set_up_sqlite(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


@contextmanager
def session(database_url: str | None = None) -> Iterator[Session]:
    """Open a session on `database_url` (default: the settings'), committed if nothing raises."""
    url = database_url or _default_url()
    with Session(engine(url), future=True) as db, db.begin():
        yield db


@lru_cache(maxsize=1)
def _default_url() -> str:
    return Settings.from_env().database_url


def migrate(database_url: str) -> None:
    """Create the database if it is missing and bring its tables up to date."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = engine(database_url)
    command.upgrade(config, "head")


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
    return {topic: _vetted(row) for topic, row in rows.items() if today < row.review_due}


def starters(db: Session, language: str, today: date) -> dict[str, str]:
    """Return the titles of the topics to begin with, of those that can be answered today."""
    return titles(db, STARTERS, language, today)


def topics(db: Session) -> frozenset[str]:
    """Return the name of every published topic."""
    return frozenset(db.execute(select(models.Answer.topic)).scalars())


def _vetted(row: Any) -> VettedAnswer:
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


def publish_id(db: Session) -> int:
    """Return the number of the newest publish, 0 before the first."""
    newest = db.execute(select(models.Publish.id).order_by(models.Publish.id.desc()).limit(1))
    return newest.scalar() or 0


def publish(db: Session, content: Content, who: str, commit: str) -> models.Publish:
    """Replace everything published by `content`, in the caller's transaction, and audit it.

    Returns the audit row; its `changed` is False when the content was published already.
    """
    entry = models.Publish(
        at=_now(),
        who=who,
        commit=commit,
        content_hash=content_hash(content),
        changed=not is_published(db, content),
        summary={"answers": len(content.answers), "lines": len(content.lines)},
    )
    if not entry.changed:
        return entry
    db.add(entry)
    db.flush()
    _replace_rows(db, content, entry.id)
    return entry


def is_published(db: Session, content: Content) -> bool:
    """Return whether the newest publish was of exactly this content."""
    last = db.get(models.Publish, publish_id(db))
    return last is not None and last.content_hash == content_hash(content)


def content_hash(content: Content) -> str:
    """Return the SHA-256 of all that a publish of `content` shows to people."""
    shown = [
        [_columns(a) for _, a in sorted(content.answers.items())],
        sorted([*key, text] for key, text in content.texts.items()),
        [asdict(line) for _, line in sorted(content.lines.items())],
    ]
    return hashlib.sha256(json.dumps(shown, default=str, sort_keys=True).encode()).hexdigest()


def _replace_rows(db: Session, content: Content, number: int) -> None:
    versions = {
        (row.topic, row.language): (row.version, _columns(_vetted(row)))
        for row in db.execute(select(models.Answer)).scalars()
    }
    for table in (models.Answer, models.ConnectiveText, models.CrisisLine):
        db.execute(delete(table).execution_options(synchronize_session=False))
    db.expunge_all()
    for key, answer in content.answers.items():
        columns = _columns(answer)
        version, before = versions.get(key, (number, None))
        db.add(models.Answer(version=version if columns == before else number, **columns))
    for (key_name, language), words in content.texts.items():
        db.add(models.ConnectiveText(key=key_name, language=language, text=words))
    for line in content.lines.values():
        db.add(models.CrisisLine(id=line.id, details=asdict(line)))


def _columns(answer: VettedAnswer) -> dict[str, Any]:
    return {
        "topic": answer.topic,
        "language": answer.language,
        "title": answer.title,
        "bubbles": list(answer.bubbles),
        "sources": [asdict(source) for source in answer.sources],
        "next_topics": list(answer.next),
        "reviewer": answer.reviewer,
        "reviewed": answer.reviewed,
        "review_due": answer.review_due,
    }


def withdraw(db: Session, topic: str, who: str) -> bool:
    """Take `topic` off the air at once; return False if no such answer is published."""
    if db.get(models.Answer, (topic, "en")) is None:
        return False
    db.merge(models.Withdrawal(topic=topic, since=_now(), who=who))
    return True


def restore(db: Session, topic: str) -> bool:
    """Put a withdrawn `topic` back on the air; return False if it was not withdrawn."""
    row = db.get(models.Withdrawal, topic)
    if row is not None:
        db.delete(row)
        db.flush()
    return row is not None


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


def counts_since(db: Session, day: date) -> dict[tuple[str, str], int]:
    """Return how often each (topic, outcome) came since `day`."""
    table = models.DailyCount
    rows = db.execute(
        select(table.topic, table.outcome, func.sum(table.count))
        .where(table.day >= day)
        .group_by(table.topic, table.outcome)
    )
    return {(topic, outcome): int(number) for topic, outcome, number in rows}


def _raise_count(db: Session, day: date, topic: str, outcome: str, number: int) -> bool:
    table = models.DailyCount
    result = db.execute(
        update(table)
        .where(table.day == day, table.topic == topic, table.outcome == outcome)
        .values(count=table.count + number)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
