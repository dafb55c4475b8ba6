"""Which topic a message asks about: one flat model over all topics and plain intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import softmax

from bot.linear import LinearConfig, LinearModel, Shares


@dataclass(frozen=True)
class TopicModelConfig(LinearConfig):
    """Parameters of the model.

    `temperature` divides the margins before softmax, chosen by the log loss of held-out examples.
    """

    temperature: float


class TopicModel:
    """A linear model whose margins are calibrated to probabilities."""

    def __init__(self, config: TopicModelConfig, linear: LinearModel | None = None) -> None:
        """Prepare an untrained model, or a trained one around `linear`."""
        self.config = config
        self._linear = linear or LinearModel(config)

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Train on `texts`, their embeddings of shape (n, 384), and their labels."""
        self._linear.fit(texts, embeddings, labels)

    def ranking(self, texts: Sequence[str], embeddings: np.ndarray) -> list[list[Any]]:
        """Return, for each text, (label, probability) pairs, the likeliest first."""
        margins = self._linear.margins(texts, embeddings)
        probabilities = softmax(margins / self.config.temperature, axis=1)
        labels = self._linear.labels
        return [[(labels[i], float(row[i])) for i in np.argsort(-row)] for row in probabilities]

    def shares(self, text: str, embedding: np.ndarray, label: str) -> dict[str, Shares]:
        """Return how much meaning, letters, words and habit gave the margin of `label`."""
        return self._linear.shares(text, embedding, label)

    def save(self, path: Path) -> None:
        """Write the trained model to one file."""
        self._linear.save(path)

    @classmethod
    def load(cls, path: Path, config: TopicModelConfig) -> TopicModel:
        """Read a model that `save` wrote; raises if the file holds any unexpected type."""
        return cls(config, LinearModel.load(path, config))
