"""Putting content on the air: publish, roll back, withdraw, restore, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import models, safety
from bot.content import Content
from bot.store.answers import current_texts, vetted
from bot.store.audit import note
from bot.store.database import now
from bot.store.kept import Files, columns, content_hash, keep, kept


def publish_id(db: Session) -> int:
    """Return the number of the newest publish, 0 before the first."""
    newest = db.execute(select(models.Publish.id).order_by(models.Publish.id.desc()).limit(1))
    return newest.scalar() or 0


def newest_publish(db: Session) -> models.Publish | None:
    """Return the audit row of the newest publish, None before the first."""
    return db.get(models.Publish, publish_id(db))


def publish(
    db: Session,
    content: Content,
    who: str,
    commit: str,
    *,
    files: Files | None = None,
    authors: Iterable[str] = (),
    approver: str = "",
    changes: Iterable[str] = (),
    is_edited: bool = False,
) -> models.Publish:
    """Replace everything published by `content`, in the caller's transaction, and audit it.

    `files` are those of data/ by their hash, `changes` say in words what is new; both are kept.
    `is_edited` says that files differ from those of `commit`.
    Returns the audit row; its `changed` is False when all of this was published already.
    """
    entry = models.Publish(
        at=now(),
        who=who,
        commit=commit,
        content_hash=content_hash(content),
        changed=not is_published(db, content, files),
        summary={"answers": len(content.answers), "lines": len(content.lines)},
    )
    if not entry.changed:
        return entry
    _put_on_the_air(db, entry, content, files or {})
    told = {"authors": list(authors), "changes": list(changes), "is_edited": is_edited}
    note(db, "publish", who, str(entry.id), approver=approver, commit=commit, **told)
    return entry


def is_published(db: Session, content: Content, files: Files | None = None) -> bool:
    """Return whether the newest publish was of this content, and of these `files` if given."""
    last = newest_publish(db)
    if last is None or last.content_hash != content_hash(content):
        return False
    before = kept(db, last.id) if files else None
    return before is None or before[1] in ({}, files)


def roll_back(db: Session, number: int, who: str) -> models.Publish:
    """Publish again what publish `number` showed, as a new publish; return its audit row.

    Raises `LookupError` with a sentence for staff when that cannot be done.
    """
    then, before = db.get(models.Publish, number), kept(db, number)
    if then is None:
        raise LookupError(f"There is no publish {number}: python -m bot log lists them.")
    if before is None:
        raise LookupError(f"What publish {number} showed was not kept: choose a later one.")
    if number == publish_id(db):
        raise LookupError(f"Publish {number} is on the air already.")
    content, files = before
    entry = models.Publish(
        at=now(),
        who=who,
        commit=then.commit,
        content_hash=then.content_hash,
        changed=True,
        summary={**then.summary, "rollback_to": number},
    )
    _put_on_the_air(db, entry, content, files)
    note(db, "rollback", who, str(entry.id), commit=then.commit, rollback_to=number)
    return entry


def published_content(db: Session) -> Content:
    """Return what is on the air, without cards and examples, which are not in the database."""
    rows = [vetted(row) for row in db.execute(select(models.Answer)).scalars()]
    lines = db.execute(select(models.CrisisLine)).scalars()
    return Content(
        {(answer.topic, answer.language): answer for answer in rows},
        current_texts(db),
        {row.id: safety.CrisisLine(**row.details) for row in lines},
        {},
        (),
    )


def _put_on_the_air(db: Session, entry: models.Publish, content: Content, files: Files) -> None:
    db.add(entry)
    db.flush()
    keep(db, entry.id, content, files)
    _replace_rows(db, content, entry.id)


def _replace_rows(db: Session, content: Content, number: int) -> None:
    versions = {
        (row.topic, row.language): (row.version, columns(vetted(row)))
        for row in db.execute(select(models.Answer)).scalars()
    }
    db.flush()
    for table in (models.Answer, models.ConnectiveText, models.CrisisLine):
        db.execute(delete(table).execution_options(synchronize_session=False))
    db.expunge_all()
    for key, answer in content.answers.items():
        values: dict[str, Any] = columns(answer)
        version, before = versions.get(key, (number, None))
        db.add(models.Answer(version=version if values == before else number, **values))
    for (key_name, language), words in content.texts.items():
        db.add(models.ConnectiveText(key=key_name, language=language, text=words))
    for line in content.lines.values():
        db.add(models.CrisisLine(id=line.id, details=asdict(line)))


def withdraw(db: Session, topic: str, who: str) -> bool:
    """Take `topic` off the air at once; return False if no such answer is published."""
    if db.get(models.Answer, (topic, "en")) is None:
        return False
    db.merge(models.Withdrawal(topic=topic, since=now(), who=who))
    note(db, "withdraw", who, topic)
    return True


def restore(db: Session, topic: str, who: str = "") -> bool:
    """Put a withdrawn `topic` back on the air; return False if it was not withdrawn."""
    row = db.get(models.Withdrawal, topic)
    if row is not None:
        db.delete(row)
        note(db, "restore", who, topic)
        db.flush()
    return row is not None
