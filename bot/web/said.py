"""From what Rasa said to what the public sees: payloads stay here, buttons get opaque ids."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.messages import Button, Line, Message
from bot.web.rasa_client import Said
from bot.web.sessions import Session

PEOPLE_TOPICS = ("help/talk_now", "chat/human")  # whoever asks for a person gets lines and hours


def public(said: Said, session: Session, helplines: list[Line]) -> Message:
    """Return `said` as a public message.

    A fallback, and the answer to somebody who asks for a person, gets `helplines`.
    """
    message = said.custom.copy(update={"text": said.text.strip()})
    message.buttons = [
        Button(title=choice.title, id=session.issue(choice.payload)) for choice in said.buttons
    ]
    wants_people = message.kind in ("fallback", "crisis") or (
        message.topic in PEOPLE_TOPICS and message.title
    )
    if wants_people and not message.lines:
        message.lines = helplines
    return message


def crisis_category(messages: Sequence[Message]) -> str:
    """Return the category of the crisis card among `messages`, or ""."""
    return next((m.topic or "crisis" for m in messages if m.kind == "crisis"), "")
