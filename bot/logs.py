"""Logs without a word that a person typed: Rasa's own error records carry the messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog


def quiet_logs(level: str) -> None:
    """Log at `level` the name of each event, never a value of it."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", force=True)
    structlog.configure(
        processors=[_event_only, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,  # Rasa's modules ask for a logger 11 times a turn
    )


def _event_only(logger: Any, name: str, record: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {"level": name, "event": record.get("event")}
