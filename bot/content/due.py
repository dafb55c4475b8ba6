"""What a person must do again: dial a crisis line, review an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content import Content

DIAL_EVERY = timedelta(days=30)
NOTICE = timedelta(days=30)  # before an answer's review date


@dataclass(frozen=True)
class Due:
    """One task: what, since or until when, and why."""

    what: str
    when: str
    why: str


def due_lines(content: Content, today: date) -> Iterator[Due]:
    """Yield the crisis lines that nobody has reached within `DIAL_EVERY`, by country."""
    for line in sorted(content.lines.values(), key=lambda line: (line.country, line.id)):
        verified = date.fromisoformat(line.verified_on) if line.verified_on else None
        ways = " / ".join(way for way in (line.call, line.text, line.chat) if way)
        if ways and (verified is None or today - verified > DIAL_EVERY):
            when = f"last reached {verified}" if verified else "never reached"
            place = line.country or "anywhere"
            yield Due(f"{place}  {line.name}: {ways}", when, f"confidence {line.confidence}")


def due_answers(content: Content, today: date) -> Iterator[Due]:
    """Yield the answers whose review is due within `NOTICE`, the most urgent first."""
    answers = [a for (_, language), a in content.answers.items() if language == "en"]
    for answer in sorted(answers, key=lambda answer: answer.review_due):
        if answer.review_due - today <= NOTICE:
            late = "withheld since" if answer.review_due < today else "review until"
            yield Due(answer.topic, f"{late} {answer.review_due}", answer.reviewer)
