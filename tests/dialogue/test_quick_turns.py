"""What our server spares changes no prediction, and its model needs no TensorFlow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot import training
from bot.dialogue import placeholders
from bot.settings import Settings

CONVERSATION = [
    *("what is suboxone", "how do i get through a craving", "will it rain tomorrow"),
    *("qué es la metadona", "?!", '/ask{"topic": "help/cost"}', "i want to kill myself"),
    *("what is naloxone", "/none_of_these", "asdf qwer", "how can i help my brother", "hello"),
]


def predictions(agent: Agent, sender: str) -> list[Any]:
    """Return every event of the conversation, without its time and ids."""
    wait: Callable[[Awaitable], Any] = asyncio.new_event_loop().run_until_complete
    for text in CONVERSATION:
        wait(agent.handle_text(text, sender_id=sender))
    events = wait(agent.tracker_store.retrieve(sender)).events
    plain = [event.as_dict() for event in events]
    for event in plain:
        for changing in ("timestamp", "metadata", "message_id"):
            event.pop(changing, None)
        event.get("parse_data", {}).pop("message_id", None)
    return plain


def test_every_event_of_a_conversation_is_that_of_stock_rasa(agent: Agent) -> None:
    stock = Agent.load(str(training.train(Settings.from_env())))
    stock.action_endpoint = stock.processor.action_endpoint = agent.action_endpoint
    stock.tracker_store = stock.processor.tracker_store = agent.tracker_store
    assert predictions(agent, "quick") == predictions(stock, "stock")


def test_our_model_is_served_without_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.meta_path", [])
    assert placeholders.leave_out_unused(training.model_path(Settings.from_env()))
