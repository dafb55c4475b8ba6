"""How well topics are understood: `python -m tests.bench.topics`, some minutes.

Reads the labelled questions of tests/bench/blind with the trained model and writes
docs/benchmarks/topics-DATE.md with its pictures. No message is shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.crisis import crisis_detector
from bot.explain import TrainedTopics
from bot.safety import CrisisDetector
from bot.settings import Settings
from bot.training import model_path, quiet
from tests.bench.accuracy import BLIND, TOPIC_FILES, topic_lines
from tests.bench.curves import bins, calibration, calibration_error, confusions, curve, thresholds
from tests.bench.learning import learning, learning_lines
from tests.bench.machine import machine
from tests.bench.pictures import draw_calibration, draw_learning, draw_thresholds
from tests.bench.ranked import Ranked, cases, read_ranked
from tests.bench.tables import Section

OUT = Path("docs/benchmarks")
NAME = f"topics-{date.today()}"
HELP = (
    "A share is percent (Wilson 95 % interval) and counts. No threshold was or may be chosen by "
    "these questions: then they would measure nothing."
)
LEARNT = (
    "The encoder was tuned on nine in ten of all examples, whatever the linear model learns from: "
    "with fewer examples it would be worse than this curve shows."
)


def main() -> None:
    """Read, print and save."""
    arguments = _parser().parse_args()
    quiet()
    settings = Settings.from_env()
    topics, detector = TrainedTopics(model_path(settings)), crisis_detector(settings)
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [f"# Topics on {date.today()}", "", *machine(Path.cwd())]
    lines += [*_model(topics, detector), "", HELP, ""]
    everything: list[Ranked] = []
    for name, title in TOPIC_FILES.items():
        if (arguments.labelled / name).is_file():
            print(f"  reading {name} …", flush=True)
            ranked = read_ranked(arguments.labelled / name, topics, detector)
            known = {each.row["text"] for each in everything}
            everything += [each for each in ranked if each.row["text"] not in known]
            accuracy = topic_lines(cases(ranked, *topics.thresholds))
            lines += Section(f"{title} ({name})", accuracy).markdown()
    for section in _sections(everything, topics):
        lines += section.markdown()
    _save(lines)  # what follows takes the longest
    if not arguments.quick:
        _save([*lines, *_learning(settings, topics, everything).markdown()])


def _save(lines: Sequence[str]) -> None:
    (OUT / f"{NAME}.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.topics", description=__doc__)
    parser.add_argument("--labelled", type=Path, default=BLIND, help="folder of the questions")
    parser.add_argument("--quick", action="store_true", help="leave out the learning curve")
    return parser


def _model(topics: TrainedTopics, detector: CrisisDetector) -> list[str]:
    answer, offer = topics.thresholds
    crisis = "phrases and learned" if detector.is_whole else "PHRASES ONLY: python -m bot train"
    return [f"- answer_threshold {answer}, offer_threshold {offer}", f"- crisis: {crisis}"]


def _sections(ranked: Sequence[Ranked], topics: TrainedTopics) -> Iterator[Section]:
    """Yield what is told of all questions together, drawing the pictures."""
    answer, offer = topics.thresholds
    yield Section("Confused most, all files", confusions(ranked, answer))
    found, values = bins(ranked), curve(ranked, offer)
    draw_calibration(found, OUT / f"{NAME}-calibration.png")
    error = f"Mean distance of probability and share of right ones: {calibration_error(found):.3f}."
    picture = f"![calibration]({NAME}-calibration.png)"
    yield Section("Calibration, all files", [*calibration(found), "", error, "", picture])
    draw_thresholds(values, answer, OUT / f"{NAME}-thresholds.png")
    picture = f"![thresholds]({NAME}-thresholds.png)"
    yield Section("Answer threshold, all files", [*thresholds(values, answer), "", picture])


def _learning(settings: Settings, topics: TrainedTopics, ranked: Sequence[Ranked]) -> Section:
    points = learning(settings, topics, ranked)
    draw_learning(points, OUT / f"{NAME}-learning.png")
    picture = f"![learning curve]({NAME}-learning.png)"
    return Section("Learning curve", [*learning_lines(points), "", LEARNT, "", picture])


if __name__ == "__main__":
    main()
