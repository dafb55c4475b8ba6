"""Where an answer comes from and who read it: sources, reviewer, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.content.files import ERROR, WARNING, line_of

PENDING = "pending clinical review"
LONGEST_REVIEW = timedelta(days=366)  # an answer is read again at least once a year
_SOURCE_FIELDS = ("title", "publisher", "url", "retrieved")
# A person who signed: name, profession and the day, so that nobody can be made up in passing.
_SIGNED = re.compile(r"[^\W\d_][\w.’' -]+ [\w.’'-]+, [\w.’' /-]+, (\d{4}-\d{2}-\d{2})")
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?")
_WRITTEN = 'write a date in quotes, year-month-day, like "2027-05-22"'
Wrong = tuple[str, int, str, str, str]  # field, line, what is wrong, cure, level


def day(value: Any) -> date | None:
    """Return the day that `value` writes as "2027-05-22", or None."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def shown(value: Any) -> str:
    """Return how a wrong value looks in a message."""
    if isinstance(value, date):
        return f"{value} without quotes"
    return "missing" if value is None else repr(value)


def source_problems(topic: str, metadata: Any) -> Iterator[Wrong]:
    """Yield what is wrong in the list of sources; small talk (chat/…) may have none."""
    line, sources = line_of(metadata, "sources"), metadata.get("sources")
    if not isinstance(sources, list) or (not sources and not topic.startswith("chat/")):
        cure = "name at least one source with title, publisher, url and retrieved"
        yield "sources", line, "is empty", cure, ERROR
        return
    seen = set()
    for source in sources:
        line = line_of(source) if isinstance(source, dict) else line
        for wrong, cure in _source_wrongs(source):
            yield "sources", line, wrong, cure, ERROR
        address = source.get("url") if isinstance(source, dict) else None
        if address in seen:
            yield "sources", line, f"names {address} twice", "delete one of them", WARNING
        seen.add(address)


def _source_wrongs(source: Any) -> Iterator[tuple[str, str]]:
    missing = set(_SOURCE_FIELDS) ^ set(source if isinstance(source, dict) else {})
    if missing:
        yield (
            f"has a source with the wrong fields ({', '.join(sorted(missing))})",
            "give each exactly title, publisher, url and retrieved",
        )
        return
    for field in ("title", "publisher"):
        if not str(source[field] or "").strip():
            yield f"has a source without {field}", "copy it from the source itself"
    if not _ADDRESS.fullmatch(str(source["url"])):
        cure = "begin it with https:// and copy the whole address, without blanks"
        yield f"has a bad address {source['url']!r}", cure
    elif re.search(r"//(www\.)?example\.|localhost|127\.0\.0\.1", str(source["url"])):
        yield f"has a made-up address {source['url']!r}", "name the page that was really read"
    if day(source["retrieved"]) is None:
        yield f"has a source whose retrieved is {shown(source['retrieved'])}", _WRITTEN


def date_problems(metadata: Any) -> Iterator[Wrong]:
    """Yield what is wrong with the days of review, whatever day it is today."""
    dates = {field: day(metadata.get(field)) for field in ("reviewed", "review_due")}
    for field, found in dates.items():
        if found is None:
            wrong = f"is {shown(metadata.get(field))}"
            yield field, line_of(metadata, field), wrong, _WRITTEN, ERROR
    reviewed, due = dates["reviewed"], dates["review_due"]
    if reviewed and due and not reviewed < due <= reviewed + LONGEST_REVIEW:
        wrong = "is not after reviewed" if due <= reviewed else "is over a year after reviewed"
        cure = "give the day when it must be read again, within a year; half a year is usual"
        yield "review_due", line_of(metadata, "review_due"), wrong, cure, ERROR


def reviewer_problems(node: Any, reviewed: str = "reviewed") -> Iterator[Wrong]:
    """Yield what is wrong with the reviewer: nobody is named who has not signed with a day."""
    reviewer, line = node.get("reviewer"), line_of(node, "reviewer")
    until = f'write "{PENDING}" until signed'
    if not isinstance(reviewer, str) or not reviewer.strip():
        yield "reviewer", line, "is missing", until, ERROR
        return
    signed = _SIGNED.fullmatch(reviewer)
    if reviewer != PENDING and not signed:
        cure = f'{until}; after that "First Last, profession, 2027-05-22" with the day of signing'
        yield "reviewer", line, f"{reviewer!r} is nobody who signed", cure, ERROR
    elif signed and signed[1] != node.get(reviewed):
        cure = "write the same day in both; if nobody signed, go back to pending clinical review"
        wrong = f"signed on {signed[1]}, but reviewed says {node.get(reviewed)}"
        yield "reviewer", line, wrong, cure, ERROR


def clock_problems(metadata: Any, today: date) -> Iterator[Wrong]:
    """Yield days that lie in the future of `today`, and a review that has run out."""
    sources = metadata.get("sources")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and (day(source.get("retrieved")) or today) > today:
            yield "retrieved", line_of(source), *_future(source["retrieved"])
    if (day(metadata.get("reviewed")) or today) > today:
        yield "reviewed", line_of(metadata, "reviewed"), *_future(metadata["reviewed"])
    due = day(metadata.get("review_due"))
    if due and due <= today:
        cure = "read the answer and its sources again, then write both days anew"
        wrong = f"was {due}: people no longer see this answer"
        yield "review_due", line_of(metadata, "review_due"), wrong, cure, WARNING


def _future(written: str) -> tuple[str, str, str]:
    return f"{written} is in the future", "write the day when it was really done", ERROR
