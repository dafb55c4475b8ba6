"""Actions run in Rasa's process, written as plain functions or as coroutines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.dialogue.actions_in_process import ActionsInProcess

TRACKER = {"sender_id": "someone", "slots": {}, "latest_message": {}, "events": []}


def plain(dispatcher: Any, tracker: Any, domain: Any) -> list:
    dispatcher.utter_message(text=f"hello {tracker.sender_id}")
    return []


async def waiting(dispatcher: Any, tracker: Any, domain: Any) -> list:
    await asyncio.sleep(0)
    return plain(dispatcher, tracker, domain)


def failing(dispatcher: Any, tracker: Any, domain: Any) -> list:
    raise KeyError("no such text")


def hidden(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    return waiting(dispatcher, tracker, domain)


def run(action: Callable) -> dict:
    endpoint = ActionsInProcess()
    endpoint._executor.register_function("action_x", action)
    return asyncio.run(endpoint.request(json={"next_action": "action_x", "tracker": TRACKER}))


@pytest.mark.parametrize("action", [plain, waiting])
def test_an_action_gives_its_responses(action: Callable) -> None:
    assert [r["text"] for r in run(action)["responses"]] == ["hello someone"]


def test_what_an_action_raises_arrives() -> None:
    with pytest.raises(KeyError):
        run(failing)


def test_an_action_that_hides_that_it_waits_is_refused_with_the_cure() -> None:
    with pytest.raises(RuntimeError, match="async def run"):
        run(hidden)
