"""The action that refers a person in crisis; the gateway has shown the same card already."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import language_of
from bot import safety
from bot.settings import Settings


class ActionCrisisReferral(Action):
    """Show the crisis card. It needs no database: the cards are read from the project's files."""

    def name(self) -> str:
        """Return the name that the crisis policy uses."""
        return "action_crisis_referral"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the card of the category found in the last message."""
        category = tracker.latest_message.get("crisis") or "suicide"
        crisis = safety.Crisis(category, (), ())
        language, country = language_of(tracker), Settings.from_env().country
        card = safety.referral(crisis, language, country, *_cards())
        said = safety.referral_message(card, language)
        dispatcher.utter_message(text=said.pop("text"), json_message=said)
        return []


@lru_cache(maxsize=1)
def _cards() -> tuple[Any, Any]:
    data_dir = Settings.from_env().data_dir
    return safety.load_cards(data_dir), safety.load_lines(data_dir)
