"""Measure our bot beside the stock one, print the report and save it in docs/benchmarks/."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bot import training
from tests.bench.accuracy import BLIND, accuracy
from tests.bench.machine import machine
from tests.bench.measure import measure
from tests.bench.our_bot import ROOT, OurBot
from tests.bench.processes import BenchError
from tests.bench.report import comparison
from tests.bench.stock_bot import StockBot
from tests.bench.tables import Section

REPORTS = ROOT / "docs" / "benchmarks"


def main() -> int:
    """Run everything; return 0 even if a goal is missed, 1 if it could not be measured."""
    arguments = _parser().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end with us
    started = time.monotonic()
    lines = [f"# Benchmark of {date.today()}", "", *machine(ROOT), ""]
    try:
        sections = _sections(arguments.labelled.resolve())
    except BenchError as error:
        print(f"Not measured: {error}", file=sys.stderr)
        return 1
    lines += [line for section in sections for line in section.markdown()]
    lines.append(f"`make bench` took {(time.monotonic() - started) / 60:.0f} minutes.")
    print("\n" + "\n".join(lines))
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{date.today()}.md"
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\nSaved as {report.relative_to(ROOT)}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--labelled",
        type=Path,
        default=BLIND,
        help="folder with topics.tsv and crisis.tsv (default: %(default)s)",
    )
    return parser


def _sections(labelled: Path) -> list[Section]:
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folders = [Path(temporary, name) for name in ("ours", "stock")]
        for folder in folders:
            folder.mkdir()
        ours, stock = OurBot(folders[0]), StockBot(folders[1])
        measured = measure([ours, stock])
        return [*comparison(*measured), *_accuracy(ours, labelled)]


def _accuracy(ours: OurBot, labelled: Path) -> list[Section]:
    """Return what our model makes of the labelled messages, if there are any on this machine."""
    if not any((labelled / name).is_file() for name in ("topics.tsv", "crisis.tsv")):
        return []
    print("  reading the labelled messages …", flush=True)
    training.quiet()  # Rasa's own records carry the messages
    from bot.understanding.reader import Reader

    os.chdir(ours.folder)  # config.yml names the encoder and data/ from there
    return accuracy(labelled, Reader(ours.model()).read)


if __name__ == "__main__":
    sys.exit(main())
