"""Rasa's default pipeline beside ours, on the same examples and questions.

`nice -19 python -m tests.bench.stock_accuracy > stock.log 2>&1 &` trains both and writes
docs/benchmarks/stock-accuracy-DATE.md. DIET takes hours for its 100 epochs on two cores: with
--epochs N it is trained less than `rasa init` would, which the report says.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.accuracy import BLIND, TOPIC_FILES, topic_lines
from tests.bench.bots import environment
from tests.bench.labelled import TopicCase, helping, rows, topic_case
from tests.bench.long_run import finish_long
from tests.bench.machine import machine
from tests.bench.processes import BenchError
from tests.bench.rates import rate
from tests.bench.stock_pipeline import DEFAULT_EPOCHS, write_project
from tests.bench.tables import Section, table

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "benchmarks"
HOW = """\
Both pipelines learn the same examples and read the same questions, each in a process of its own,
one message at a time. Stock is the default pipeline of `rasa init` with every topic as an intent
of its own (no response selector, no entity synonyms): below the thresholds of its
FallbackClassifier it declines, and it never asks back. Ours includes the crisis check of every
message. Memory is the RSS of the process that read; of training, the most seen of all processes."""


@dataclass(frozen=True)
class Trained:
    """A trained pipeline and what that took."""

    name: str
    model: Path
    wall_s: float
    peak_mb: float


def main() -> int:
    """Train, read, print and save; return 1 if it could not be measured."""
    arguments = _parser().parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="stock-") as temporary:
            folder = arguments.folder or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            bots = [_train(name, folder, arguments) for name in arguments.bots]
            lines = _report(bots, folder, arguments)
    except BenchError as error:
        print(f"Not measured: {error}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    (OUT / f"stock-accuracy-{date.today()}.md").write_text("\n".join(lines), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.stock_accuracy", description=__doc__
    )
    parser.add_argument(
        "--epochs",
        type=int,
        default=DEFAULT_EPOCHS,
        help="epochs of DIET (default: %(default)s, as rasa init gives)",
    )
    parser.add_argument("--hours", type=float, default=8.0, help="stop a training after this long")
    parser.add_argument("--folder", type=Path, help="keep models and results here")
    parser.add_argument("--bots", nargs="+", default=["ours", "stock"], choices=["ours", "stock"])
    return parser


def _train(name: str, folder: Path, arguments: argparse.Namespace) -> Trained:
    """Train one pipeline with Rasa's own command, unless `folder` has it from before."""
    model, project = folder / f"{name}.tar.gz", ROOT
    nlu, noted = "data/nlu", folder / f"{name}-training.json"
    if name == "stock":
        project, nlu = folder / "stock", "nlu.yml"
        project.mkdir(exist_ok=True)
        write_project(ROOT / "data", project, arguments.epochs)
    if not (model.is_file() and noted.is_file()):
        command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", "config.yml"]
        command += ["--nlu", nlu, "--out", str(folder), "--fixed-model-name", name]
        wall_s, peak_mb = finish_long(command, project, folder, name, 3600 * arguments.hours)
        noted.write_text(json.dumps({"wall_s": wall_s, "peak_mb": peak_mb}))
    return Trained(name, model, **json.loads(noted.read_text()))


def _report(bots: list[Trained], folder: Path, arguments: argparse.Namespace) -> list[str]:
    epochs = f"- DIET: {arguments.epochs} epochs (rasa init: {DEFAULT_EPOCHS})"
    lines = [f"# Stock pipeline beside ours on {date.today()}", "", *machine(ROOT), epochs, ""]
    lines += [HOW, ""]
    for file, title in TOPIC_FILES.items():
        if not (BLIND / file).is_file():
            continue
        read = {bot.name: _read(bot, BLIND / file, folder) for bot in bots}
        both = table(["", *read], [[name, *map(cell, read.values())] for name, cell in _ROWS])
        lines += Section(f"{title} ({file})", both).markdown()
        for name, result in read.items():
            lines += Section(f"{title}: {name}", topic_lines(result["cases"])).markdown()
    spent = [[b.name, f"{b.wall_s / 60:.1f} min", f"{b.peak_mb:.0f} MB"] for b in bots]
    return [*lines, *Section("Training", table(["", "time", "memory"], spent)).markdown()]


def _read(bot: Trained, questions: Path, folder: Path) -> dict[str, Any]:
    """Return what `bot` made of `questions`, with its cases."""
    out = folder / f"{bot.name}-{questions.stem}.json"
    command = [sys.executable, "-m", "tests.bench.nlu_reader", bot.name]
    command += [str(path.resolve()) for path in (bot.model, questions, out)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder, {}), check=False)
    if done.returncode:
        raise BenchError(f"{bot.name} could not read {questions.name}")
    result = json.loads(out.read_text(encoding="utf-8"))
    pairs = list(zip(rows(questions), result["found"], strict=True))
    ours = [topic_case(row, found) for row, found in pairs]
    nearby = rate((p for p in pairs if "/" in p[0]["expect"]), _in_first_three)
    return {**result, "cases": ours, "first_three": str(nearby)}


def _in_first_three(pair: tuple[dict[str, str], dict[str, Any]]) -> bool:
    row, found = pair
    return bool(helping(row) & set(found["first"]))


def _scope(result: dict[str, Any], inside: bool) -> list[TopicCase]:
    return [case for case in result["cases"] if case.in_scope is inside]


_ROWS = [
    ("helpful answer first", lambda r: str(rate(_scope(r, True), lambda c: c.helped_first))),
    ("helpful in answer or offers", lambda r: str(rate(_scope(r, True), lambda c: c.helped))),
    ("helpful among its first three", lambda r: r["first_three"]),
    ("wrong answer", lambda r: str(rate(r["cases"], lambda c: c.wrong))),
    ("out of scope declined", lambda r: str(rate(_scope(r, False), lambda c: c.declined))),
    ("a message, p50 and p95", lambda r: f"{r['p50_ms']:.1f} and {r['p95_ms']:.1f} ms"),
    ("memory", lambda r: f"{r['rss_mb']:.0f} MB"),
    ("loading", lambda r: f"{r['load_s']:.0f} s"),
]

if __name__ == "__main__":
    sys.exit(main())
