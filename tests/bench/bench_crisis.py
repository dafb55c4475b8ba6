"""How long the crisis detector takes: `python -m tests.bench.bench_crisis`. Prints, never fails."""

from __future__ import annotations

import csv
import statistics
import time
from pathlib import Path

from bot.safety import CrisisDetector

TABLE = Path("tests/content/crisis_phrases.tsv")


def timed_ms(detector: CrisisDetector, text: str) -> float:
    start = time.perf_counter()
    detector.check(text)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    start = time.perf_counter()
    detector = CrisisDetector.from_directory(Path("data"))
    print(f"load: {(time.perf_counter() - start) * 1000:.0f} ms")
    with TABLE.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file, delimiter="\t", quoting=3)]
    times = sorted(timed_ms(detector, text) for text in texts)
    p99 = times[int(0.99 * len(times))]
    print(f"{len(times)} messages: median {statistics.median(times):.2f} ms, p99 {p99:.2f} ms")
    harmless = "we talked about the weather and had lunch at the park with my sister . "
    for kilobytes in (1, 10, 100, 400):
        text = (harmless * (kilobytes * 15))[: kilobytes * 1024]
        print(f"{kilobytes:4d} KB: {timed_ms(detector, text):8.1f} ms")


if __name__ == "__main__":
    main()
