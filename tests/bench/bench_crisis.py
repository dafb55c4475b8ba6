"""How well and how fast the crisis detector sees: `python -m tests.bench.bench_crisis`.

Prints, and writes what it sees by category, style and language to docs/benchmarks/.
"""

from __future__ import annotations

import statistics
import time
from datetime import date
from pathlib import Path
from typing import Any

from bot.crisis import crisis_detector
from bot.safety import CrisisDetector
from bot.settings import Settings
from tests.bench.accuracy import BLIND, crisis_lines
from tests.bench.labelled import crisis_cases, rows
from tests.bench.machine import machine
from tests.bench.tables import Section

TABLE = Path("tests/content/crisis_phrases.tsv")
OUT = Path("docs/benchmarks")
HARMLESS = "we talked about the weather and had lunch at the park with my sister . "


def timed_ms(detector: CrisisDetector, text: str) -> float:
    start = time.perf_counter()
    detector.check(text)
    return (time.perf_counter() - start) * 1000


def seen(detector: CrisisDetector) -> list[str]:
    """Return the tables of what is seen among the labelled messages."""

    def read(text: str) -> dict[str, Any]:
        crisis = detector.check(text)
        return {"crisis": crisis.category if crisis else None}

    return crisis_lines(crisis_cases(BLIND / "crisis.tsv", read))


def speed(detector: CrisisDetector) -> list[str]:
    """Return how long messages take, short and very long."""
    times = sorted(timed_ms(detector, row["text"]) for row in rows(TABLE))
    middle, p99 = statistics.median(times), times[int(0.99 * len(times))]
    lines = [f"- {len(times)} messages: median {middle:.2f} ms, p99 {p99:.2f} ms"]
    for kilobytes in (1, 10, 100, 400):
        text = (HARMLESS * (kilobytes * 15))[: kilobytes * 1024]
        lines.append(f"- {kilobytes} KB: {timed_ms(detector, text):.1f} ms")
    return lines


def main() -> None:
    """Measure, print and save."""
    start = time.perf_counter()
    detector = crisis_detector(Settings.from_env())
    parts = "phrases and learned" if detector.is_whole else "PHRASES ONLY: python -m bot train"
    head = [f"- detector: {parts}; loaded in {(time.perf_counter() - start) * 1000:.0f} ms"]
    sections = [Section("Seen", seen(detector)), Section("Speed", speed(detector))]
    lines = [f"# Crisis detector on {date.today()}", "", *machine(Path.cwd()), *head, ""]
    lines += [line for section in sections for line in section.markdown()]
    print("\n".join(lines))
    (OUT / f"crisis-{date.today()}.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
