"""The action that answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import language_of, message, topic_buttons
from bot import store
from bot.content import VettedAnswer


class ActionVettedAnswer(Action):
    """Say the vetted answer to the last question, with its sources and next steps."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_vetted_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer, or say kindly that the answer is withdrawn or must be reviewed first."""
        topic, language, today = asked_topic(tracker), language_of(tracker), date.today()
        with store.session() as db:
            answer = store.answer_for(db, topic, language, today) if topic else None
            if answer is None:
                text = store.text_for(db, "utter_answer_unavailable", language)
                dispatcher.utter_message(text=text, json_message=message("fallback", topic))
                return []
            buttons = topic_buttons(store.titles(db, list(answer.next), language, today))
        for bubble in answer.bubbles[:-1]:
            dispatcher.utter_message(text=bubble, json_message=message("answer", topic))
        dispatcher.utter_message(
            text=answer.bubbles[-1], buttons=buttons, json_message=provenance(answer)
        )
        return [SlotSet("topic", topic)]


def asked_topic(tracker: Tracker) -> str | None:
    """Return the topic of the button that was pressed, else the one the classifier is sure of."""
    pressed = next(tracker.get_latest_entity_values("topic"), None)
    return pressed or (tracker.latest_message.get("understood") or {}).get("topic")


def provenance(answer: VettedAnswer) -> dict[str, Any]:
    """Return what stands under an answer: its title, sources and the day of its review."""
    return message(
        "answer",
        answer.topic,
        title=answer.title,
        sources=[dict(vars(source)) for source in answer.sources],
        reviewed=answer.reviewed.isoformat(),
        reviewer=answer.reviewer,
    )
