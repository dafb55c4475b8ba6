"""The messages from which the crisis detector learns, as written under data/crisis/examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.safety.categories import CATEGORIES
from bot.safety.errors import CrisisDataError
from bot.safety.files import mapping_of, read_all, text_of

NONE = "none"


@dataclass(frozen=True)
class Example:
    """One message, its category (or `NONE`), language and, if ordinary, of which kind it is.

    Messages of one person in a row, written `first >> second`, are lines of `text`.
    """

    text: str
    category: str
    language: str
    kind: str = ""


def load_examples(data_dir: Path) -> list[Example]:
    """Return every example of `data_dir`/crisis/examples, crises first.

    Raises `CrisisDataError`, naming file, entry and cure, if one cannot be used.
    """
    folder = data_dir / "crisis" / "examples"
    return [e for place in (folder, folder / "ordinary") for e in _in_folder(place)]


def _in_folder(folder: Path) -> Iterator[Example]:
    for path, content in read_all(folder):
        category = text_of(path, "", content, "category")
        if category not in (*CATEGORIES, NONE):
            cure = f"use one of: {', '.join(CATEGORIES)}, {NONE}"
            raise CrisisDataError(path, "", f"unknown category `{category}`", cure)
        kind = str(content.get("kind") or "")
        by_language = mapping_of(path, "examples", content, "examples")
        for language in by_language:
            for line in text_of(path, language, by_language, language).splitlines():
                yield Example(_text(path, language, line), category, language, kind)


def _text(path: Path, language: str, line: str) -> str:
    if not line.startswith("- ") or not line[2:].strip():
        cure = "write every message on a line of its own that starts with `- `"
        raise CrisisDataError(path, language, f"`{line[:40]}` is not an example", cure)
    return "\n".join(part.strip() for part in line[2:].split(" >> "))
