"""Read messages as the chat does, without a conversation: for staff, testers and benchmarks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent

from bot.dialogue.loopback_channel import typed


class Reader:
    """The pipeline of a trained model, the very one that answers in the chat."""

    def __init__(self, model: Path) -> None:
        """Load `model`, which takes some seconds."""
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()

    def read(self, text: str) -> dict[str, Any]:
        """Return {text, crisis, topic, confidence, offered} for one message.

        `crisis` is a category or None; `topic` is an `area/topic`, a plain intent such as
        out_of_scope, or None; `offered` are up to three topics to ask back with.
        """
        parsed = self._loop.run_until_complete(self._agent.parse_message(typed(text)))
        return {"text": text, "crisis": parsed.get("crisis"), **parsed["understood"]}
