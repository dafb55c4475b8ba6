"""Rasa components that read a message as a turn of a conversation, not only as one question.

`PartSplitter` stands before the encoder and sends the parts of a message along as messages of
their own; `TurnReader` stands after the classifier, decides from all of them and drops the parts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.followups import Followup, followups
from bot.understanding.choices import chosen
from bot.understanding.emoji import emoji_topic
from bot.understanding.parts import meant, questions

PART = "part"  # a message with this property is a part of the one before it
FOLLOWUP = "followup/"
NOT_ASKED = ("chat/", "feelings/")  # small talk is no second question


@dataclass(frozen=True)
class Reading:
    """What a message is in its conversation; the actions resolve it.

    `followup` is a kind in data/followups.yml, `choice` a reply to buttons, `also` the topic of a
    second question or its follow-up. `wordless` messages have no letter or digit.
    """

    followup: str | None = None
    choice: str | None = None
    correction: bool = False
    also: str | None = None
    wordless: bool = False


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PartSplitter(GraphComponent):
    """Add a message for what a correction means, or for each of several questions."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PartSplitter:
        """Create the component for a running model."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Return every message, followed by its parts."""
        return [one for message in messages for one in (message, *_parts(message))]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TurnReader(GraphComponent):
    """Set the property `reading` and, where it changes what was asked, the intent.

    Config: `data_dir`, the folder with followups.yml.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Read the table of follow-ups."""
        self._followups = followups(Path(config["data_dir"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TurnReader:
        """Create the component for a running model."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each whole message with its parts, and return the whole ones."""
        turns: list[list[Message]] = []
        for message in messages:
            if message.get(PART):
                turns[-1].append(message)
            else:
                turns.append([message])
        for whole, *parts in turns:
            reading = _read(whole, parts, self._followups)
            whole.set("reading", asdict(reading), add_to_output=True)
        return [turn[0] for turn in turns]


def _parts(message: Message) -> list[Message]:
    text = message.get(TEXT) or ""
    if chosen(text):
        return []
    correction = meant(text)
    texts = questions(text) if correction is None else [correction]
    return [Message({TEXT: part, PART: True}) for part in texts if part]


def _read(whole: Message, parts: list[Message], table: dict[str, Followup]) -> Reading:
    text = whole.get(TEXT) or ""
    choice = chosen(text)
    if choice:
        _set(whole, "choose", None)
        return Reading(choice=choice)
    if not any(character.isalnum() for character in text):
        return _read_wordless(whole, text)
    correction = meant(text)
    if correction == "":
        _set(whole, "correction", None)
        return Reading(correction=True)
    if correction:
        _take(whole, parts[0])
        return Reading(_followup(whole, table), correction=True)
    first, also = _two_questions(parts)
    if first:
        _take(whole, first)
    return Reading(_followup(whole, table), also=also)


def _read_wordless(message: Message, text: str) -> Reading:
    topic = emoji_topic(text)
    if topic:
        _set(message, "ask", topic)
    return Reading(wordless=True)


def _two_questions(parts: list[Message]) -> tuple[Message | None, str | None]:
    """Return the first part that surely asks something, and what another one surely asks."""
    sure = [part for part in parts if _is_sure(part)]
    others = [t for part in sure[1:] if (t := _topic(part)) != _topic(sure[0])]
    return (sure[0], others[0]) if others else (None, None)


def _is_sure(part: Message) -> bool:
    topic = _topic(part) or ""
    return "/" in topic and not topic.startswith(NOT_ASKED)


def _followup(message: Message, table: dict[str, Followup]) -> str | None:
    """Return the kind of follow-up, and have `understood` say where it leads by itself."""
    topic = _topic(message) or ""
    if not topic.startswith(FOLLOWUP):
        return None
    kind = topic.removeprefix(FOLLOWUP)
    leads = table[kind].alone if kind in table else ()
    understood = message.get("understood")
    alone = leads[0] if len(leads) == 1 else None
    offered = [] if alone else list(leads)
    message.set("understood", {**understood, "topic": alone, "offered": offered}, True)
    return kind


def _topic(message: Message) -> str | None:
    return (message.get("understood") or {}).get("topic")


def _take(whole: Message, part: Message) -> None:
    for name in (INTENT, "intent_ranking", "understood", RESPONSE_SELECTOR):
        whole.set(name, part.get(name), add_to_output=True)


def _set(message: Message, intent: str, topic: str | None) -> None:
    message.set(INTENT, {"name": intent, "confidence": 1.0}, add_to_output=True)
    message.set(RESPONSE_SELECTOR, {}, add_to_output=True)
    understood: dict[str, Any] = {"topic": topic, "confidence": 1.0, "offered": []}
    message.set("understood", understood, add_to_output=True)
