"""Vetted answers: one file a topic in data/answers/, both languages, with provenance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content import provenance
from bot.content.files import (
    ERROR,
    LANGUAGES,
    TO_WRITE,
    Problems,
    line_of,
    read_yaml,
    variants,
    yaml_files,
)
from bot.content.readability import reading_problems
from bot.content.wording import bubble_problems, wording_problems

LONGEST_TITLE = 45  # a title is also the label of a button on a narrow phone
_FIELDS = {"title", "sources", "reviewer", "reviewed", "review_due", "next"}
_VARIANT = {"text", "metadata", "condition"}
_PART = re.compile(r"(?:^|\n)[ ]*---[ ]*(?:\n|$)")


@dataclass(frozen=True)
class Source:
    """Where a claim comes from. `retrieved` is an ISO date."""

    title: str
    publisher: str
    url: str
    retrieved: str


@dataclass(frozen=True)
class VettedAnswer:
    """One reviewed answer in one language, with its provenance.

    `bubbles` are one or two texts of at most 80 words; `next` are related topics.
    """

    topic: str
    language: str
    title: str
    bubbles: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewer: str
    reviewed: date
    review_due: date
    next: tuple[str, ...]


def load_answers(
    folder: Path, problems: Problems, today: date | None = None
) -> dict[tuple[str, str], VettedAnswer]:
    """Return the answers below `folder`, keyed by (topic, language).

    With `today`, days in the future and reviews that have run out are noted, too.
    """
    answers: dict[tuple[str, str], VettedAnswer] = {}
    known = {topic_of(folder, path) for path in yaml_files(folder)}
    for path in yaml_files(folder):
        topic = topic_of(folder, path)
        for answer in _answers_in(path, topic, known, problems, today):
            answers[answer.topic, answer.language] = answer
    return answers


def topic_of(folder: Path, path: Path) -> str:
    """Return the topic, or plain intent, whose file in `folder` is `path`."""
    return path.relative_to(folder).with_suffix("").as_posix()


def _answers_in(
    path: Path, topic: str, known: set[str], problems: Problems, today: date | None
) -> Iterator[VettedAnswer]:
    document = read_yaml(path, problems)
    if not document:
        return
    responses = document.get("responses")
    key = f"utter_{topic}"
    if not isinstance(responses, dict) or list(responses) != [key]:
        problems.add(
            path,
            line_of(document, "responses"),
            ", ".join(map(str, responses or ())) or "responses",
            "does not match the file's name",
            f"make {key} the only response in this file",
        )
        return
    found = list(variants(path, topic, responses[key], problems))
    metadata = next((v["metadata"] for _, v, _ in found if v.get("metadata")), None)
    good = _metadata_is_good(path, topic, metadata, known, problems, today)
    titles = metadata.get("title") if isinstance(metadata, dict) else None
    for language, entry, line in found:
        title = titles.get(language) if isinstance(titles, dict) else None
        bubbles = tuple(part.strip() for part in _PART.split(entry["text"]))
        for wrong, cure in text_problems(str(title or ""), bubbles, language):
            problems.add(path, line, f"{topic} ({language})", wrong, cure)
        for name in sorted(set(entry) - _VARIANT):
            cure = f"use only {', '.join(sorted(_VARIANT))}"
            problems.add(path, line_of(entry, name), topic, f"{name!r} is no field of it", cure)
        if good:
            yield _answer(topic, language, bubbles, metadata)


def _answer(topic: str, language: str, bubbles: tuple[str, ...], metadata: Any) -> VettedAnswer:
    return VettedAnswer(
        topic=topic,
        language=language,
        title=str(metadata["title"][language]),
        bubbles=bubbles,
        sources=tuple(Source(**dict(source)) for source in metadata["sources"]),
        reviewer=str(metadata["reviewer"]),
        reviewed=date.fromisoformat(metadata["reviewed"]),
        review_due=date.fromisoformat(metadata["review_due"]),
        next=tuple(metadata["next"]),
    )


@lru_cache(maxsize=2048)
def text_problems(
    title: str, bubbles: tuple[str, ...], language: str
) -> tuple[tuple[str, str], ...]:
    """Return (what is wrong, cure) for the words of a text that people read."""
    return tuple(_text_wrongs(title, bubbles, language))


def _text_wrongs(title: str, bubbles: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    text = "\n".join(bubbles)
    if TO_WRITE in f"{title}\n{text}":
        yield f"is still to be written ({TO_WRITE})", f"write it in place of {TO_WRITE} …"
    if braces := re.search(r"[{}]", text):
        cure = "write the words themselves; nothing is filled in here"
        yield f"holds {braces.group()}, which is taken for a place to fill in", cure
    yield from wording_problems(f"{title}\n{text}")
    yield from bubble_problems(bubbles)
    yield from reading_problems(text, language)


def _metadata_is_good(
    path: Path, topic: str, metadata: Any, known: set[str], problems: Problems, today: date | None
) -> bool:
    if not isinstance(metadata, dict):
        problems.add(path, 1, topic, "has no metadata", "add title, sources, reviewer, dates, next")
        return False
    wrongs = [
        *_in_fields(metadata, _title_problems(metadata)),
        *_in_fields(metadata, _next_problems(topic, metadata, known)),
        *_in_fields(metadata, _field_problems(metadata)),
        *provenance.source_problems(topic, metadata),
        *provenance.date_problems(metadata),
        *provenance.reviewer_problems(metadata),
    ]
    good = not any(level == ERROR for *_, level in wrongs)
    if today:
        wrongs += provenance.clock_problems(metadata, today)
    for field, line, wrong, cure, level in wrongs:
        problems.add(path, line, f"{topic}: {field}", wrong, cure, level)
    return good


def _in_fields(metadata: Any, wrongs: Iterator[tuple[str, str, str]]) -> Iterator[provenance.Wrong]:
    for field, wrong, cure in wrongs:
        yield field, line_of(metadata, field), wrong, cure, ERROR


def _field_problems(metadata: Any) -> Iterator[tuple[str, str, str]]:
    for field in sorted(set(metadata) - _FIELDS):
        yield field, "is no field of an answer", f"use only {', '.join(sorted(_FIELDS))}"


def _title_problems(metadata: Any) -> Iterator[tuple[str, str, str]]:
    title = metadata.get("title")
    for language in LANGUAGES:
        text = title.get(language) if isinstance(title, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield "title", f"is missing in {language!r}", 'write title: {en: "…", es: "…"}'
        elif len(text) > LONGEST_TITLE:
            yield (
                "title",
                f"in {language!r} has {len(text)} characters",
                f"shorten it to {LONGEST_TITLE}: it is a button's label",
            )


def _next_problems(topic: str, metadata: Any, known: set[str]) -> Iterator[tuple[str, str, str]]:
    topics = metadata.get("next")
    if not isinstance(topics, list) or not 1 <= len(topics) <= 3:
        yield "next", "does not name one to three topics", "list related topics: [area/topic, …]"
        return
    for number, other in enumerate(topics):
        if other not in known or other == topic:
            yield (
                "next",
                f"names {other!r}, which is no other topic",
                "use a topic that has a file in answers/",
            )
        elif other in topics[:number]:
            yield "next", f"names {other!r} twice", "name each related topic once"
