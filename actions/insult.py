"""The action that meets an insult with calm."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import TALK
from actions.turn import begun


class ActionInsult(Action):
    """Offer to try again or to talk to a person once; afterwards be short."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_insult"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say one text."""
        before = int(tracker.get_slot("insults") or 0)
        with begun(dispatcher, tracker) as turn:
            if before:
                turn.say("utter_insult_again", "notice", {})
            else:
                turn.say("utter_insult", "choice", turn.titles([TALK, "help/start"]))
        return [SlotSet("insults", before + 1)]
