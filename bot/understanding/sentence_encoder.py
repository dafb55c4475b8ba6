"""Rasa featurizer that adds the sentence embedding of each message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import Encoder

ORIGIN = "SentenceEncoder"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Add one dense sentence feature of shape (1, 384) to every message with text.

    Config: `folder` of the encoder.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the encoder from the configured folder."""
        self._name = str(config.get(FEATURIZER_CLASS_ALIAS, ORIGIN))
        self._encoder = Encoder(Path(config["folder"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Create the component for a training or a running model."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = self._encoder.encode([message.get(TEXT) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return messages
