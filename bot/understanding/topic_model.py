"""One flat linear model over all topics and plain intents; knows nothing of Rasa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

# What skops may rebuild from a model file beside scikit-learn's own classes.
TRUSTED = ["numpy.dtype", "scipy.sparse._csr.csr_matrix"]


@dataclass(frozen=True)
class TopicModelConfig:
    """Parameters of the model; how each was chosen stands in docs/adr/0003.

    `embedding_weight` scales the unit embedding against the unit TF-IDF vectors: unscaled, the
    thousands of word counts drown it. `temperature` divides the margins before softmax,
    chosen by the log loss of held-out examples.
    """

    embedding_weight: float
    character_ngrams: tuple[int, int]
    word_ngrams: tuple[int, int]
    inverse_regularisation: float
    temperature: float


class TopicModel:
    """A linear support vector machine on the sentence embedding, character and word n-grams.

    As good as logistic regression on the same features and ten times faster to train.
    """

    def __init__(self, config: TopicModelConfig) -> None:
        """Prepare an untrained model."""
        self.config = config
        self._characters = _counts("char_wb", config.character_ngrams)
        self._words = _counts("word", config.word_ngrams)
        self._classifier = LinearSVC(
            C=config.inverse_regularisation, class_weight="balanced", random_state=7
        )

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Train on `texts`, their embeddings of shape (n, 384), and their labels."""
        counts = [self._characters.fit_transform(texts), self._words.fit_transform(texts)]
        features = hstack([csr_matrix(embeddings * self.config.embedding_weight), *counts])
        self._classifier.fit(features.tocsr(), list(labels))

    def ranking(self, texts: Sequence[str], embeddings: np.ndarray) -> list[list[Any]]:
        """Return, for each text, (label, probability) pairs, the likeliest first."""
        margins = self._margins(texts, embeddings)
        probabilities = softmax(margins / self.config.temperature, axis=1)
        labels = self._classifier.classes_
        return [
            [(str(labels[i]), float(row[i])) for i in np.argsort(-row)] for row in probabilities
        ]

    def _margins(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Return what the classifier would say of the joined features, without joining them."""
        meaning, *counts = self._weights
        margins = embeddings * self.config.embedding_weight @ meaning + self._classifier.intercept_
        for row, text in enumerate(texts):
            for part in counts:
                margins[row] += part.margins(text)
        return margins

    @cached_property
    def _weights(self) -> tuple[np.ndarray, CountWeights, CountWeights]:
        """Return the weights of the embedding, of characters and of words."""
        words = len(self._words.vocabulary_)
        characters = len(self._characters.vocabulary_)
        columns = self._classifier.coef_.T
        ends = np.array([len(columns) - words - characters, len(columns) - words])
        meaning, spelling, vocabulary = map(np.ascontiguousarray, np.split(columns, ends))
        return (
            meaning,
            CountWeights(self._characters, spelling),
            CountWeights(self._words, vocabulary),
        )

    def save(self, path: Path) -> None:
        """Write the trained parts to one skops file: readable without running code in it."""
        skops.io.dump([self._characters, self._words, self._classifier], path)

    @classmethod
    def load(cls, path: Path, config: TopicModelConfig) -> TopicModel:
        """Read a model that `save` wrote; raises if the file holds any unexpected type."""
        model = cls(config)
        model._characters, model._words, model._classifier = skops.io.load(path, trusted=TRUSTED)
        return model


class CountWeights:
    """What a linear model with `weights` says of the TF-IDF vector of one text.

    The same numbers as `vectorizer.transform([text]) @ weights` at a fifth of the time: for one
    text scikit-learn's checks and sparse matrices take longer than the sums.
    """

    def __init__(self, vectorizer: TfidfVectorizer, weights: np.ndarray) -> None:
        """Read the fitted `vectorizer`; `weights` have a row for each entry of its vocabulary."""
        self._ngrams = vectorizer.build_analyzer()
        self._vocabulary = vectorizer.vocabulary_
        self._idf = vectorizer.idf_
        self._weights = weights

    def margins(self, text: str) -> np.ndarray:
        """Return one margin for each label; zeros for a text without any known n-gram."""
        known = (self._vocabulary.get(ngram) for ngram in self._ngrams(text))
        times = Counter(entry for entry in known if entry is not None)
        entries = np.fromiter(times, dtype=np.intp, count=len(times))
        often = np.fromiter(times.values(), dtype=np.float64, count=len(times))
        values = (np.log(often) + 1) * self._idf[entries]
        length = np.sqrt(values @ values) or 1.0
        return values / length @ self._weights[entries]


def _counts(analyzer: str, ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=analyzer,
        token_pattern=r"(?u)\b\w+\b",  # one-letter words count: "i", "y", "o"
        ngram_range=ngrams,
        min_df=2,
        sublinear_tf=True,
        strip_accents="unicode",
        dtype=np.float32,
    )
