"""Rasa component that runs the crisis check last and lets nothing overrule it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.crisis import crisis_detector
from bot.safety import CrisisDetector
from bot.settings import Settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisAdapter(GraphComponent):
    """Set intent `crisis` and the property `crisis` (its category) for a message in crisis.

    The gateway has looked already and says what it found; any other message is looked at here,
    by the same detector.
    """

    @cached_property
    def _detector(self) -> CrisisDetector:
        """Return the detector, loaded when the first message comes that nobody looked at."""
        return crisis_detector(Settings.from_env())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisAdapter:
        """Create the component for a running model."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Overwrite the intent of each message in crisis."""
        for message in messages:
            category = self._category(message)
            if category:
                message.set(INTENT, {"name": "crisis", "confidence": 1.0}, add_to_output=True)
                message.set("crisis", category, add_to_output=True)
        return messages

    def _category(self, message: Message) -> str:
        found = (message.get(METADATA) or {}).get("crisis")
        if found is None:
            crisis = self._detector.check(message.get(TEXT) or "")
            return crisis.category if crisis else ""
        return str(found)
