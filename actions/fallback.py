"""The action for what is not understood, or understood and not ours."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.reply import language_of, message, topic_buttons
from bot import store


class ActionFallback(Action):
    """Offer the nearest topics, or say honestly that the bot does not know."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say one text, with up to three topics to choose from."""
        language = language_of(tracker)
        understood = tracker.latest_message.get("understood") or {}
        with store.session() as db:
            titles = store.titles(db, understood.get("offered") or [], language, date.today())
            key = _text_key(tracker, bool(titles))
            dispatcher.utter_message(
                text=store.text_for(db, key, language),
                buttons=_choices(db, titles, language),
                json_message=message("choice" if titles else "fallback"),
            )
        return []


def _text_key(tracker: Tracker, offers: bool) -> str:
    intent = tracker.latest_message["intent"].get("name")
    if intent == "none_of_these":
        return "utter_ask_again"
    if intent == "out_of_scope":
        return "utter_out_of_scope"
    return "utter_did_you_mean" if offers else "utter_rephrase"


def _choices(db: Session, titles: dict[str, str], language: str) -> list[dict[str, str]]:
    if not titles:
        return []
    none = {"title": store.text_for(db, "utter_none_of_these", language)}
    return [*topic_buttons(titles), {**none, "payload": "/none_of_these"}]
