"""Messages with the labels of people who never saw the training data, and what was read in them.

The rules are those of the scorer with which the labels were made. Nothing here prints a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import FOLLOWUP
from bot.content.followups import followups

DATA = Path(__file__).resolve().parents[2] / "data"
OUT_OF_SCOPE = "out_of_scope"
NO_CRISIS = "none"
OFFERS = 3
Read = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class TopicCase:
    """One question; `expect` and `accept` are the topics that help, or `expect` out of scope."""

    expect: str
    accept: frozenset[str]
    style: str
    lang: str
    crisis: str | None
    topic: str
    offered: frozenset[str]

    @property
    def in_scope(self) -> bool:
        """Tell whether the bot should have an answer."""
        return self.expect != OUT_OF_SCOPE

    @property
    def area(self) -> str:
        """Return the area of the topic that is expected."""
        return self.expect.split("/")[0]

    @property
    def asked_back(self) -> bool:
        """Tell whether there was a choice in place of an answer."""
        return self.declined and bool(self.offered)

    @property
    def alarmed(self) -> bool:
        """Tell whether a crisis was seen; then its card comes, and no answer."""
        return self.crisis is not None

    @property
    def answered(self) -> bool:
        """Tell whether a vetted answer was given."""
        return not self.alarmed and self.topic != OUT_OF_SCOPE

    @property
    def helped_first(self) -> bool:
        """Tell whether the answer given helps."""
        return self.answered and self.topic in self.accept

    @property
    def helped(self) -> bool:
        """Tell whether the answer, or a topic offered in its place, helps."""
        return self.helped_first or bool(not self.alarmed and self.offered & self.accept)

    @property
    def wrong(self) -> bool:
        """Tell whether an answer was given that does not help."""
        return self.answered and self.topic not in self.accept

    @property
    def declined(self) -> bool:
        """Tell whether there was neither an answer nor an alarm; choices may be offered."""
        return not self.answered and not self.alarmed

    @property
    def declined_plainly(self) -> bool:
        """Tell whether there was neither an answer, nor an alarm, nor a choice."""
        return self.declined and not self.offered


@dataclass(frozen=True)
class CrisisCase:
    """One message with the crisis category in it, `label`, or "none"; `also` is a second one."""

    label: str
    also: str
    style: str
    lang: str
    crisis: str | None

    @property
    def in_crisis(self) -> bool:
        """Tell whether the bot should refer."""
        return self.label != NO_CRISIS

    @property
    def alarmed(self) -> bool:
        """Tell whether it did."""
        return self.crisis is not None

    @property
    def right(self) -> bool:
        """Tell whether it showed the right card, or one that serves as well.

        Suicide and self-harm serve for each other; overdose and child risk where both apply.
        """
        said = {self.crisis, self.label}
        serves = said == {"overdose", "child_risk"} and self.also == self.crisis
        return self.crisis == self.label or said == {"suicide", "self_harm"} or serves


def topic_cases(file: Path, read: Read) -> list[TopicCase]:
    """Return the cases of topics.tsv, each as `read` by the bot."""
    return [topic_case(row, read(row["text"])) for row in rows(file)]


def crisis_cases(file: Path, read: Read) -> list[CrisisCase]:
    """Return the cases of crisis.tsv, each as `read` by the bot."""
    return [_crisis_case(row, read(row["text"])) for row in rows(file)]


def helping(row: dict[str, str]) -> frozenset[str]:
    """Return the topics that help with the question of `row`, or out of scope."""
    others = row["accept"].replace(",", "|").split("|")
    return frozenset({row["expect"], *(key.strip() for key in others if key.strip())})


def resolved(topic: str | None, offered: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the topic and the offers; a follow-up leads where it does in a new conversation."""
    if not topic or not topic.startswith(FOLLOWUP):
        return topic, offered
    leads = followups(DATA)[topic.removeprefix(FOLLOWUP)].leads(None)
    return (leads[0], ()) if len(leads) == 1 else (None, leads)


def topic_case(row: dict[str, str], found: dict[str, Any]) -> TopicCase:
    """Return the case of a `row` of topics.tsv in which `found` was read."""
    asked, offered = resolved(found["topic"], tuple(found["offered"]))
    topic = asked or OUT_OF_SCOPE
    return TopicCase(
        expect=row["expect"],
        accept=helping(row),
        style=row["style"],
        lang=row.get("lang") or ("es" if row["style"] == "spanish" else "en"),
        crisis=found["crisis"],
        topic=topic if "/" in topic else OUT_OF_SCOPE,
        offered=frozenset(offered[:OFFERS]),
    )


def _crisis_case(row: dict[str, str], found: dict[str, Any]) -> CrisisCase:
    also = row["severity"].removeprefix("also:") if row["severity"].startswith("also:") else ""
    return CrisisCase(row["label"], also, row["style"], row["lang"], found["crisis"])


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows by column; a cell holds anything but a tab and a line feed."""
    head, *lines = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    columns = head.split("\t")
    for line in lines:
        if line.strip():
            cells = line.split("\t")
            yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
