"""The action for "not that" when the person does not say what else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn, begun

MOST_OFFERED = 3


class ActionCorrection(Action):
    """Offer what else the last question could have meant."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_correction"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say one text with the runners-up of the last ranking, else related topics."""
        with begun(dispatcher, tracker) as turn:
            offer_others(turn)
        return []


def offer_others(turn: Turn) -> None:
    """Offer the runners-up of the last ranking, else the topics related to the last one."""
    titles = {**turn.titles(turn.tracker.get_slot("runners_up") or []), **turn.related()}
    offered = dict(list(titles.items())[:MOST_OFFERED])
    turn.say("utter_correction", "choice", offered, turn.none_of_these())
