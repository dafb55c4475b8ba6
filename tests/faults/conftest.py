"""The stacks that are broken, and the count of all who got their card."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import servers
from tests.faults.cells import SENTENCES, Fault
from tests.faults.homes import home
from tests.faults.outside import Outside, Stack, action_server, redis
from tests.servers import Bot

PLENTY = {"RATE_SESSION_PER_MIN": "6000", "RATE_GLOBAL_PER_MIN": "100000"}
# Root may write to everything; whoever runs a bot may not.
ORDINARY_USER = ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]

faults: list[Fault] = []
planned: list[str] = []


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Fault:
    """Return the fault named like the test, ready to be asked about."""
    faults.append(Fault(_name(request.node.name), len(faults)))
    return faults[-1]


@pytest.fixture(scope="session")
def by_default(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Yield the bot as it is by default: SQLite, memory, actions in Rasa's process."""
    place = home(tmp_path_factory.mktemp("default"))
    before = ORDINARY_USER if os.geteuid() == 0 else []
    with servers.bot(place.folder, place.folder, before, **PLENTY) as started:
        yield Stack(started, place)


@pytest.fixture(scope="session")
def bot(by_default: Stack) -> Bot:
    """Return the bot as it is by default."""
    return by_default.bot


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Yield a bot whose conversations are in Redis and whose actions run in their own server."""
    place = home(tmp_path_factory.mktemp("outside"))
    settings = {"DATABASE_URL": f"sqlite:///{place.folder}/bot.sqlite3"}
    switch = place.folder / "switch"
    switch.write_text("")
    with ExitStack() as running:
        redis_server = running.enter_context(redis())
        actions = running.enter_context(action_server(settings, switch))
        settings |= {"REDIS_URL": redis_server.url, "ACTIONS_URL": actions.url, **PLENTY}
        started = running.enter_context(servers.bot(place.folder, place.folder, [], **settings))
        yield Outside(started, place, redis_server, actions, switch)


def pytest_collection_finish(session: pytest.Session) -> None:
    names = [item.name for item in session.items if "fault" in getattr(item, "fixturenames", ())]
    planned[:] = names


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not planned:
        return
    cards = sum(not cell.wrong for fault in faults for cell in fault.cells)
    terminalreporter.section("fault matrix")
    for fault in faults:
        terminalreporter.line(fault.line())
    of = len(planned) * len(SENTENCES)
    terminalreporter.line(f"fault matrix: {cards} of {of} cells got the card")


def _name(test: str) -> str:
    return " ".join(re.split(r"[_\[\]]", test.removeprefix("test_"))).strip()
