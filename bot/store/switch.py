"""The stop switch: whether staff turned the chat off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot import models
from bot.store.audit import note
from bot.store.database import now

CHAT = "chat"


def switch(db: Session, off: bool, who: str) -> bool:
    """Turn the chat off or on; return False if it was so already."""
    if is_off(db) == off:
        return False
    db.merge(models.Switch(name=CHAT, off=off, since=now(), who=who))
    note(db, "off" if off else "on", who)
    return True


def is_off(db: Session) -> bool:
    """Tell whether the chat is turned off. Raises when the database cannot be read."""
    row = db.get(models.Switch, CHAT)
    return row is not None and bool(row.off)


def turned(db: Session) -> models.Switch | None:
    """Return how the switch stands, since when and by whom; None if nobody ever touched it."""
    return db.get(models.Switch, CHAT)
