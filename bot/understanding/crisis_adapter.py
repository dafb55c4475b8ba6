"""Rasa component that runs the crisis check last and lets nothing overrule it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.safety import Crisis, CrisisDetector


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisAdapter(GraphComponent):
    """Set intent `crisis` and the property `crisis` (its category) when `bot.safety` finds one.

    Config: `data_dir`, the folder with crisis/. The gateway runs the same code before Rasa.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Build the detector from the reviewed patterns."""
        self._detector = CrisisDetector.from_directory(Path(config["data_dir"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisAdapter:
        """Create the component for a running model."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Overwrite the intent of each message in crisis."""
        for message in messages:
            crisis = self._detector.check(message.get(TEXT) or "")
            if crisis:
                _overrule(message, crisis)
        return messages


def _overrule(message: Message, crisis: Crisis) -> None:
    message.set(INTENT, {"name": "crisis", "confidence": 1.0}, add_to_output=True)
    message.set("crisis", crisis.category, add_to_output=True)
