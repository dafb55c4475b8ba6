"""Vetted answers: one file a topic in data/answers/, both languages, with provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.content.files import LANGUAGES, Problems, line_of, read_yaml, variants, yaml_files
from bot.content.wording import bubble_problems, wording_problems

LONGEST_TITLE = 45  # a title is also the label of a button on a narrow phone


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


def load_answers(folder: Path, problems: Problems) -> dict[tuple[str, str], VettedAnswer]:
    """Return the answers below `folder`, keyed by (topic, language)."""
    answers: dict[tuple[str, str], VettedAnswer] = {}
    known = {_topic_of(folder, path) for path in yaml_files(folder)}
    for path in yaml_files(folder):
        topic = _topic_of(folder, path)
        for answer in _answers_in(path, topic, known, problems):
            answers[answer.topic, answer.language] = answer
    return answers


def _topic_of(folder: Path, path: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _answers_in(
    path: Path, topic: str, known: set[str], problems: Problems
) -> Iterator[VettedAnswer]:
    document = read_yaml(path, problems)
    responses = (document or {}).get("responses") or {}
    key = f"utter_{topic}"
    if document is not None and list(responses) != [key]:
        problems.add(
            path,
            line_of(document, "responses"),
            ", ".join(map(str, responses)) or "responses",
            "does not match the file's name",
            f"make {key} the only response in this file",
        )
        return
    found = list(variants(path, topic, responses.get(key), problems))
    metadata = next((v["metadata"] for _, v, _ in found if v.get("metadata")), None)
    if not found or not _metadata_is_good(path, topic, metadata, known, problems):
        return
    for language, entry, line in found:
        yield _answer(path, topic, language, entry["text"], line, metadata, problems)


def _answer(
    path: Path, topic: str, language: str, text: str, line: int, metadata: Any, problems: Problems
) -> VettedAnswer:
    bubbles = tuple(part.strip() for part in text.split("\n---\n"))
    title = str(metadata["title"][language])
    for wrong, cure in (*wording_problems(f"{title}\n{text}"), *bubble_problems(bubbles)):
        problems.add(path, line, f"{topic} ({language})", wrong, cure)
    return VettedAnswer(
        topic=topic,
        language=language,
        title=title,
        bubbles=bubbles,
        sources=tuple(Source(**dict(source)) for source in metadata["sources"]),
        reviewer=str(metadata["reviewer"]),
        reviewed=date.fromisoformat(metadata["reviewed"]),
        review_due=date.fromisoformat(metadata["review_due"]),
        next=tuple(metadata["next"]),
    )


def _metadata_is_good(
    path: Path, topic: str, metadata: Any, known: set[str], problems: Problems
) -> bool:
    if not isinstance(metadata, dict):
        problems.add(path, 1, topic, "has no metadata", "add title, sources, reviewer, dates, next")
        return False
    wrongs = [
        *_title_problems(metadata),
        *_source_problems(topic, metadata),
        *_date_problems(metadata),
        *_next_problems(topic, metadata, known),
    ]
    if not metadata.get("reviewer"):
        wrongs.append(("reviewer", "is missing", 'write "pending clinical review" until signed'))
    for field, wrong, cure in wrongs:
        problems.add(path, line_of(metadata, field), f"{topic}: {field}", wrong, cure)
    return not wrongs


def _title_problems(metadata: Any) -> Iterator[tuple[str, str, str]]:
    title = metadata.get("title")
    for language in LANGUAGES:
        text = title.get(language) if isinstance(title, dict) else None
        if not text:
            yield "title", f"is missing in {language!r}", "write title: {en: …, es: …}"
        elif len(str(text)) > LONGEST_TITLE:
            yield (
                "title",
                f"in {language!r} has {len(str(text))} characters",
                f"shorten it to {LONGEST_TITLE}: it is a button's label",
            )


def _source_problems(topic: str, metadata: Any) -> Iterator[tuple[str, str, str]]:
    sources = metadata.get("sources")
    if not isinstance(sources, list) or (not sources and not topic.startswith("chat/")):
        yield "sources", "is empty", "name at least one source with title, publisher and url"
        return
    for source in sources:
        missing = {"title", "publisher", "url", "retrieved"} ^ set(source or {})
        if missing:
            yield (
                "sources",
                f"has a source with the wrong fields ({', '.join(sorted(missing))})",
                "give each exactly title, publisher, url and retrieved",
            )
        elif not str(source["url"]).startswith(("https://", "http://")):
            yield "sources", f"has a bad address {source['url']!r}", "begin it with https://"


def _date_problems(metadata: Any) -> Iterator[tuple[str, str, str]]:
    dates = {}
    for field in ("reviewed", "review_due"):
        value = metadata.get(field)
        try:
            dates[field] = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            dates[field] = None
        if dates[field] is None:
            yield field, f"is {value!r}", 'write a date in quotes, like "2027-05-22"'
    if all(dates.values()) and len(dates) == 2 and dates["review_due"] <= dates["reviewed"]:  # type: ignore[operator]
        yield "review_due", "is not after reviewed", "give the day when it must be read again"


def _next_problems(topic: str, metadata: Any, known: set[str]) -> Iterator[tuple[str, str, str]]:
    topics = metadata.get("next")
    if not isinstance(topics, list) or not 1 <= len(topics) <= 3:
        yield "next", "does not name one to three topics", "list related topics: [area/topic, …]"
        return
    for other in topics:
        if other not in known or other == topic:
            yield (
                "next",
                f"names {other!r}, which is no other topic",
                "use a topic that has a file in answers/",
            )
