"""One turn as the actions see it: what was read, what was said before, and how to say something."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.reply import language_of, message, topic_buttons
from bot import store

Button = dict[str, str]


@dataclass(frozen=True)
class Turn:
    """The message being answered, and everything needed to answer it."""

    db: Session
    dispatcher: CollectingDispatcher
    tracker: Tracker
    language: str
    today: date

    @property
    def understood(self) -> dict[str, Any]:
        """Return {topic, confidence, offered}, empty after a button."""
        return self._typed("understood") or {}

    @property
    def reading(self) -> dict[str, Any]:
        """Return {followup, choice, correction, also, wordless}, empty after a button."""
        return self._typed("reading") or {}

    @property
    def ranking(self) -> list[dict[str, Any]]:
        """Return the likeliest labels as {name, confidence}, none after a button."""
        return self._typed("intent_ranking") or []

    @property
    def last_topic(self) -> str | None:
        """Return the topic of the last answer that was not small talk."""
        return self.tracker.get_slot("topic")

    def text(self, key: str) -> str:
        """Return the connective text `key`."""
        return store.text_for(self.db, key, self.language)

    def titles(self, topics: list[str]) -> dict[str, str]:
        """Return the titles of those `topics` that can be answered today."""
        return store.titles(self.db, topics, self.language, self.today)

    def starters(self) -> dict[str, str]:
        """Return the titles of the topics to begin with."""
        return store.starters(self.db, self.language, self.today)

    def related(self) -> dict[str, str]:
        """Return the titles of the topics that go with the last answer, else of the starters."""
        said = (self.tracker.get_slot("said") or [""])[0]
        last = self.last_topic if said.startswith(("chat/", "feelings/")) or not said else said
        answer = store.answer_for(self.db, last, self.language, self.today) if last else None
        return self.titles(list(answer.next)) if answer else self.starters()

    def none_of_these(self) -> Button:
        """Return the button for when no choice fits."""
        return {"title": self.text("utter_none_of_these"), "payload": "/none_of_these"}

    def say(self, key: str, kind: str, titles: Mapping[str, str], *more: Button) -> None:
        """Say the connective text `key` with a button for each of `titles`, then `more`."""
        self.dispatcher.utter_message(
            text=self.text(key),
            buttons=[*topic_buttons(titles), *more],
            json_message=message(kind),
        )

    def _typed(self, name: str) -> Any:
        # A payload runs through the pipeline too, which finds something in its letters.
        message = self.tracker.latest_message
        return None if (message.get("text") or "").startswith("/") else message.get(name)


@contextmanager
def begun(dispatcher: CollectingDispatcher, tracker: Tracker) -> Iterator[Turn]:
    """Open the database for one turn."""
    with store.session() as db:
        yield Turn(db, dispatcher, tracker, language_of(tracker), date.today())


def shown_last(tracker: Tracker) -> list[Button]:
    """Return the buttons under the last bubble that had any, of the turn before this one."""
    said: list[list[Button]] = []
    asked = 0
    for event in reversed(tracker.events):
        asked += event["event"] == "user"
        if asked > 1:
            break
        if asked == 1 and event["event"] == "bot":
            said.append((event.get("data") or {}).get("buttons") or [])
    return next((buttons for buttons in said if buttons), [])


def topic_of(button: Button) -> str | None:
    """Return the topic that `button` asks for, None for any other button."""
    payload = button["payload"].removeprefix("/ask")
    return json.loads(payload)["topic"] if payload.startswith("{") else None


def typed_button(tracker: Tracker) -> str | None:
    """Return the topic of the button whose title was typed back, if one was."""
    typed = _plain(tracker.latest_message.get("text") or "")
    titles = {_plain(button["title"]): button for button in shown_last(tracker)}
    return topic_of(titles[typed]) if typed in titles else None


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
