"""What all tests share: the checked content and a published database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import content as content_package
from bot import store
from bot.content import Content, VettedAnswer

DATA = Path("data")
WRITTEN = date(2026, 11, 23)  # every answer is within its review date on this day


@pytest.fixture(scope="session")
def content() -> Content:
    return content_package.load(DATA)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.sqlite3"


@pytest.fixture
def published(database_url: str, content: Content) -> Iterator[str]:
    store.migrate(database_url)
    with store.session(database_url) as db:
        store.publish(db, content, "a test", "")
    yield database_url
    store.engine(database_url).dispose()


@pytest.fixture
def craving_answer(content: Content) -> VettedAnswer:
    return content.answers["recovery/cravings", "en"]
