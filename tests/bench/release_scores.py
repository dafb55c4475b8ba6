"""Score one release: `python -m tests.bench.release_scores TOPICS CRISIS THRESHOLDS`.

Reads every labelled file of tests/bench/blind with the models given, and prints one line of JSON:
[hits, cases] by the name of what is counted. No message is shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.crisis import load_learned
from bot.encoder import Encoder
from bot.explain import TrainedTopics
from bot.safety import CrisisDetector
from bot.safety.learned_detector import Thresholds
from bot.safety.phrase_detector import PhraseDetector
from bot.settings import Settings
from bot.training import quiet
from tests.bench.accuracy import BLIND, CRISIS_COLUMNS, TOPIC_COLUMNS, TOPIC_FILES, Case, Column
from tests.bench.labelled import crisis_cases
from tests.bench.ranked import Ranked, cases, read_ranked
from tests.bench.rates import rate

SHOWN = {
    "helpful answer first",
    "helpful in answer or offers",
    "wrong answer",
    "out of scope declined",
    "false crisis alarm",
}


def main() -> None:
    """Print the scores of the models named on the command line."""
    topics_file, crisis_file, thresholds = sys.argv[1:]
    quiet()
    topics = TrainedTopics(Path(topics_file))
    phrases = PhraseDetector(Settings.from_env().data_dir)
    at = Thresholds(**json.loads(thresholds))
    learned = load_learned(Path(crisis_file), at, Encoder(), phrases)
    detector = CrisisDetector(phrases, learned)
    print(json.dumps(scores(BLIND, topics, detector)))


def scores(folder: Path, topics: TrainedTopics, detector: CrisisDetector) -> dict[str, list[int]]:
    """Return [hits, cases] by name for the labelled files that `folder` has."""
    counted = counts(TOPIC_COLUMNS, cases(_questions(folder, topics, detector), *topics.thresholds))
    counted = {name: counted[name] for name in counted if name in SHOWN}
    if not (folder / "crisis.tsv").is_file():
        return counted

    def read(text: str) -> dict[str, str | None]:
        crisis = detector.check(text)
        return {"crisis": crisis.category if crisis else None}

    in_crisis = counts(CRISIS_COLUMNS, crisis_cases(folder / "crisis.tsv", read))
    return {**counted, **in_crisis}


def counts(columns: Sequence[Column[Case]], found: Sequence[Case]) -> dict[str, list[int]]:
    """Return [hits, cases] of each column."""
    rates = {name: rate(filter(counted, found), hit) for name, counted, hit in columns}
    return {name: [each.hits, each.cases] for name, each in rates.items()}


def _questions(folder: Path, topics: TrainedTopics, detector: CrisisDetector) -> list[Ranked]:
    """Return every question once: the files overlap."""
    found: dict[str, Ranked] = {}
    for name in TOPIC_FILES:
        if (folder / name).is_file():
            for ranked in read_ranked(folder / name, topics, detector):
                found.setdefault(ranked.row["text"], ranked)
    return list(found.values())


if __name__ == "__main__":
    main()
