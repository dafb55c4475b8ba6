"""The action for what leans on the topic before it: "and how much is it?", "for my brother"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import leads, say_answer
from actions.turn import Turn, begun, typed_button


class ActionFollowup(Action):
    """Answer a follow-up by the reviewed table, or offer what it could mean."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_followup"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say one answer, or one text with choices."""
        with begun(dispatcher, tracker) as turn:
            kind = turn.reading.get("followup") or "more"
            typed = typed_button(tracker)
            topics = (typed,) if typed else leads(kind, turn.last_topic)
            if len(topics) == 1:
                return say_answer(turn, topics[0])
            _offer(turn, kind, list(topics))
        return []


def _offer(turn: Turn, kind: str, topics: list[str]) -> None:
    if topics:
        turn.say(f"utter_followup/{kind}", "choice", turn.titles(topics), turn.none_of_these())
    else:
        turn.say("utter_more_on_this", "choice", turn.related())
