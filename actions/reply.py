"""The shape of a reply, shared by all actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker


def language_of(tracker: Tracker) -> str:
    """Return the language of the reply: "en" or "es"."""
    return tracker.get_slot("language") or "en"


def message(kind: str, topic: str | None = None, **more: Any) -> dict[str, Any]:
    """Return the part of a message beside its text: {kind, topic, …}.

    `kind` is answer, choice, fallback, crisis or notice.
    """
    return {"kind": kind, "topic": topic, **more}


def topic_buttons(titles: Mapping[str, str], **more: str) -> list[dict[str, str]]:
    """Return one button for each (topic, title), which asks for the topic, and `more`."""
    return [
        {"title": title, "payload": f"/ask{json.dumps({'topic': topic, **more})}"}
        for topic, title in titles.items()
    ]
