"""Judges a message by what was learned from thousands of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from bot.safety.categories import CATEGORIES
from bot.safety.crisis_model import CrisisModel
from bot.safety.errors import CrisisDataError
from bot.safety.files import read_mapping, text_of
from bot.safety.views import Views


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from data/crisis/thresholds.yml; docs/adr/0008 has the curve behind them.

    A message is a crisis if the probability of any category reaches `whole` (of all of it),
    `part` (of a few of its sentences) or `context` (of it after the last messages); `sign` is
    enough beside a reviewed phrase. Further categories count from `also` on. From `concern` on
    an answer carries a crisis line. A message is read together with those before it only if one of
    them reached `hint`. `temperature` calibrates them all.
    """

    temperature: float
    whole: float
    part: float
    context: float
    sign: float
    also: float
    concern: float
    hint: float


def load_thresholds(data_dir: Path) -> Thresholds:
    """Return the thresholds, or raise `CrisisDataError` naming the entry and the cure."""
    path = data_dir / "crisis" / "thresholds.yml"
    content = read_mapping(path)
    return Thresholds(**{f.name: _number(path, f.name, content) for f in fields(Thresholds)})


def _number(path: Path, name: str, content: dict[str, object]) -> float:
    text = text_of(path, name, content, name)
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise CrisisDataError(path, name, f"`{text}` is no probability", "write 0.01 to 1")
    return value


@dataclass(frozen=True)
class Judgement:
    """What the learned detector makes of a message: categories found, likeliest first."""

    categories: tuple[str, ...]
    may_be: bool  # enough beside a reviewed phrase
    concern: bool
    hint: bool = False  # enough to read the next message in its light


class LearnedDetector:
    """Judges messages by a trained model and the reviewed thresholds."""

    def __init__(self, model: CrisisModel, thresholds: Thresholds, views: Views) -> None:
        """Take all three."""
        self._model = model
        self._views = views
        self._thresholds = thresholds

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        """Return the judgement of `text`, which a person wrote after `before`.

        `hinted` tells whether one of `before` was a hint.
        """
        at, seen = self._thresholds, self._views.of(text)
        rows, needed = self._model.probabilities(seen), [at.whole, *[at.part] * (len(seen) - 1)]
        most = float(np.max(1 - rows[:, len(CATEGORIES)]))
        hint = most >= at.hint
        if before and (hinted or hint):
            context = self._views.whole("\n".join([*before, text]))
            rows = np.vstack([rows, self._model.probabilities([context])])
            needed.append(at.context)
        found = tuple(self._categories(rows[1 - rows[:, len(CATEGORIES)] >= needed]))
        return Judgement(found, most >= at.sign, bool(found) or most >= at.concern, hint)

    def _categories(self, rows: np.ndarray) -> list[str]:
        """Return the categories of the views that are a crisis, likeliest first."""
        if not len(rows):
            return []
        best = rows[:, : len(CATEGORIES)].max(axis=0)
        order = np.argsort(-best)
        kept = [i for n, i in enumerate(order) if n == 0 or best[i] >= self._thresholds.also]
        return [CATEGORIES[i] for i in kept]
