"""The learned part of the crisis detector: how likely is each category, or none, in a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from scipy.special import softmax

from bot.linear import LinearConfig, LinearModel
from bot.safety.categories import CATEGORIES
from bot.safety.examples import NONE

# Chosen on the held-out messages: docs/adr/0008 has the figures.
CONFIG = LinearConfig(
    embedding_weight=0.5, character_ngrams=(2, 5), word_ngrams=(1, 2), inverse_regularisation=0.1
)
LABELS = (*CATEGORIES, NONE)


class Encoder(Protocol):
    """Turns texts into unit vectors of shape (n, 384), as `bot.encoder.Encoder` does."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one vector a text."""
        ...


class CrisisModel:
    """Calibrated probabilities over the eight categories and none."""

    def __init__(self, encoder: Encoder, linear: LinearModel, temperature: float) -> None:
        """Take the parts; `temperature` divides the margins before softmax."""
        self._encoder = encoder
        self._linear = linear
        self._temperature = temperature
        self._order = [linear.labels.index(label) for label in LABELS]

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text (a view, see `bot.safety.views`), columns as in `LABELS`."""
        margins = self._linear.margins(texts, self._encoder.encode(texts))
        return np.asarray(softmax(margins[:, self._order] / self._temperature, axis=1))

    @classmethod
    def load(cls, path: Path, encoder: Encoder, temperature: float) -> CrisisModel:
        """Read the model that training wrote to `path`; raises if it is not one."""
        return cls(encoder, LinearModel.load(path, CONFIG), temperature)
