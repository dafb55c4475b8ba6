"""Rasa intent classifier over all topics: answers, asks back, or says it does not know."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.topic_model import TopicModel, TopicModelConfig

FALLBACK = "nlu_fallback"
MODEL_FILE = "topics.npz"
OFFERS = 3
NOT_OFFERED = ("chat/", "followup/")
RANKING_LENGTH = 10


@dataclass(frozen=True)
class Understood:
    """What the bot takes a message to ask.

    `topic` is None when it is not sure; then `offered` has up to three topics to choose from,
    or none when nothing is near. `confidence` is the probability of the likeliest label.
    """

    topic: str | None
    confidence: float
    offered: list[str]


def decide(ranking: list[Any], answer_threshold: float, offer_threshold: float) -> Understood:
    """Return the decision for one `ranking` of (label, probability), the likeliest first."""
    label, confidence = ranking[0]
    if confidence >= answer_threshold:
        return Understood(label, confidence, [])
    topics = [name for name, _ in ranking if "/" in name and not name.startswith(NOT_OFFERED)]
    near = confidence >= offer_threshold and label != "out_of_scope"
    return Understood(None, confidence, topics[:OFFERS] if near else [])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Set the intent, its full retrieval intent, the ranking and what was understood.

    Config: `answer_threshold`, `offer_threshold` (probabilities) and the fields of
    `TopicModelConfig`.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ) -> None:
        """Create an untrained component, or a trained one around `model`."""
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model or TopicModel(_model_config(config))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Create the untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load the trained component from a model archive."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.load(folder / MODEL_FILE, _model_config(config))
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on every example and write it to the archive."""
        examples = training_data.intent_examples
        labels = [example.get_full_intent() for example in examples]
        texts = [example.get(TEXT) for example in examples]
        self._model.fit(texts, _embeddings(examples), labels)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide what each message asks."""
        for message in messages:
            self._set(message, self._ranking(message))
        return messages

    def _ranking(self, message: Message) -> list[Any]:
        """Return the ranking; a message without a letter or digit means nothing to us."""
        text = message.get(TEXT) or ""
        if not any(character.isalnum() for character in text):
            return [(FALLBACK, 0.0)]
        return self._model.ranking([text], _embeddings([message]))[0]

    def _set(self, message: Message, ranking: list[Any]) -> None:
        understood = decide(
            ranking, self._config["answer_threshold"], self._config["offer_threshold"]
        )
        label = understood.topic or FALLBACK
        area = label.split("/")[0]
        intent = {"name": area, "confidence": understood.confidence}
        named = [{"name": name, "confidence": p} for name, p in ranking[:RANKING_LENGTH]]
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", named, add_to_output=True)
        message.set("understood", asdict(understood), add_to_output=True)
        if "/" in label:
            message.set(RESPONSE_SELECTOR, _selector(area, label), add_to_output=True)


def _selector(area: str, label: str) -> dict[str, Any]:
    """Return `label` in the shape from which Rasa's own tests read a full retrieval intent."""
    return {
        "all_retrieval_intents": [area],
        area: {"response": {"intent_response_key": label}},
    }


def _embeddings(messages: list[Message]) -> np.ndarray:
    rows = [message.get_dense_features(TEXT)[1] for message in messages]
    return np.vstack([row.features for row in rows])


def _model_config(config: dict[str, Any]) -> TopicModelConfig:
    return TopicModelConfig(
        embedding_weight=config["embedding_weight"],
        character_ngrams=tuple(config["character_ngrams"]),
        word_ngrams=tuple(config["word_ngrams"]),
        inverse_regularisation=config["inverse_regularisation"],
        temperature=config["temperature"],
    )
