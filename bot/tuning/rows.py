"""What the encoder learns from: every topic example and every crisis example."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content.examples import load_examples as load_topic_examples
from bot.content.files import Problems
from bot.safety.categories import CATEGORIES
from bot.safety.examples import NONE
from bot.safety.examples import load_examples as load_crisis_examples

HELD_OUT_PERCENT = 10
CRISES = (NONE, *CATEGORIES)
NO_TOPIC = -1


@dataclass(frozen=True)
class Row:
    """One message: the number of its topic (`NO_TOPIC` if it has none) and of its crisis."""

    text: str
    topic: int
    crisis: int


@dataclass(frozen=True)
class Rows:
    """The rows to learn from, those kept apart, and the topics by number."""

    learnt: tuple[Row, ...]
    held_out: tuple[Row, ...]
    topics: tuple[str, ...]
    digest: str  # of every text and label, to tell from what an encoder was made


def held_out(text: str) -> bool:
    """Tell whether `text` is kept apart: it depends on nothing but the text."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100 < HELD_OUT_PERCENT


def load_rows(data_dir: Path) -> Rows:
    """Return the rows of `data_dir`; raise `CrisisDataError` for a crisis file that is broken."""
    asked = load_topic_examples(data_dir / "nlu", Problems())
    topics = tuple(sorted({example.intent for example in asked}))
    number = {topic: n for n, topic in enumerate(topics)}
    rows = [Row(e.text, number[e.intent], 0) for e in asked]
    crisis = load_crisis_examples(data_dir)
    rows += [Row(e.text, NO_TOPIC, CRISES.index(e.category)) for e in crisis]
    return Rows(
        tuple(row for row in rows if not held_out(row.text)),
        tuple(row for row in rows if held_out(row.text)),
        topics,
        _digest(rows, topics),
    )


def _digest(rows: Sequence[Row], topics: Sequence[str]) -> str:
    digest = hashlib.sha256(repr(topics).encode())
    for row in sorted(rows, key=lambda row: (row.text, row.topic, row.crisis)):
        digest.update(f"{row.text}\0{row.topic}\0{row.crisis}\0".encode())
    return digest.hexdigest()
