"""How the accuracy grows with the number of examples a topic."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.content.examples import Example, load_examples
from bot.content.files import Problems
from bot.explain import TrainedTopics, example_embeddings, model_config
from bot.linear import LinearModel
from bot.settings import Settings
from tests.bench.labelled import helping
from tests.bench.ranked import Ranked
from tests.bench.rates import Rate
from tests.bench.tables import table

SIZES = (20, 40, 60, 80, 100, 150, 200, 10_000)
SEED = 7


@dataclass(frozen=True)
class Point:
    """A model trained on at most `most` examples a topic, `examples` in all."""

    most: int
    examples: int
    first: dict[str, Rate]  # likeliest topic helps, by language and "all"


def learning(settings: Settings, topics: TrainedTopics, ranked: Sequence[Ranked]) -> list[Point]:
    """Return a point for each of `SIZES`, judged on the questions of `ranked` in our scope."""
    examples = load_examples(settings.data_dir / "nlu", Problems())
    embeddings = example_embeddings(topics.encoder, examples)
    asked = [each.row for each in ranked if each.in_scope]
    texts = [row["text"] for row in asked]
    meanings, points = topics.encoder.encode(texts), []
    for most in SIZES:
        started, chosen = time.monotonic(), chosen_rows(examples, most)
        model = LinearModel(model_config(topics.config))
        model.fit(
            [examples[i].text for i in chosen],
            embeddings[chosen],
            [examples[i].intent for i in chosen],
        )
        firsts = np.array(model.labels)[model.margins(texts, meanings).argmax(axis=1)]
        points.append(Point(most, len(chosen), _rates(asked, firsts)))
        print(f"  {most} a topic: {time.monotonic() - started:.0f} s", flush=True)
    return points


def chosen_rows(examples: Sequence[Example], most: int) -> list[int]:
    """Return the places of at most `most` examples a topic; more contain all of fewer."""
    chosen: dict[str, list[int]] = defaultdict(list)
    for place in np.random.default_rng(SEED).permutation(len(examples)):
        own = chosen[examples[place].intent]
        if len(own) < most:
            own.append(int(place))
    return [place for own in chosen.values() for place in own]


def learning_lines(points: Sequence[Point]) -> list[str]:
    """Return the table of `points`."""
    rows = [[str(p.most), str(p.examples), *map(str, p.first.values())] for p in points]
    rows[-1][0] = "all"
    return table(["examples a topic", "in all", *(points[0].first)], rows)


def _rates(asked: Sequence[dict[str, str]], firsts: Sequence[str]) -> dict[str, Rate]:
    hits = [(row["lang"], first in helping(row)) for row, first in zip(asked, firsts, strict=True)]
    rates = {"first helps": Rate(sum(hit for _, hit in hits), len(hits))}
    for language in sorted({language for language, _ in hits}):
        own = [hit for lang, hit in hits if lang == language]
        rates[language] = Rate(sum(own), len(own))
    return rates
