"""The action for what is not understood, or understood and not ours."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import say_answer
from actions.turn import Turn, begun, typed_button


class ActionFallback(Action):
    """Offer the nearest topics, or say honestly that the bot does not know."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say one text, with up to three topics to choose from."""
        with begun(dispatcher, tracker) as turn:
            typed = typed_button(tracker)
            if typed:
                return say_answer(turn, typed)
            _ask_back(turn, turn.tracker.latest_message["intent"].get("name"))
        return []


def _ask_back(turn: Turn, intent: str | None) -> None:
    titles = turn.titles(_offered(turn))
    if intent == "none_of_these":
        turn.say("utter_ask_again", "fallback", {})
    elif intent == "out_of_scope":
        turn.say("utter_out_of_scope", "fallback", {})
    elif turn.reading.get("wordless"):
        turn.say("utter_no_words", "fallback", turn.starters())
    elif titles:
        turn.say("utter_did_you_mean", "choice", titles, turn.none_of_these())
    else:
        turn.say("utter_rephrase", "fallback", {})


def _offered(turn: Turn) -> list[str]:
    """Return the nearest topics; after "not that", the one that was not meant is none of them."""
    wrong = turn.last_topic if turn.reading.get("correction") else None
    return [topic for topic in turn.understood.get("offered") or [] if topic != wrong]
