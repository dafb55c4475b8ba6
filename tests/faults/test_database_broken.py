"""Whatever happens to the database, people in crisis get their card, and counts are kept."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import servers
from tests.faults.cells import SENTENCES, Fault
from tests.faults.homes import missing, replaced
from tests.faults.outside import Stack
from tests.servers import Bot


@pytest.fixture(scope="module")
def database(by_default: Stack) -> Path:
    return by_default.home.folder / "bot.sqlite3"


@pytest.fixture(autouse=True)
def counts_are_kept(bot: Bot, database: Path) -> Iterator[None]:
    """Assert that what was counted while nothing could be written is written afterwards."""
    before = counted(database)
    yield
    servers.wait_until(lambda: counted(database) >= before + len(SENTENCES), "the counts", 10)


def counted(database: Path) -> int:
    with closing(sqlite3.connect(database, timeout=10)) as db:
        sums = db.execute("select sum(count) from daily_counts where outcome = 'crisis'")
        return int(sums.fetchone()[0] or 0)


def assert_unread(bot: Bot, fault: Fault) -> None:
    """Assert what holds while no answer can be read."""
    bot.says_failing("database", "understanding")
    fault.everybody_gets_the_card(bot)
    assert bot.say("what is methadone")["messages"][0]["kind"] == "fallback"


def assert_unwritten(bot: Bot, fault: Fault) -> None:
    """Assert what holds while answers can be read and nothing can be counted."""
    fault.everybody_gets_the_card(bot)
    bot.says_failing("database")
    assert bot.answers()


def test_database_is_locked(bot: Bot, fault: Fault, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert_unread(bot, fault)
    fault.is_over(bot)


def test_database_is_missing(bot: Bot, fault: Fault, database: Path) -> None:
    with missing(database):
        assert_unread(bot, fault)
    fault.is_over(bot)


def test_database_is_garbage(bot: Bot, fault: Fault, database: Path) -> None:
    with replaced(database, os.urandom(1 << 16)):
        assert_unread(bot, fault)
    fault.is_over(bot)


def test_database_is_read_only(bot: Bot, fault: Fault, database: Path) -> None:
    database.chmod(0o444)
    try:
        assert_unwritten(bot, fault)
    finally:
        database.chmod(0o644)
    fault.is_over(bot)


def test_disk_is_full(bot: Bot, fault: Fault) -> None:
    with full_disk(bot.child("gateway")), full_disk(bot.child("rasa")):
        assert_unwritten(bot, fault)
    fault.is_over(bot)


@contextmanager
def full_disk(process: int) -> Iterator[None]:
    """Let the process write nothing to any file until the end of the block."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
