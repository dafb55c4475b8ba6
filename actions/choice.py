"""The action for a short reply to the buttons shown last: "2", "yes please", "ninguna"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import say_answer
from actions.reply import topic_buttons
from actions.turn import Button, Turn, begun, shown_last, topic_of


class ActionChoice(Action):
    """Answer the topic of the chosen button, or ask which one."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_choice"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say an answer, or one text."""
        with begun(dispatcher, tracker) as turn:
            choice, shown = turn.reading.get("choice") or "", _shown(turn)
            offered = [button for button in shown if topic_of(button)]
            picked = _picked(choice, offered)
            if picked:
                return say_answer(
                    turn, topic_of(picked) or "", again='"again"' in picked["payload"]
                )
            _ask(turn, choice, offered, was_asked=len(offered) < len(shown))
        return []


def _shown(turn: Turn) -> list[Button]:
    """Return the buttons shown last; before the first reply these are the page's own starters."""
    if any(event["event"] == "bot" for event in turn.tracker.events):
        return shown_last(turn.tracker)
    return topic_buttons(turn.starters())


def _picked(choice: str, offered: list[Button]) -> Button | None:
    if choice == "yes":
        return offered[0] if len(offered) == 1 else None
    if choice == "last":
        return offered[-1] if offered else None
    return offered[int(choice) - 1] if choice.isdigit() and int(choice) <= len(offered) else None


def _ask(turn: Turn, choice: str, offered: list[Button], was_asked: bool) -> None:
    if choice == "ok":
        turn.say("utter_still_here", "choice", turn.related())
    elif choice == "no" and was_asked:
        turn.say("utter_ask_again", "fallback", {})
    elif choice == "no":
        turn.say("utter_no_thanks", "fallback", {})
    elif offered:
        turn.say("utter_which_one", "choice", {}, *offered)
    else:
        turn.say("utter_yes_to_what", "choice", turn.starters())
