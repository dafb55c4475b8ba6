"""The chat without scripts: a form comes in, a page with the reply goes out."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.asked import Asked, read_body
from bot.web.chat import Chat
from bot.web.limits import Limits
from bot.web.messages import Message
from bot.web.page import Page
from bot.web.published import OFF
from bot.web.referrals import Locale
from bot.web.typed import has_lone_surrogate, loose_text


class Plain:
    """Answers the form of the chat page as the API answers the widget."""

    def __init__(self, chat: Chat, limits: Limits, page: Page, max_bytes: int) -> None:
        """Use the gateway's own parts."""
        self._chat = chat
        self._limits = limits
        self._page = page
        self._max_bytes = max_bytes

    async def turn(self, request: Request, locale: Locale) -> Response:
        """Return the page that answers the form in `request`; the crisis check comes first."""
        asked, said, token = await read_form(request, self._max_bytes)
        asked = Asked(**{**vars(asked), "language": locale.language})
        token = await self._token(token, locale)
        reply = await self._chat.turn(asked, token, locale)
        content: dict[str, Any] = json.loads(reply.body)
        page = self._page.turn(
            Locale(content.get("language") or locale.language, locale.country),
            token,
            said,
            titled([Message.parse_obj(message) for message in content["messages"]]),
            banner=content.get("banner") or "",
            typed=said if reply.status in (413, 429) else "",
            off=OFF if self._chat.stopped() == OFF else "",
        )
        return HTMLResponse(page, reply.status)

    async def _token(self, token: str, locale: Locale) -> str:
        """Return a token of a living session, a new one if need be."""
        sessions = self._chat.sessions
        if (
            sessions.find(sessions.id_in(token)) is not None
            or not await self._limits.allow_session()
        ):
            return token
        return sessions.create(locale.language, locale.country)[0]


def titled(messages: list[Message]) -> list[Message]:
    """Return `messages` with the title of an answer in two bubbles on its first one."""
    for first, second in zip(messages, messages[1:], strict=False):
        if first.kind == "answer" and not first.title and first.topic == second.topic:
            first.title, second.title = second.title, None
    return messages


async def read_form(request: Request, max_bytes: int) -> tuple[Asked, str, str]:
    """Return (message, what the person said, token). Never raises; see `bot.web.asked`."""
    raw, fault = await read_body(request, max_bytes)
    if fault:
        return (
            Asked(loose_text(unquote_plus(raw.decode("utf-8", "replace")).encode()), fault),
            "",
            "",
        )
    fields = parse_qs(raw.decode("utf-8", "replace"))
    text = fields.get("text", [""])[0]
    button, _, title = fields.get("button", [""])[0].partition(" ")
    id = fields.get("message_id", [""])[0]
    asked = Asked(
        scan=text,
        fault="bad_text" if has_lone_surrogate(text) else "",
        text=None if button else text,
        button=button or None,
        message_id=id if re.fullmatch(r"\w{1,64}", id) else secrets.token_hex(8),
    )
    return asked, title if button else text.strip(), fields.get("token", [""])[0]
