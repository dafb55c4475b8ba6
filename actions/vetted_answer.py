"""The action that answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import say_answer
from actions.correction import offer_others
from actions.turn import begun, typed_button


class ActionVettedAnswer(Action):
    """Say the vetted answer to the last question, with its sources and next steps."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_vetted_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer, or say kindly that the answer is withdrawn or must be reviewed first."""
        again = next(tracker.get_latest_entity_values("again"), None) is not None
        with begun(dispatcher, tracker) as turn:
            topic = asked_topic(tracker) or ""
            if turn.reading.get("correction") and topic == turn.last_topic:
                offer_others(turn)
                return []
            return say_answer(turn, topic, again)


def asked_topic(tracker: Tracker) -> str | None:
    """Return the topic of the button that was pressed or typed, else what the classifier found."""
    pressed = next(tracker.get_latest_entity_values("topic"), None)
    understood = tracker.latest_message.get("understood") or {}
    return pressed or typed_button(tracker) or understood.get("topic")
