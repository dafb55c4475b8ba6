"""Which model Rasa's process serves at this moment, as it says itself."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bot.releases.record import ReleaseError
from bot.settings import Settings

SWAP_LIMIT_S = 120.0
LOOK_EVERY_S = 0.2


def wait_for_rasa(settings: Settings, wanted: Path, limit_s: float = SWAP_LIMIT_S) -> bool:
    """Return True once Rasa's process serves `wanted`, False if there is no such process.

    Raises `ReleaseError` when it refuses the model, or does not serve it after `limit_s`.
    """
    ends = time.monotonic() + limit_s
    address = f"{settings.rasa_url.rstrip('/')}/webhooks/gateway/model"
    while (serving := _ask(address)) is not None:
        if serving.get("model") == wanted.as_posix():
            return True
        if serving.get("refused") == wanted.as_posix():
            raise ReleaseError(serving["why"])
        if time.monotonic() > ends:
            raise ReleaseError(f"Rasa's process did not load {wanted} within {limit_s:.0f} s.")
        time.sleep(LOOK_EVERY_S)
    return False


def _ask(address: str) -> dict[str, str] | None:
    """Return what Rasa's process says; {} if it is too busy to, None if there is none."""
    try:
        with urlopen(address, timeout=10) as reply:
            return dict(json.load(reply))
    except HTTPError:  # an older program, which follows no record
        return None
    except URLError as error:
        return None if isinstance(error.reason, ConnectionRefusedError) else {}
    except (OSError, ValueError):
        return {}
