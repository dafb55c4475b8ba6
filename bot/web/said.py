"""From what Rasa said to what the public sees: payloads stay here, buttons get opaque ids."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.messages import Button, Line, Message
from bot.web.rasa_client import Said
from bot.web.sessions import Session


def public(said: Said, session: Session, helplines: list[Line]) -> Message:
    """Return `said` as a public message; a fallback without lines gets `helplines`."""
    message = said.custom.copy(update={"text": said.text.strip()})
    message.buttons = [
        Button(title=choice.title, id=session.issue(choice.payload)) for choice in said.buttons
    ]
    if message.kind in ("fallback", "crisis") and not message.lines:
        message.lines = helplines
    return message


def crisis_category(messages: Sequence[Message]) -> str:
    """Return the category of the crisis card among `messages`, or ""."""
    return next((m.topic or "crisis" for m in messages if m.kind == "crisis"), "")
