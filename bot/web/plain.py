"""The chat without scripts: a form comes in, a page with the reply goes out."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.asked import Asked, read_body
from bot.web.chat import Chat
from bot.web.feedback import Feedback
from bot.web.limits import Limits
from bot.web.messages import Message
from bot.web.page import Page
from bot.web.published import OFF
from bot.web.referrals import Locale
from bot.web.typed import has_lone_surrogate, loose_text


@dataclass(frozen=True)
class Form:
    """What a form brought: `said` is shown as the person's words; `helpful` about `topic`."""

    asked: Asked
    said: str = ""
    token: str = ""
    topic: str = ""
    helpful: bool | None = None


class Plain:
    """Answers the forms of the chat page as the API answers the widget."""

    def __init__(
        self, chat: Chat, limits: Limits, feedback: Feedback, page: Page, max_bytes: int
    ) -> None:
        """Use the gateway's own parts."""
        self._chat = chat
        self._limits = limits
        self._feedback = feedback
        self._page = page
        self._max_bytes = max_bytes

    async def turn(self, request: Request, locale: Locale) -> Response:
        """Return the page that answers the form in `request`; the crisis check comes first.

        Feedback comes with the message that it is about, whose reply is kept and shown once more.
        """
        form = await read_form(request, self._max_bytes)
        asked = replace(form.asked, language=locale.language)
        token = await self._token(form.token, locale)
        reply = await self._chat.turn(asked, token, locale)
        content: dict[str, Any] = json.loads(reply.body)
        calm = not (content["crisis"] or content.get("banner"))
        page = self._page.turn(
            Locale(content.get("language") or locale.language, locale.country),
            token,
            form.said,
            titled([Message.parse_obj(message) for message in content["messages"]]),
            again=_again(form, token) if calm else None,
            banner=content.get("banner") or "",
            typed=form.said if reply.status in (413, 429) else "",
            rated=await self._rated(form, token),
            off=OFF if self._chat.stopped() == OFF else "",
        )
        return HTMLResponse(page, reply.status)

    async def _rated(self, form: Form, token: str) -> str:
        """Count the feedback in `form`; return its topic, "" if there is none that counts."""
        if form.helpful is None:
            return ""
        refused = await self._feedback.count(token, form.topic, form.helpful)
        return "" if refused else form.topic

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


def _again(form: Form, token: str) -> dict[str, str]:
    """Return the fields of a form that brings the reply to `form` again."""
    asked = form.asked
    said = {"button": f"{asked.button} {form.said}"} if asked.button else {"text": asked.text or ""}
    return {"token": token, "message_id": asked.message_id, **said}


async def read_form(request: Request, max_bytes: int) -> Form:
    """Return what the form in `request` says. Never raises; see `bot.web.asked`."""
    raw, fault = await read_body(request, max_bytes)
    sent = raw.decode("utf-8", "replace")
    if fault:
        return Form(Asked(loose_text(unquote_plus(sent).encode()), fault))
    fields = {name: values[0] for name, values in parse_qs(sent).items()}
    text = fields.get("text", "")
    button, _, title = fields.get("button", "").partition(" ")
    id = fields.get("message_id", "")
    asked = Asked(
        scan=text,
        fault="bad_text" if has_lone_surrogate(text) else "",
        text=None if button else text,
        button=button or None,
        message_id=id if re.fullmatch(r"\w{1,64}", id) else secrets.token_hex(8),
    )
    return Form(
        asked,
        title if button else text.strip(),
        fields.get("token", ""),
        fields.get("topic", ""),
        {"yes": True, "no": False}.get(fields.get("helpful", "")),
    )
