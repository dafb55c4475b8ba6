"""Finished replies: what a request gets back, as bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.web.messages import Message, Understood
from bot.web.refusals import REFUSALS

RETRY_AFTER_S = 60


@dataclass(frozen=True)
class Reply:
    """A finished reply, so that a repeated request gets the very same one."""

    status: int
    body: bytes

    @classmethod
    def of(cls, status: int, content: dict[str, Any]) -> Reply:
        """Return the reply that says `content` as JSON."""
        return cls(status, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))

    def response(self, headers: dict[str, str] | None = None) -> Response:
        """Return this reply as a response; a 429 says when to come back."""
        wait = {"Retry-After": str(RETRY_AFTER_S)} if self.status == 429 else {}
        return Response(
            self.body, self.status, {**(headers or {}), **wait}, media_type="application/json"
        )


def answer(
    messages: Sequence[Message],
    language: str,
    category: str = "",
    understood: Understood | None = None,
    banner: str | None = None,
) -> Reply:
    """Return an ordinary reply in `language`; `category` is the crisis it answers, if any.

    `banner` is the line that stays in view after a crisis.
    """
    made = understood or Understood()
    content = {**_content(messages, category), "language": language, "banner": banner}
    return Reply.of(200, {**content, "understood": made.dict()})


def refuse(code: str, messages: Sequence[Message], category: str = "") -> Reply:
    """Return the refusal `code`, saying `messages`; `category` is the crisis they answer."""
    refusal = REFUSALS[code]
    error = {"code": code, "what": refusal.what, "cure": refusal.cure}
    return Reply.of(refusal.status, {"error": error, **_content(messages, category)})


def _content(messages: Sequence[Message], category: str) -> dict[str, Any]:
    return {
        "messages": [message.dict() for message in messages],
        "crisis": {"category": category} if category else None,
    }
