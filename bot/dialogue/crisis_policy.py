"""The policy that refers a person in crisis first, in every state of the dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.safety import load_below
from bot.settings import Settings

CRISIS_INTENT = "crisis"
REFERRAL = "action_crisis_referral"
ANSWER = "action_vetted_answer"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False
)
class CrisisPolicy(Policy):
    """Predict the referral after a message in crisis, then wait for the person.

    Between the two comes the ordinary answer to what they asked, if it may stand below the card
    (data/crisis/below.yml).

    Its predictions say that they do not come from the user's words
    (`is_no_user_prediction`): otherwise Rasa drops them inside a form, whatever the priority.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> None:
        """Create the policy; there is nothing to train."""
        super().__init__(config, model_storage, resource, execution_context)
        self._below = load_below(Settings.from_env().data_dir)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return a priority above every other policy."""
        return {"priority": 100}

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Learn nothing."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisPolicy:
        """Create the policy for a running model."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Return certainty about the referral in a crisis, else no opinion."""
        result = self._default_predictions(domain)
        action = self._next_action(tracker)
        if action:
            result[domain.index_for_action(action)] = 1.0
        return self._prediction(result, is_no_user_prediction=bool(action))

    def _next_action(self, tracker: DialogueStateTracker) -> str | None:
        message = tracker.latest_message
        if message is None or message.intent.get("name") != CRISIS_INTENT:
            return None
        if tracker.latest_action_name == REFERRAL:
            return ANSWER if self._may_answer(message.parse_data or {}) else ACTION_LISTEN_NAME
        return ACTION_LISTEN_NAME if tracker.latest_action_name == ANSWER else REFERRAL

    def _may_answer(self, parsed: Mapping[str, Any]) -> bool:
        topic = (parsed.get("understood") or {}).get("topic")
        return topic in self._below.get(str(parsed.get("crisis")), ())
