"""Rasa's process: the trained model behind the loopback channel, on this machine only."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.run import configure_app, load_agent_on_start
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from redis.connection import parse_url
from sanic import Sanic

from bot.dialogue.actions_in_process import ActionsInProcess, compile_action_schema
from bot.dialogue.loopback_channel import LoopbackChannel
from bot.dialogue.runner import quicken
from bot.dialogue.tracker_store import tracker_store
from bot.settings import Settings


def serve(settings: Settings, model: Path) -> None:
    """Serve `model` at `settings.rasa_url` until stopped.

    Exits with a sentence and code 1 when the model is missing: Rasa itself would start another
    model, or none and say so to nobody.
    """
    if not model.is_file():
        sys.exit(f"{model} is missing: run python -m bot train")
    address = urlsplit(settings.rasa_url)
    application(settings, model).run(
        host=address.hostname, port=address.port, workers=1, access_log=False, motd=False
    )


def application(settings: Settings, model: Path) -> Sanic:
    """Return the server that loads `model` before it accepts the first turn."""
    compile_action_schema()
    store = tracker_store(settings)
    used = endpoints(settings, store)
    app = configure_app([LoopbackChannel(store.forget)], enable_api=False, endpoints=used)

    async def load(app: Sanic, loop: Any) -> None:
        agent = await load_agent_on_start(str(model), used, None, app, loop)
        if not agent.is_ready():  # Rasa would serve without it and say nothing to anybody
            sys.exit(f"{model} cannot be loaded: delete it and run python -m bot train")
        quicken(agent)
        gc.collect()
        gc.freeze()  # else a full collection looks at the whole model: a turn waited 0.3 s for it

    app.register_listener(load, "before_server_start")
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
