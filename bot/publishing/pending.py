"""What publishing data/ now would change: for people, for understanding, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from bot import content, store
from bot.content import Content
from bot.publishing import people
from bot.publishing.files import DOMAIN, changed_files, fingerprint, read_files
from bot.publishing.people import Refused
from bot.publishing.words import Change, changes
from bot.safety.categories import CATEGORIES
from bot.settings import Settings
from bot.store import Files

LEARNT = ("nlu/", "rules/", "stories/", f"../{DOMAIN}")
# Beside the numbers in lines.yml, which are published, the gateway reads these when it starts.
READ_AT_START = ("crisis/", "followups.yml")
PUBLISHED = ("answers/", "responses/", "crisis/lines.yml")


@dataclass(frozen=True)
class Pending:
    """Data/ beside what is on the air. `files_known` is False when only answers can be compared.

    `changed` are the files that differ from those of the last publish.
    """

    content: Content
    files: Files
    changed: tuple[str, ...]
    files_known: bool
    changes: tuple[Change, ...]
    authors: tuple[str, ...]
    are_committed: bool
    is_published: bool
    is_first: bool = False

    @property
    def fingerprint(self) -> str:
        """Return what an approval is for."""
        return fingerprint(self.files)

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the topics whose answer or examples change, sorted."""
        asked = {
            f.removeprefix("nlu/").removesuffix(".yml") for f in self.learnt if f[:4] == "nlu/"
        }
        topics = {change.topic for change in self.changes} | {t for t in asked if "/" in t}
        return tuple(sorted(topics - {""}))

    @property
    def touched(self) -> tuple[str, ...] | None:
        """Return the topics and crisis categories that the change touches: () is all, None none."""
        if self.is_published:
            return None
        wide = ("rules/", "stories/", "followups.yml", f"../{DOMAIN}")
        texts = [change for change in self.changes if change.what.startswith("text ")]
        if texts or any(name.startswith(wide) for name in self.changed):
            return ()
        lines = any(change.what.startswith("crisis line ") for change in self.changes)
        crises = CATEGORIES if lines or any(f.startswith("crisis/") for f in self.changed) else ()
        return (*self.topics, *crises) or None

    @property
    def learnt(self) -> tuple[str, ...]:
        """Return the changed files that the model learns from."""
        return tuple(f for f in self.changed if f.startswith(LEARNT))

    @property
    def read_at_start(self) -> tuple[str, ...]:
        """Return the changed files that show only after a restart."""
        return tuple(f for f in self.changed if f.startswith(READ_AT_START) and f not in PUBLISHED)


def pending(db: Session, settings: Settings) -> Pending:
    """Check data/ and compare it with what is on the air.

    Raises `ContentError` when data/ has mistakes, `Refused` when a file is saved meanwhile.
    """
    files = read_files(settings.data_dir)
    checked = content.load(settings.data_dir)
    if read_files(settings.data_dir) != files:
        raise Refused("A file in data/ was saved just now. Nothing was changed: try again.")
    last = store.newest_publish(db)
    kept = store.kept(db, last.id) if last else None
    before = kept[1] if kept else {}
    paths = [settings.data_dir, *([DOMAIN] if DOMAIN.is_file() else [])]
    return Pending(
        content=checked,
        files=files,
        changed=tuple(changed_files(before, files)),
        files_known=bool(before),
        changes=tuple(changes(store.published_content(db), checked)),
        authors=people.authors(last.commit if last else "", paths),
        are_committed=people.are_committed(paths),
        is_published=store.is_published(db, checked, files),
        is_first=last is None,
    )


def told(waiting: Pending, data_dir: Path) -> Iterator[str]:
    """Yield in words, line by line, what publishing would change."""
    if waiting.is_published:
        yield "Nothing has changed since the last publish."
        return
    if waiting.is_first:
        yield f"Nothing is on the air yet; publishing shows {len(waiting.content.topics)} topics."
        return
    if waiting.changes:
        yield f"What people see: {_count(waiting.changes, 'change')}, seconds after publishing"
        for change in waiting.changes:
            yield f"  {change.what}"
            yield from (f"      {line}" for line in change.lines)
    for files, what in (
        (waiting.learnt, "What the model learns from"),
        (waiting.read_at_start, "What the bot reads only when it starts"),
    ):
        if files:
            yield f"{what}: {_count(files, 'file')} changed"
            yield from (f"  {_path(data_dir, name)}" for name in files)
    yield from _rest(waiting, data_dir)


def _rest(waiting: Pending, data_dir: Path) -> Iterator[str]:
    seen = {*waiting.learnt, *waiting.read_at_start}
    rest = [name for name in waiting.changed if name not in seen]
    if not waiting.changes and rest:
        yield f"Nothing that people see: {_count(rest, 'file')} changed"
        yield from (f"  {_path(data_dir, name)}" for name in rest)
    if not waiting.files_known:
        yield "The files of the last publish are not known, so only what people see is compared."


def _count(things: tuple | list, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _path(data_dir: Path, name: str) -> str:
    return str(DOMAIN) if name == f"../{DOMAIN}" else (data_dir / name).as_posix()
