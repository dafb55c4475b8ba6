"""An explanation says what decided, in numbers that add up to the model's own."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from bot.encoder import SHIPPED
from bot.explain import TrainedTopics, model_config, why
from bot.safety import Crisis
from bot.understanding.topic_classifier import MODEL_FILE, Understood, decide
from bot.understanding.topic_model import TopicModel

AT = (0.45, 0.15)
TEXTS = ["i need methadone", "methadone clinic hours", "what does it cost", "cost of care"] * 3
LABELS = [*["treatment/methadone"] * 2, *["help/cost"] * 2] * 3
CONFIG = {
    "embedding_weight": 1.0,
    "character_ngrams": [2, 5],
    "word_ngrams": [1, 2],
    "inverse_regularisation": 0.3,
    "temperature": 0.17,
    "answer_threshold": AT[0],
    "offer_threshold": AT[1],
}


class Meanings:
    """An encoder that finds a little of everything in every text."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.full((len(texts), 384), 0.05, dtype=np.float32)


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> TrainedTopics:
    folder = tmp_path_factory.mktemp("model")
    labels = [*LABELS, *["chat/greet"] * 3]
    texts = [*TEXTS, *["hi"] * 3]
    model = TopicModel(model_config(CONFIG))
    model.fit(texts, Meanings().encode(texts), labels)
    model.save(folder / MODEL_FILE)
    with tarfile.open(folder / "bot.tar.gz", "w:gz") as tar:
        tar.add(folder / MODEL_FILE, f"components/train_TopicClassifier1/{MODEL_FILE}")
        nodes = {"encoder": {"config": {"folder": str(SHIPPED)}}, "topics": {"config": CONFIG}}
        (folder / "metadata.json").write_text(json.dumps({"predict_schema": {"nodes": nodes}}))
        tar.add(folder / "metadata.json", "metadata.json")
    read = TrainedTopics(folder / "bot.tar.gz")
    read.encoder = Meanings()  # type: ignore[assignment]
    return read


def test_what_spoke_adds_up_to_the_margin(topics: TrainedTopics) -> None:
    text = "what does methadone cost"
    margins = topics.model._linear.margins([text], Meanings().encode([text]))[0]
    for label, margin in zip(topics.model._linear.labels, margins, strict=True):
        shares = topics.shares(text, label)
        total = sum(share for part in shares.values() for _, share in part)
        assert total == pytest.approx(margin, abs=1e-5)


def test_the_words_of_a_topic_speak_for_it_first(topics: TrainedTopics) -> None:
    words = topics.shares("what does methadone cost", "treatment/methadone")["words"]
    assert words[0][0] == "methadone" and words[0][1] > 0 > words[-1][1]


def test_ranks_and_decides_as_the_classifier_does(topics: TrainedTopics) -> None:
    ranking = topics.rank(["methadone clinic"])[0]
    assert ranking[0][0] == "treatment/methadone"
    assert topics.decide("methadone clinic", ranking) == decide(ranking, *AT)
    assert topics.decide("?!", ranking) == Understood(None, 0.0, [])


def test_a_missing_model_names_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="bot train"):
        TrainedTopics(tmp_path / "none.tar.gz")


@pytest.mark.parametrize(
    ("ranking", "does", "bound"),
    [
        ([("help/cost", 0.8), ("help/start", 0.1)], "answered: help/cost", "0.45"),
        (
            [("help/cost", 0.3), ("help/start", 0.2)],
            "asked back with help/cost, help/start",
            "0.15",
        ),
        ([("help/cost", 0.1), ("help/start", 0.1)], "declined: help/cost", "0.15"),
        ([("out_of_scope", 0.6), ("help/start", 0.1)], "declined: out_of_scope", "0.45"),
        ([("out_of_scope", 0.3), ("help/start", 0.2)], "declined: out_of_scope", "no offers"),
    ],
)
def test_says_what_it_does_and_which_threshold_made_it(
    ranking: list, does: str, bound: str
) -> None:
    sentence = why(ranking, decide(ranking, *AT), None, AT)
    assert sentence.startswith(does) and bound in sentence


def test_a_crisis_is_named_with_what_found_it_before_any_topic() -> None:
    ranking = [("help/cost", 0.9), ("help/start", 0.1)]
    crisis = Crisis("suicide", (), ("suicide-12", "learned"))
    sentence = why(ranking, decide(ranking, *AT), crisis, AT)
    assert sentence == "crisis: suicide was found by suicide-12, learned"


def test_a_message_of_signs_only_is_declined() -> None:
    sentence = why([("help/cost", 0.9)], Understood(None, 0.0, []), None, AT)
    assert sentence == "declined: there is no letter or digit in it"
