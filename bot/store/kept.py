"""What one publish showed, in one piece, so that it can be put back on the air."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import models, safety
from bot.content import Content, Source, VettedAnswer

Files = dict[str, str]  # path of a file in data/ -> SHA-256 of its bytes


def keep(db: Session, number: int, content: Content, files: Files) -> None:
    """Keep what publish `number` shows, and from which files it was made."""
    packed = zlib.compress(json.dumps({**shown(content), "files": files}, default=str).encode())
    db.add(models.KeptContent(publish_id=number, packed=packed))


def kept(db: Session, number: int) -> tuple[Content, Files] | None:
    """Return what publish `number` showed and its files, or None if that was not kept.

    The content has neither cards nor examples: those are not in the database.
    """
    row = db.get(models.KeptContent, number)
    if row is None:
        return None
    parts = json.loads(zlib.decompress(row.packed))
    answers = [_answer(columns) for columns in parts["answers"]]
    content = Content(
        {(answer.topic, answer.language): answer for answer in answers},
        {(key, language): text for key, language, text in parts["texts"]},
        {line["id"]: safety.CrisisLine(**line) for line in parts["lines"]},
        {},
        (),
    )
    return content, parts["files"]


def shown(content: Content) -> dict[str, list[Any]]:
    """Return all that a publish of `content` shows to people, in a fixed order."""
    return {
        "answers": [columns(answer) for _, answer in sorted(content.answers.items())],
        "texts": sorted([*key, text] for key, text in content.texts.items()),
        "lines": [asdict(line) for _, line in sorted(content.lines.items())],
    }


def content_hash(content: Content) -> str:
    """Return the SHA-256 of all that a publish of `content` shows to people."""
    parts = list(shown(content).values())
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def columns(answer: VettedAnswer) -> dict[str, Any]:
    """Return `answer` as the columns of `models.Answer`, without its version."""
    return {
        "topic": answer.topic,
        "language": answer.language,
        "title": answer.title,
        "bubbles": list(answer.bubbles),
        "sources": [asdict(source) for source in answer.sources],
        "next_topics": list(answer.next),
        "reviewer": answer.reviewer,
        "reviewed": answer.reviewed,
        "review_due": answer.review_due,
    }


def _answer(columns: dict[str, Any]) -> VettedAnswer:
    return VettedAnswer(
        topic=columns["topic"],
        language=columns["language"],
        title=columns["title"],
        bubbles=tuple(columns["bubbles"]),
        sources=tuple(Source(**source) for source in columns["sources"]),
        reviewer=columns["reviewer"],
        reviewed=date.fromisoformat(columns["reviewed"]),
        review_due=date.fromisoformat(columns["review_due"]),
        next=tuple(columns["next_topics"]),
    )
