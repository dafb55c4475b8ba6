"""Labelled questions with the whole ranking of each, read once and decided at any threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.explain import Ranking, TrainedTopics
from bot.safety import CrisisDetector
from bot.understanding.topic_classifier import decide
from tests.bench.labelled import TopicCase, helping, rows, topic_case


@dataclass(frozen=True)
class Ranked:
    """One labelled question, the ranking of all labels and the crisis category found."""

    row: dict[str, str]
    ranking: Ranking
    crisis: str | None

    @property
    def first(self) -> str:
        """Return the likeliest label."""
        return str(self.ranking[0][0])

    @property
    def likely(self) -> float:
        """Return its probability."""
        return float(self.ranking[0][1])

    @property
    def right(self) -> bool:
        """Tell whether the likeliest label helps, whatever its probability."""
        return self.first in helping(self.row)

    @property
    def in_scope(self) -> bool:
        """Tell whether there should be an answer."""
        return "/" in self.row["expect"]

    def case(self, answer: float, offer: float) -> TopicCase:
        """Return what the bot would do at these thresholds."""
        understood = decide(self.ranking, answer, offer)
        return topic_case(self.row, {**asdict(understood), "crisis": self.crisis})


def read_ranked(file: Path, topics: TrainedTopics, detector: CrisisDetector) -> list[Ranked]:
    """Return every question of `file`, read by the trained model and the crisis detector."""
    asked = list(rows(file))
    rankings = topics.rank([row["text"] for row in asked])
    crises = [detector.check(row["text"]) for row in asked]
    return [
        Ranked(row, ranking, crisis.category if crisis else None)
        for row, ranking, crisis in zip(asked, rankings, crises, strict=True)
    ]


def cases(ranked: Sequence[Ranked], answer: float, offer: float) -> list[TopicCase]:
    """Return what the bot would do with each at these thresholds."""
    return [each.case(answer, offer) for each in ranked]
