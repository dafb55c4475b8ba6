"""A database of an earlier version keeps what it has, and can go back to what is on the air."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from bot import models, store
from bot.content import Content
from bot.store.database import MIGRATIONS
from tests import servers


@pytest.fixture(params=["sqlite", "postgresql"])
def first_version(request: pytest.FixtureRequest, tmp_path: Path, content: Content):
    """Yield a database as the first version left it, with our content on the air."""
    if request.param == "sqlite":
        yield _at_first_version(f"sqlite:///{tmp_path}/old.sqlite3", content)
        return
    with servers.postgresql() as url:
        yield _at_first_version(url, content)
        store.engine(url).dispose()


def _at_first_version(url: str, content: Content) -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = store.engine(url)
    store.migrate(url)
    with store.session(url) as db:
        store.publish(db, content, "a nurse", "abc")
    command.downgrade(config, "0001")
    assert "audit" not in inspect(store.engine(url)).get_table_names()
    return url


def test_what_is_on_the_air_is_kept_and_can_be_gone_back_to(
    first_version: str, content: Content
) -> None:
    store.migrate(first_version)
    with store.session(first_version) as db:
        assert store.is_published(db, content)
        kept = store.kept(db, 1)
        assert kept is not None and kept[0].answers == content.answers
        assert kept[0].texts == content.texts and kept[0].lines == content.lines
        store.publish(db, Content({}, {}, {}, {}, ()), "a mistake", "")
        store.roll_back(db, 1, "a nurse")
    with store.session(first_version) as db:
        assert store.published_content(db).answers == content.answers
        assert store.is_published(db, content)


def test_earlier_publishes_are_in_the_log(first_version: str) -> None:
    store.migrate(first_version)
    with store.session(first_version) as db:
        (entry,) = store.history(db, 10)
        assert (entry.action, entry.who, entry.about, entry.commit) == (
            "publish",
            "a nurse",
            "1",
            "abc",
        )
        store.switch(db, True, "a nurse")
    with store.session(first_version) as db:
        assert store.is_off(db) and [e.action for e in store.history(db, 10)] == ["off", "publish"]


def test_the_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    made, wanted = (f"sqlite:///{tmp_path}/{name}.sqlite3" for name in ("made", "wanted"))
    store.migrate(made)
    models.Base.metadata.create_all(store.engine(wanted))
    columns = []
    for url in (made, wanted):
        look = inspect(store.engine(url))
        names = set(look.get_table_names()) - {"alembic_version"}
        columns.append({n: {c["name"]: str(c["type"]) for c in look.get_columns(n)} for n in names})
    assert columns[0] == columns[1]


def test_an_empty_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = store.engine(url)
    command.upgrade(config, "0001")
    store.migrate(url)
    with store.session(url) as db:
        assert db.execute(text("select count(*) from audit")).scalar() == 0
