"""Which model Rasa's process serves at this moment, as it says itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from bot.releases.record import ReleaseError
from bot.settings import Settings

SWAP_LIMIT_S = 60.0
LOOK_EVERY_S = 0.2


def wait_for_rasa(settings: Settings, wanted: Path, limit_s: float = SWAP_LIMIT_S) -> bool:
    """Return True once Rasa's process serves `wanted`, False if there is no such process.

    Raises `ReleaseError` when it refuses the model, or still serves another after `limit_s`.
    """
    ends, ask = time.monotonic() + limit_s, _asker(settings)
    while (serving := ask()) is not None:
        if serving["model"] == wanted.as_posix():
            return True
        if serving["refused"] == wanted.as_posix():
            raise ReleaseError(str(serving["why"]))
        if time.monotonic() > ends:
            raise ReleaseError(f"Rasa's process still serves {serving['model']}")
        time.sleep(LOOK_EVERY_S)
    return False


def _asker(settings: Settings) -> Callable[[], dict[str, str] | None]:
    address = f"{settings.rasa_url.rstrip('/')}/webhooks/gateway/model"

    def ask() -> dict[str, str] | None:
        try:
            with urlopen(address, timeout=10) as reply:
                return dict(json.load(reply))
        except (OSError, ValueError):  # nobody there, or an older program
            return None

    return ask
