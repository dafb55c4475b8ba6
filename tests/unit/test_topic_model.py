"""The classifier answers when sure, asks back when not, and says when it does not know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot import linear
from bot.understanding.topic_classifier import Understood, decide
from bot.understanding.topic_model import TopicModel, TopicModelConfig

CONFIG = TopicModelConfig(
    embedding_weight=1.0,
    character_ngrams=(2, 5),
    word_ngrams=(1, 2),
    inverse_regularisation=0.3,
    temperature=0.17,
)
TEXTS = [
    "i need methadone",
    "methadone clinic hours",
    "what does it cost",
    "cost of care",
    "hi",
] * 3
LABELS = [*["treatment/methadone"] * 2, *["help/cost"] * 2, "chat/greet"] * 3


@pytest.fixture
def model() -> TopicModel:
    made = TopicModel(CONFIG)
    made.fit(TEXTS, np.zeros((len(TEXTS), 384), dtype=np.float32) + 0.05, LABELS)
    return made


def ranking(model: TopicModel, text: str) -> list[list]:
    return model.ranking([text], np.zeros((1, 384), dtype=np.float32) + 0.05)[0]


def test_ranks_every_label_with_probabilities_that_sum_to_one(model: TopicModel) -> None:
    ranked = ranking(model, "where is a methadone clinic")
    assert ranked[0][0] == "treatment/methadone"
    assert sum(probability for _, probability in ranked) == pytest.approx(1)


def test_says_what_its_classifier_says_of_all_features_together(model: TopicModel) -> None:
    vectorizers = [linear._vectorizer(*of) for of in (("char_wb", (2, 5)), ("word", (1, 2)))]
    counts = [vectorizer.fit_transform(TEXTS) for vectorizer in vectorizers]
    meaning = np.full((len(TEXTS), 384), 0.05, dtype=np.float32)
    whole = LinearSVC(C=0.3, class_weight="balanced", random_state=7)
    whole.fit(hstack([csr_matrix(meaning), *counts]).tocsr(), LABELS)
    text = "cost of a clinic"
    joined = hstack([csr_matrix(meaning[:1]), *(v.transform([text]) for v in vectorizers)])
    expected = whole.decision_function(joined.tocsr())
    assert model._linear.margins([text], meaning[:1]) == pytest.approx(expected, abs=1e-4)


def test_a_saved_model_says_the_same_when_loaded(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path / "topics.npz")
    loaded = TopicModel.load(tmp_path / "topics.npz", CONFIG)
    assert ranking(loaded, "the cost") == ranking(model, "the cost")


def test_answers_when_sure() -> None:
    assert decide([("help/cost", 0.8), ("help/start", 0.1)], 0.45, 0.15) == Understood(
        "help/cost", 0.8, []
    )


def test_offers_the_three_nearest_topics_when_not_sure() -> None:
    ranked = [
        *[("help/cost", 0.3), ("out_of_scope", 0.2), ("chat/greet", 0.15)],
        *[("help/start", 0.1), ("help/uninsured", 0.1), ("help/privacy", 0.05)],
    ]
    assert decide(ranked, 0.45, 0.15) == Understood(
        None, 0.3, ["help/cost", "help/start", "help/uninsured"]
    )


def test_offers_nothing_when_nothing_is_near() -> None:
    assert decide([("help/cost", 0.1), ("help/start", 0.09)], 0.45, 0.15).offered == []


def test_offers_nothing_when_it_is_most_likely_not_ours() -> None:
    assert decide([("out_of_scope", 0.4), ("help/start", 0.3)], 0.45, 0.15).offered == []
