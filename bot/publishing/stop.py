"""The stop switch, and waiting until the gateway that runs shows what staff did."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from sqlalchemy.exc import SQLAlchemyError

from bot import store
from bot.publishing.people import Refused
from bot.settings import Settings

SEEN_WITHIN_S = 15.0
ASK_S = 6.0
PAUSE_S = 0.3
Health = dict[str, Any]


def turn(settings: Settings, off: bool, who: str) -> bool:
    """Turn the chat off, or on again; return False if it was so already.

    Raises `Refused` when the database cannot take it, saying what else stops the chat.
    """
    try:
        store.migrate(settings.database_url)
        with store.session(settings.database_url) as db:
            return store.switch(db, off, who)
    except (SQLAlchemyError, OSError) as error:
        raise Refused(
            f"The database cannot be written ({type(error).__name__}), so the switch was NOT "
            f"turned. {_INSTEAD if off else 'Mend the database, then try again.'}"
        ) from None


_INSTEAD = (
    "While it cannot be read either, the chat shows the crisis lines and answers nothing. To be "
    "sure, stop the bot: Ctrl-C where it runs. The numbers stay on pages that embed the chat."
)


def is_seen(settings: Settings, seen: Callable[[Health], bool]) -> bool | None:
    """Wait until the gateway's health says that it has `seen` a change; None if none answers."""
    ends_at = time.monotonic() + SEEN_WITHIN_S
    health = health_of(settings)
    while health is not None and not seen(health) and time.monotonic() < ends_at:
        time.sleep(PAUSE_S)
        health = health_of(settings)
    return None if health is None else seen(health)


def health_of(settings: Settings) -> Health | None:
    """Return what the gateway of `settings` says of itself, None if there is none."""
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host
    try:
        with urlopen(f"http://{host}:{settings.port}/healthz", timeout=ASK_S) as reply:
            return dict(json.load(reply))
    except HTTPError as error:
        return _read(error)
    except (OSError, ValueError):
        return None


def _read(error: HTTPError) -> Health | None:
    try:
        return dict(json.load(error))
    except (OSError, ValueError):
        return None
