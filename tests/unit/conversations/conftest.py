"""A stand-in for data/, replies as the gateway gives them, files as testers write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.conversations import Conversation, load
from bot.conversations.reply import Known

KNOWN = Known(
    {
        ("help/cost", "en"): "What treatment costs",
        ("help/cost", "es"): "Cuánto cuesta",
        ("treatment/methadone", "en"): "Methadone",
        ("treatment/methadone", "es"): "La metadona",
    },
    {
        ("utter_rephrase", "en"): "I did not understand.",
        ("utter_did_you_mean", "en"): "Is it one of these?",
    },
)


def message(text: str = "Words.", kind: str = "answer", **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "topic": None,
        "title": None,
        "sources": [],
        "buttons": [],
        "lines": [],
    }
    return {"text": text, "kind": kind, **empty, **more}


def reply(*messages: dict[str, Any], crisis: str = "", language: str = "en") -> dict[str, Any]:
    found = {"category": crisis} if crisis else None
    return {"messages": list(messages), "crisis": found, "language": language, "banner": None}


def buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "id": str(place)} for place, title in enumerate(titles)]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], list[Conversation]]:
    """Return the reader of one file that holds the given text below its first comment."""

    def reading(text: str) -> list[Conversation]:
        path = tmp_path / "test.yml"
        path.write_text(f"# Testers may change it\n{text}", encoding="utf-8")
        return load([path], KNOWN)

    return reading
