"""The audit: who of the staff did what and when. Never anything about people who chat."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import models
from bot.store.database import now


def note(
    db: Session,
    action: str,
    who: str,
    about: str = "",
    *,
    approver: str = "",
    commit: str = "",
    **details: Any,
) -> None:
    """Write down that `who` did `action` to what `about` names: a topic, a publish's number."""
    entry = models.AuditEntry(
        at=now(),
        action=action,
        who=who,
        about=about,
        approver=approver,
        commit=commit,
        details=details,
    )
    db.add(entry)


def history(db: Session, most: int) -> list[models.AuditEntry]:
    """Return the last `most` entries, the newest first."""
    table = models.AuditEntry
    return list(db.execute(select(table).order_by(table.id.desc()).limit(most)).scalars())


def approval_of(db: Session, fingerprint: str) -> models.AuditEntry | None:
    """Return the approval of just these files, given since the last publish, or None."""
    table = models.AuditEntry
    newest = (
        select(table.id)
        .where(table.action.in_(["publish", "rollback"]))
        .order_by(table.id.desc())
        .limit(1)
    )
    since = db.execute(newest).scalar() or 0
    found = db.execute(
        select(table)
        .where(table.action == "approve", table.about == fingerprint, table.id > since)
        .order_by(table.id.desc())
        .limit(1)
    )
    return found.scalars().first()
