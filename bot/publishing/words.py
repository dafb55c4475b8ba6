"""What is different between two contents, in words: one entry a change, with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import ndiff
from typing import Any

from bot.content import Content, VettedAnswer

LANGUAGE = {"en": "English", "es": "Spanish"}
LONGEST = 60  # characters of a value that is quoted in one line


@dataclass(frozen=True)
class Change:
    """One thing that people would see differently. `lines` begin with "-" (old) or "+" (new)."""

    what: str
    lines: tuple[str, ...] = ()
    topic: str = ""


def changes(before: Content, after: Content) -> list[Change]:
    """Return what putting `after` in the place of `before` changes for people."""
    return [
        *_entries("answer", before.answers, after.answers, _answer_changes),
        *_entries("text", before.texts, after.texts, _text_changes),
        *_entries("crisis line", before.lines, after.lines, _line_changes),
    ]


def _entries(kind: str, before: Mapping, after: Mapping, compare: Any) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        topic = key[0] if kind == "answer" else ""
        if old is None:
            yield Change(f"{kind} {_named(key)}: new", tuple(_new(new)), topic)
        elif new is None:
            yield Change(f"{kind} {_named(key)}: gone", (), topic)
        elif old != new:
            for what, lines in compare(old, new):
                yield Change(f"{kind} {_named(key)}: {what}", tuple(lines), topic)


def _named(key: Any) -> str:
    return key if isinstance(key, str) else f"{key[0]} ({LANGUAGE.get(key[1], key[1])})"


def _new(entry: Any) -> list[str]:
    if isinstance(entry, VettedAnswer):
        return [f"+ {line}" for bubble in entry.bubbles for line in bubble.splitlines()]
    if isinstance(entry, str):
        return [f"+ {line}" for line in entry.splitlines()]
    ways = [way for way in (entry.call, entry.text, entry.chat) if way]
    return [f"+ {entry.name}: {' / '.join(ways)}"]


def _answer_changes(old: VettedAnswer, new: VettedAnswer) -> Iterator[tuple[str, list[str]]]:
    if old.bubbles != new.bubbles:
        yield "other words", _lines("\n---\n".join(old.bubbles), "\n---\n".join(new.bubbles))
    if old.sources != new.sources:
        urls = [" ".join(source.url for source in answer.sources) for answer in (old, new)]
        yield (
            "other sources",
            [f"- {urls[0]}", f"+ {urls[1]}"] if urls[0] != urls[1] else [],
        )
    for field in ("title", "reviewer", "reviewed", "review_due", "next"):
        yield from _field(field, getattr(old, field), getattr(new, field))


def _text_changes(old: str, new: str) -> Iterator[tuple[str, list[str]]]:
    yield "other words", _lines(old, new)


def _line_changes(old: Any, new: Any) -> Iterator[tuple[str, list[str]]]:
    was, is_now = asdict(old), asdict(new)
    for field in was:
        yield from _field(field, was[field], is_now[field])


def _field(field: str, old: Any, new: Any) -> Iterator[tuple[str, list[str]]]:
    if old == new:
        return
    was, is_now = _written(old), _written(new)
    if len(was) + len(is_now) <= LONGEST:
        yield f"{field} was {was}, becomes {is_now}", []
    else:
        yield f"other {field}", [f"- {was}", f"+ {is_now}"]


def _written(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {word}" for key, word in value.items())
    return str(value) or "empty"


def _lines(old: str, new: str) -> list[str]:
    compared = ndiff(old.splitlines(), new.splitlines())
    return [line for line in compared if line[:1] in "-+" and line[2:].strip()]
