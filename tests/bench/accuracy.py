"""How well the bot reads labelled messages: by language and by style, in counts only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from tests.bench.labelled import CrisisCase, Read, TopicCase, crisis_cases, topic_cases
from tests.bench.rates import rate
from tests.bench.tables import Section, table

BLIND = Path(__file__).parent / "blind"


class Grouped(Protocol):
    """What every case has."""

    @property
    def lang(self) -> str:
        """Return the language's code."""

    @property
    def style(self) -> str:
        """Return the manner of writing."""


Case = TypeVar("Case", bound=Grouped)
Column = tuple[str, Callable[[Case], bool], Callable[[Case], bool]]

# What is counted, among which cases, and when it counts.
TOPIC_COLUMNS: list[Column[TopicCase]] = [
    ("helpful answer first", lambda c: c.in_scope, lambda c: c.helped_first),
    ("helpful in answer or offers", lambda c: c.in_scope, lambda c: c.helped),
    ("asked back", lambda c: True, lambda c: c.asked_back),
    ("wrong answer", lambda c: True, lambda c: c.wrong),
    ("out of scope declined", lambda c: not c.in_scope, lambda c: c.declined),
    ("… and nothing offered", lambda c: not c.in_scope, lambda c: c.declined_plainly),
    ("false crisis alarm", lambda c: True, lambda c: c.alarmed),
]
CRISIS_COLUMNS: list[Column[CrisisCase]] = [
    ("crisis seen", lambda c: c.in_crisis, lambda c: c.alarmed),
    ("right card", lambda c: c.in_crisis, lambda c: c.right),
    ("false alarm", lambda c: not c.in_crisis, lambda c: c.alarmed),
]


# The labelled questions: of the first 31 topics, and of all that came later.
TOPIC_FILES = {"topics.tsv": "Topics", "topics_all.tsv": "All topics"}


def accuracy(folder: Path, read: Read) -> list[Section]:
    """Return a section for each labelled file that `folder` has."""
    sections = [
        Section(title, topic_lines(topic_cases(folder / name, read)))
        for name, title in TOPIC_FILES.items()
        if (folder / name).is_file()
    ]
    if (folder / "crisis.tsv").is_file():
        crises = crisis_cases(folder / "crisis.tsv", read)
        sections.append(Section("Crisis", crisis_lines(crises)))
    return sections


def topic_lines(cases: Sequence[TopicCase]) -> list[str]:
    """Return the tables by language and style, and by area."""
    areas = _rows(cases, TOPIC_COLUMNS, "area", lambda case: case.area)
    return [*_by_group(cases, TOPIC_COLUMNS), "", *table(_head(TOPIC_COLUMNS), areas)]


def crisis_lines(cases: Sequence[CrisisCase]) -> list[str]:
    """Return the tables by language and style, and by category."""
    labels = _rows(cases, CRISIS_COLUMNS, "category", lambda case: case.label)
    return [*_by_group(cases, CRISIS_COLUMNS), "", *table(_head(CRISIS_COLUMNS), labels)]


def _by_group(cases: Sequence[Case], columns: Sequence[Column[Case]]) -> list[str]:
    rows = [
        *_rows(cases, columns, "all", lambda case: ""),
        *_rows(cases, columns, "language", lambda case: case.lang),
        *_rows(cases, columns, "style", lambda case: case.style),
    ]
    return table(_head(columns), rows)


def _head(columns: Iterable[Column[Case]]) -> list[str]:
    return ["messages", *(name for name, _, _ in columns)]


def _rows(
    cases: Sequence[Case], columns: Sequence[Column[Case]], kind: str, key: Callable[[Case], str]
) -> list[list[str]]:
    return [
        [f"{kind} {name}".strip(), *_cells([c for c in cases if key(c) == name], columns)]
        for name in sorted({key(case) for case in cases})
    ]


def _cells(cases: Sequence[Case], columns: Sequence[Column[Case]]) -> list[str]:
    return [
        str(rate((c for c in cases if is_counted(c)), is_hit)) for _, is_counted, is_hit in columns
    ]
