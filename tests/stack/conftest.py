"""The whole bot as it runs for people: once by default, once on PostgreSQL, Redis and actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import servers


@pytest.fixture(scope="session", params=["sqlite and memory", "postgresql, redis, action server"])
def stack(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[servers.Bot]:
    with ExitStack() as running:
        settings: dict[str, str] = {}
        if request.param.startswith("postgresql"):
            settings["DATABASE_URL"] = running.enter_context(servers.postgresql())
            settings["REDIS_URL"] = running.enter_context(servers.redis())
            actions = running.enter_context(servers.action_server(settings))
            settings["ACTIONS_URL"] = actions
        folder = tmp_path_factory.mktemp("stack")
        yield running.enter_context(servers.bot(folder, RATE_SESSION_PER_MIN="600", **settings))
