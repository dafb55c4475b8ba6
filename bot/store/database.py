"""One engine a database, sessions, migrations, and the clock of what is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session

from bot.settings import Settings

# A person waits at most 4 s for a reply: a locked database must fail well before that.
LOCK_WAIT_S = 1
MIGRATIONS = Path(__file__).parents[1] / "migrations"


@lru_cache(maxsize=8)
def engine(database_url: str) -> Engine:
    """Return the one engine of this process for `database_url`."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, future=True, pool_pre_ping=True, connect_args={"connect_timeout": LOCK_WAIT_S}
        )
    made = create_engine(url, future=True, connect_args={"timeout": LOCK_WAIT_S})
    event.listen(made, "connect", _set_up_sqlite)
    return made


def _set_up_sqlite(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


@contextmanager
def session(database_url: str | None = None) -> Iterator[Session]:
    """Open a session on `database_url` (default: the settings'), committed if nothing raises."""
    url = database_url or _default_url()
    with Session(engine(url), future=True) as db, db.begin():
        yield db


@lru_cache(maxsize=1)
def _default_url() -> str:
    return Settings.from_env().database_url


def migrate(database_url: str) -> None:
    """Create the database if it is missing and bring its tables up to date."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine(database_url)
    command.upgrade(config, "head")


def now() -> datetime:
    """Return the time as the tables hold it: UTC, to the second."""
    return datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
