"""A linear model on what a text means and how it is spelt; knows nothing of Rasa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

Shares = list[tuple[str, float]]  # what of a margin each n-gram gave, the most first
SEPARATOR = "\x1f"  # between n-grams in a model file: no text holds it


@dataclass(frozen=True)
class LinearConfig:
    """Parameters of a model; how each was chosen stands in docs/adr/0003 and 0008.

    `embedding_weight` scales the unit embedding against the unit TF-IDF vectors: unscaled, the
    thousands of word counts drown it.
    """

    embedding_weight: float
    character_ngrams: tuple[int, int]
    word_ngrams: tuple[int, int]
    inverse_regularisation: float


class LinearModel:
    """A linear support vector machine on the sentence embedding, character and word n-grams.

    As good as logistic regression on the same features and ten times faster to train.
    """

    def __init__(self, config: LinearConfig) -> None:
        """Prepare an untrained model."""
        self.config = config
        self.labels: list[str] = []  # in the order of the margins
        self._meaning = self._offsets = np.zeros(0, np.float32)
        self._counts: list[CountWeights] = []

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Train on `texts`, their embeddings of shape (n, 384), and their labels."""
        vectorizers = [_vectorizer("char_wb", self.config.character_ngrams)]
        vectorizers += [_vectorizer("word", self.config.word_ngrams)]
        counts = [vectorizer.fit_transform(texts) for vectorizer in vectorizers]
        features = hstack([csr_matrix(embeddings * self.config.embedding_weight), *counts])
        classifier = LinearSVC(
            C=self.config.inverse_regularisation, class_weight="balanced", random_state=7
        ).fit(features.tocsr(), list(labels))
        self.labels = [str(label) for label in classifier.classes_]
        self._offsets = classifier.intercept_
        # Half the memory, and far more digits than the margins mean.
        columns = classifier.coef_.T.astype(np.float32)
        ends = np.cumsum([embeddings.shape[1], *(part.shape[1] for part in counts)])
        self._meaning, *weights = map(np.ascontiguousarray, np.split(columns, ends[:-1]))
        self._counts = [
            CountWeights(v.build_analyzer(), list(v.get_feature_names_out()), v.idf_, w)
            for v, w in zip(vectorizers, weights, strict=True)
        ]

    def margins(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Return how far each text is on the side of each label, shape (n, labels).

        It is what the classifier would say of the joined features, without joining them.
        """
        margins = embeddings * self.config.embedding_weight @ self._meaning + self._offsets
        for row, text in enumerate(texts):
            for part in self._counts:
                margins[row] += part.margins(text)
        return np.asarray(margins)

    def shares(self, text: str, embedding: np.ndarray, label: str) -> dict[str, Shares]:
        """Return how much meaning, letters, words and habit gave the margin of `label`."""
        column = self.labels.index(label)
        meant = embedding @ self._meaning[:, column] * self.config.embedding_weight
        letters, words = (part.shares(text, column) for part in self._counts)
        habit = [("", float(self._offsets[column]))]
        return {"meaning": [("", float(meant))], "letters": letters, "words": words, "habit": habit}

    def save(self, path: Path) -> None:
        """Write the trained model to one NumPy file: reading it runs no code in it."""
        arrays = {"labels": np.array(self.labels), "meaning": self._meaning}
        arrays["offsets"] = self._offsets
        for number, part in enumerate(self._counts):
            joined = SEPARATOR.join(part.ngrams).encode()
            arrays[f"ngrams{number}"] = np.frombuffer(joined, np.uint8)
            arrays[f"idf{number}"], arrays[f"weights{number}"] = part.idf, part.weights
        with path.open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def load(cls, path: Path, config: LinearConfig) -> LinearModel:
        """Read a model that `save` wrote; raises if the file holds anything but arrays."""
        model = cls(config)
        with np.load(path, allow_pickle=False) as arrays:
            model.labels = [str(label) for label in arrays["labels"]]
            model._meaning, model._offsets = arrays["meaning"], arrays["offsets"]
            kinds = (("char_wb", config.character_ngrams), ("word", config.word_ngrams))
            for number, (analyzer, ngrams) in enumerate(kinds):
                known = arrays[f"ngrams{number}"].tobytes().decode().split(SEPARATOR)
                idf, weights = arrays[f"idf{number}"], arrays[f"weights{number}"]
                analyse = _vectorizer(analyzer, ngrams).build_analyzer()
                model._counts.append(CountWeights(analyse, known, idf, weights))
        return model


class CountWeights:
    """What a linear model with `weights` says of the TF-IDF vector of one text.

    The same numbers as `vectorizer.transform([text]) @ weights` at a fifth of the time: for one
    text scikit-learn's checks and sparse matrices take longer than the sums.
    """

    def __init__(
        self,
        analyse: Callable[[str], Sequence[str]],
        ngrams: Sequence[str],
        idf: np.ndarray,
        weights: np.ndarray,
    ) -> None:
        """Take how a text becomes n-grams, and `idf` and `weights`, a row for each of `ngrams`."""
        self._analyse = analyse
        self._entry = {ngram: number for number, ngram in enumerate(ngrams)}
        self.idf = idf
        self.weights = weights

    @property
    def ngrams(self) -> list[str]:
        """Return the known n-grams in the order of the weights."""
        return list(self._entry)

    def margins(self, text: str) -> np.ndarray:
        """Return one margin for each label; zeros for a text without any known n-gram."""
        entries, values = self._values(text)
        return np.asarray(values @ self.weights[entries])

    def shares(self, text: str, column: int) -> Shares:
        """Return what each n-gram of `text` gave to the margin in `column`, the most first."""
        entries, values = self._values(text)
        given = values * self.weights[entries, column]
        known = self.ngrams
        pairs = [(known[n], float(share)) for n, share in zip(entries, given, strict=True)]
        return sorted(pairs, key=lambda pair: -pair[1])

    def _values(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the entries of the n-grams of `text`, and their TF-IDF, of length 1 in all."""
        known = (self._entry.get(ngram) for ngram in self._analyse(text))
        times = Counter(entry for entry in known if entry is not None)
        entries = np.fromiter(times, dtype=np.intp, count=len(times))
        often = np.fromiter(times.values(), dtype=np.float64, count=len(times))
        values = (np.log(often) + 1) * self.idf[entries]
        length = np.sqrt(values @ values) or 1.0
        return entries, values / length


def _vectorizer(analyzer: str, ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=analyzer,
        token_pattern=r"(?u)\b\w+\b",  # one-letter words count: "i", "y", "o"
        ngram_range=ngrams,
        min_df=3,
        sublinear_tf=True,
        strip_accents="unicode",
        dtype=np.float32,
    )
