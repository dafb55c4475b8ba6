"""Rasa's process: the trained model behind the loopback channel, on this machine only."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.run import configure_app
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from redis.connection import parse_url
from sanic import Sanic

from bot.dialogue.actions_in_process import ActionsInProcess, compile_action_schema
from bot.dialogue.loopback_channel import LoopbackChannel
from bot.dialogue.served_model import ServedModel
from bot.dialogue.tracker_store import tracker_store
from bot.dialogue.trained_domain import read_domains_once
from bot.settings import Settings


def serve(settings: Settings, on_air: Callable[[], Sequence[Path]]) -> None:
    """Serve what is `on_air` at `settings.rasa_url` until stopped, and swap it when it changes.

    `on_air` returns the model to serve, then those to fall back on when it cannot be loaded.
    Exits with a sentence and code 1 when none can: Rasa itself would start with no model, and
    say so to nobody.
    """
    address = urlsplit(settings.rasa_url)
    application(settings, on_air).run(
        host=address.hostname, port=address.port, workers=1, access_log=False, motd=False
    )


def application(settings: Settings, on_air: Callable[[], Sequence[Path]]) -> Sanic:
    """Return the server that loads a model before it accepts the first turn."""
    compile_action_schema()
    read_domains_once()
    store = tracker_store(settings)
    used = endpoints(settings, store)
    served: list[ServedModel] = []
    channel = LoopbackChannel(store.forget, lambda: served[0].said())
    app = configure_app([channel], enable_api=False, endpoints=used)
    served.append(ServedModel(app, used, on_air))

    async def load(app: Sanic, loop: Any) -> None:
        if not await asyncio.to_thread(served[0].load):
            sys.exit(f"{served[0].said()['why']} Put another on the air: python -m bot prepare")
        app.ctx.following = loop.create_task(served[0].follow())

    async def leave(app: Sanic, loop: Any) -> None:
        app.ctx.following.cancel()

    app.register_listener(load, "before_server_start")
    app.register_listener(leave, "before_server_stop")
    return app


def endpoints(settings: Settings, store: TrackerStore) -> AvailableEndpoints:
    """Return where Rasa runs actions, as the settings say, and `store` for conversations."""
    action: EndpointConfig = ActionsInProcess()
    if settings.actions_url:
        # Without the whole domain in every call, which no action of ours reads.
        action = EndpointConfig(url=settings.actions_url, enable_selective_domain=True)
    return AvailableEndpoints(
        action=action,
        tracker_store=store,
        lock_store=lock_store(settings),
    )


def lock_store(settings: Settings) -> LockStore:
    """Return one lock a conversation: in memory, or in Redis beside the conversations."""
    if not settings.redis_url:
        return InMemoryLockStore()
    parts = parse_url(settings.redis_url)
    return RedisLockStore(
        host=parts.get("host", "localhost"),
        port=parts.get("port", 6379),
        db=parts.get("db", 0),
        username=parts.get("username"),
        password=parts.get("password"),
        socket_timeout=1,
    )
