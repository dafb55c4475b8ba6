"""The real model with real actions and a published database, inside the test's process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot import store, training
from bot.content import Content
from bot.settings import Settings

Say = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('db')}/bot.sqlite3"
    store.migrate(url)
    with store.session(url) as db:
        store.publish(db, content, "a test", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        store._default_url.cache_clear()
        yield url
    store._default_url.cache_clear()


@pytest.fixture(scope="session")
def agent(database: str) -> Any:
    settings = Settings.from_env()
    model = training.train(settings)
    training.quiet()
    from rasa.core.agent import load_agent

    from bot.dialogue.runner import quicken
    from bot.dialogue.server import endpoints
    from bot.dialogue.tracker_store import tracker_store

    used = endpoints(settings, tracker_store(settings))
    loaded = asyncio.run(load_agent(model_path=str(model), endpoints=used))
    quicken(loaded)
    return loaded


@pytest.fixture
def say(agent: Any, request: pytest.FixtureRequest) -> Say:
    """Return a function that says something in a conversation of its own: text → replies."""
    from rasa.core.channels.channel import UserMessage

    from bot.dialogue.loopback_channel import CollectingChannel

    loop = asyncio.new_event_loop()

    def said(text: str, language: str = "en") -> list[dict[str, Any]]:
        collected = CollectingChannel()
        message = UserMessage(text, collected, request.node.name)
        parsed = loop.run_until_complete(agent.processor.parse_message(message))
        parsed["entities"].append({"entity": "language", "value": language})
        message.parse_data = parsed
        loop.run_until_complete(agent.handle_message(message))
        return collected.messages

    return said
