"""The way to the air: approve, then publish; each says no with a sentence, or does all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from bot import conversations, models, releases, store
from bot.publishing import people
from bot.publishing.pending import Pending, pending, told
from bot.publishing.people import Refused, same_person
from bot.settings import Settings

Say = Callable[[str], None]
MOST_TOLD = 20  # changes that the audit tells one by one


def publish(settings: Settings, who: str, say: Say) -> int:
    """Check data/ and put it on the air, all or nothing; return its number, 0 if nothing is new.

    `say` hears line by line what changes and what is done.

    Raises `ContentError` for mistakes in data/ and `Refused` for a conversation that fails, or
    when REQUIRE_APPROVAL is on and nobody else has approved just these files.
    """
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        waiting = pending(db, settings)
    for line in told(waiting, settings.data_dir):
        say(line)
    if waiting.is_published:
        return 0
    _hold_conversations(settings, waiting, say)
    with store.session(settings.database_url) as db:
        approval = _approval(db, settings, waiting, who)
        entry = store.publish(
            db,
            waiting.content,
            who,
            people.commit(),
            is_edited=not waiting.are_committed,
            files=waiting.files,
            authors=_authors(waiting, approval),
            approver=approval.who if approval else "",
            changes=_in_short(waiting),
        )
        return int(entry.id) if entry.changed else 0


def approve(settings: Settings, who: str, author: str | None = None) -> Pending:
    """Record that `who` approves what data/ holds now; return what that would change.

    `author` says who wrote it where git cannot: outside a checkout, and for what is not committed.
    Raises `ContentError` and `Refused` as `publish` does.
    """
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        waiting = pending(db, settings)
        if waiting.is_published:
            raise Refused("There is nothing to approve: all of data/ is on the air.")
        authors = [*waiting.authors, *([people.name_of(author)] if author else [])]
        if not author and not (waiting.are_committed and authors):
            raise Refused(
                "Git cannot say who wrote all of this: some of data/ is not committed. Commit it, "
                "or name whoever wrote it: python -m bot approve --author 'Ana Ruiz'."
            )
        if same_person(who, authors):
            raise Refused(
                f"{who} wrote some of this, and nobody approves their own change. Ask somebody "
                "else to run python -m bot diff and python -m bot approve."
            )
        store.note(db, "approve", who, waiting.fingerprint, authors=authors)
        return waiting


def roll_back(settings: Settings, number: int | None, who: str) -> models.Publish:
    """Put back on the air what publish `number` showed, by default the one before the newest.

    Needs no approval: it was on the air before. Raises `Refused` when it cannot be done.
    """
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        try:
            wanted = store.publish_id(db) - 1 if number is None else number
            if number is None and wanted < 1:
                raise LookupError("There is no earlier publish to go back to.")
            entry = store.roll_back(db, wanted, who)
        except LookupError as error:
            raise Refused(str(error.args[0])) from None
        db.flush()
        db.expunge_all()
        return entry


def _approval(
    db: Session, settings: Settings, waiting: Pending, who: str
) -> models.AuditEntry | None:
    """Return the approval of these files, None if there is none and none is needed."""
    approval = store.approval_of(db, waiting.fingerprint)
    if not settings.require_approval:
        return approval
    if approval is None:
        raise Refused(
            "Nothing was published: nobody has approved these files as they are now. Ask somebody "
            "who did not write them to run python -m bot diff and python -m bot approve. An edit "
            "after an approval needs a new one."
        )
    if same_person(approval.who, [who, *_authors(waiting, approval)]):
        raise Refused(
            f"Nothing was published: {approval.who} approved this and may be neither its author "
            "nor the one who publishes it. Ask somebody else to publish."
        )
    return approval


def _in_short(waiting: Pending) -> list[str]:
    if waiting.is_first:
        return [f"first publish: {len(waiting.content.topics)} topics"]
    whats = [change.what for change in waiting.changes]
    whats += [f"file {name}" for name in (*waiting.learnt, *waiting.read_at_start)]
    more = len(whats) - MOST_TOLD
    return [*whats[:MOST_TOLD], *([f"and {more} more"] if more > 0 else [])]


def _authors(waiting: Pending, approval: models.AuditEntry | None) -> list[str]:
    given = approval.details.get("authors", []) if approval else []
    unknown = [] if waiting.are_committed or given else [people.name_of(None)]
    return list(dict.fromkeys([*waiting.authors, *given, *unknown]))


def _hold_conversations(settings: Settings, waiting: Pending, say: Say) -> None:
    """Hold the conversation tests that touch what changed; raise `Refused` if one fails."""
    failures = conversation_failures(settings, waiting, say)
    if failures:
        listed = "\n".join(f"  {failure}" for failure in failures)
        raise Refused(f"Nothing was published: {len(failures)} conversations fail:\n{listed}")


def conversation_failures(settings: Settings, waiting: Pending, say: Say) -> list[str]:
    """Hold the conversation tests that touch what changed; return those that fail, in words.

    This is the one place where publishing meets the conversation tests.
    """
    if waiting.touched is None:
        return []
    say("Holding the conversation tests that touch the change …")
    # The bot that the tests talk to shows what is not published yet, and to nobody else.
    result = conversations.run(replace(settings, require_approval=False), waiting.touched, tell=say)
    say(f"  {len(result.outcomes)} conversations, {len(result.failed)} fail")
    return [outcome.conversation.title for outcome in result.failed]


def release_model(settings: Settings, say: Say) -> bool:
    """Train and swap the model if data/ asks for another one; tell whether that was so.

    Raises `RuntimeError` with a sentence when the old model has to go on serving.
    """
    return releases.model_changed(settings) and releases.release_model(settings, say).changed
