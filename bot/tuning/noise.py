"""Small changes to a text that leave its meaning: the encoder sees each example many ways."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

from bot.safety.views import Views
from bot.tuning.rows import NO_TOPIC, Row

PLAIN = 0.6  # share of crisis rows shown as the crisis detector sees them
TYPOS = 0.15
BURIED = 0.2  # share of crisis rows, and of their ordinary twins, put into a longer story
MOST_SENTENCES = 3


class Noise:
    """Changes rows, by chance but the same for the same seed."""

    def __init__(self, stories: Sequence[str], views: Views, seed: int) -> None:
        """Take ordinary `stories`, from which sentences are put around others."""
        self._views = views
        self._stories = stories
        self._chance = random.Random(seed)

    def changed(self, row: Row) -> Row:
        """Return `row` with other spelling, or amid sentences of another, or as it is."""
        text = row.text.replace("\n", ". ")
        if row.topic == NO_TOPIC:
            if self._chance.random() < BURIED:
                text = self._buried(text)
            if self._chance.random() < PLAIN:
                text = self._views.whole(text)
        if self._chance.random() < TYPOS:
            text = self._mistyped(text)
        return Row(text, row.topic, row.crisis)

    def _buried(self, text: str) -> str:
        story = self._chance.choice(self._stories).split(". ")
        count = self._chance.randint(1, min(MOST_SENTENCES, len(story)))
        start = self._chance.randrange(len(story) - count + 1)
        around = ". ".join(story[start : start + count])
        return f"{around}. {text}" if self._chance.random() < 0.6 else f"{text}. {around}"

    def _mistyped(self, text: str) -> str:
        letters = list(text)
        for _ in range(max(1, int(len(letters) * self._chance.uniform(0.01, 0.05)))):
            if len(letters) < 4:
                break
            self._slip(letters, self._chance.randrange(len(letters) - 1))
        return "".join(letters)

    def _slip(self, letters: list[str], at: int) -> None:
        kind = self._chance.random()
        if kind < 0.3:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind < 0.6:
            del letters[at]
        elif kind < 0.8:
            letters.insert(at, letters[at])
        else:
            letters[at] = self._chance.choice(string.ascii_lowercase)
