"""The entries of the pattern and guard files: an idea, and the phrases in which people put it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.safety.categories import CATEGORIES
from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, read_all, text_of

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Entry:
    """One idea of a pattern or guard file."""

    path: Path
    id: str
    category: str  # "" for a guard
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()  # context guards that silence it
    but_not: tuple[str, ...] = ()  # of a context guard: what makes it void
    sure: bool = True  # of a pattern: counts even if the learned detector sees no crisis


def pattern_entries(folder: Path) -> Iterator[Entry]:
    """Yield the entries of every pattern file, each with the category of its file."""
    for path, content in read_all(folder):
        category = text_of(path, "", content, "category")
        if category not in CATEGORIES:
            cure = "use one of: " + ", ".join(CATEGORIES)
            raise CrisisDataError(path, "", f"unknown category `{category}`", cure)
        yield from entries(path, content, "patterns", category)


def entries(path: Path, content: dict[str, Any], key: str, category: str = "") -> Iterator[Entry]:
    """Yield the entries in the list `key` of a file."""
    for item in list_of(path, "", content, key):
        if not isinstance(item, dict):
            raise CrisisDataError(path, "", f"`{key}` has a bare line", "start it with `- id: …`")
        entry_id = text_of(path, "", item, "id")
        phrases = [p for language in LANGUAGES for p in _phrases(path, entry_id, item, language)]
        if not phrases:
            cure = "write phrases below `en:` or `es:`"
            raise CrisisDataError(path, entry_id, "it has no phrases", cure)
        unless = _phrases(path, entry_id, item, "unless")
        but_not = _phrases(path, entry_id, item, "but_not")
        sure = str(item.get("sure") or "yes") == "yes"
        yield Entry(path, entry_id, category, tuple(phrases), tuple(unless), tuple(but_not), sure)


def check_ids(every: Iterable[Entry], contexts: set[str]) -> None:
    """Raise `CrisisDataError` for an id used twice or an `unless` that names no guard."""
    seen: set[str] = set()
    for entry in every:
        if entry.id in seen:
            raise CrisisDataError(entry.path, entry.id, "the id is used twice", "rename one")
        seen.add(entry.id)
        for name in entry.unless:
            if name not in contexts:
                cure = "use one of: " + ", ".join(sorted(contexts))
                raise CrisisDataError(entry.path, entry.id, f"no guard is named `{name}`", cure)


def _phrases(path: Path, entry_id: str, item: dict[str, Any], key: str) -> list[str]:
    """Return the list of plain strings at `key` of an entry."""
    values = list_of(path, entry_id, item, key)
    for value in values:
        if not isinstance(value, str) or not value.strip():
            cure = "write one phrase a line, after a dash"
            raise CrisisDataError(path, entry_id, f"`{key}` holds {value!r}, not a phrase", cure)
    return values
