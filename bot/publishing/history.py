"""What staff did, from the audit, in lines that read like sentences."""

from __future__ import annotations

from collections.abc import Iterator

from bot import models, store
from bot.settings import Settings

SAYS = {
    "publish": "publish {about}",
    "rollback": "publish {about}, back to what {rollback_to} showed",
    "approve": "approval of {about}",
    "withdraw": "{about} withdrawn",
    "restore": "{about} restored",
    "off": "the chat turned off",
    "on": "the chat turned on",
}


def log_lines(settings: Settings, most: int) -> Iterator[str]:
    """Yield the last `most` things that staff did, the newest first; times are UTC."""
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        entries = store.history(db, most)
        for entry in entries:
            yield from _told(entry)
    if not entries:
        yield "Nothing was published yet."


def _told(entry: models.AuditEntry) -> Iterator[str]:
    about = entry.about[:12] if entry.action == "approve" else entry.about
    what = SAYS.get(entry.action, "{action} {about}").format(
        action=entry.action, about=about, rollback_to=entry.details.get("rollback_to")
    )
    yield ", ".join([f"{entry.at:%Y-%m-%d %H:%M}  {what}", *_people(entry)])
    yield from (f"    {change}" for change in entry.details.get("changes", ()))


def _people(entry: models.AuditEntry) -> Iterator[str]:
    yield f"by {entry.who or 'nobody named'}"
    # Names only: the addresses of staff are nobody's business on a shared screen.
    authors = ", ".join(name.partition(" <")[0] for name in entry.details.get("authors", ()))
    if authors:
        yield f"written by {authors}"
    if entry.approver:
        yield f"approved by {entry.approver}"
    if entry.commit:
        edited = " with later edits" if entry.details.get("is_edited") else ""
        yield f"from commit {entry.commit[:10]}{edited}"
