"""Count the table of `bot.language.detect` from the examples in data/nlu."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.content import Example
from bot.language.detect import TABLE, parts

FEWEST_SEEN = 50  # rarer parts of words add size and names, not accuracy
LEAST_WEIGHT = 0.5
UNSEEN = 0.5


def build(examples: Iterable[Example], path: Path = TABLE) -> int:
    """Write the table to `path`; return how many parts of words it holds."""
    weights = _weights(examples)
    path.write_text(
        json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    return len(weights)


def _weights(examples: Iterable[Example]) -> dict[str, float]:
    seen: dict[str, Counter[str]] = {"en": Counter(), "es": Counter()}
    for example in examples:
        seen[example.language].update(set(parts(example.text)))
    known = {part for counts in seen.values() for part in counts}
    totals = {name: sum(counts.values()) + UNSEEN * len(known) for name, counts in seen.items()}

    def weight(part: str) -> float:
        english, spanish = ((seen[name][part] + UNSEEN) / totals[name] for name in ("en", "es"))
        return round(math.log(spanish / english), 1)

    often = (part for part in known if seen["en"][part] + seen["es"][part] >= FEWEST_SEEN)
    return {part: found for part in often if abs(found := weight(part)) >= LEAST_WEIGHT}
