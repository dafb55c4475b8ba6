"""One person's chat with a bot over HTTP, as the chat page holds it."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from uuid import uuid4

import aiohttp

from bot.conversations.reply import Known

TOO_MANY = 429
PATIENCE_S = 180.0  # how long a bot may go on saying "too many requests"


class ChatError(RuntimeError):
    """The chat cannot go on; the message says why."""


class NoButton(ChatError):
    """What the person wants to press was not shown."""


@dataclass
class Pace:
    """Lets at most `per_minute` messages through, evenly; 0 is no limit."""

    per_minute: int = 0
    _next: float = 0.0

    async def wait(self) -> None:
        """Return when the next message may be sent."""
        if self.per_minute:
            now = time.monotonic()
            self._next = max(self._next, now) + 60 / self.per_minute
            await asyncio.sleep(self._next - 60 / self.per_minute - now)


@dataclass
class Chat:
    """A conversation with the bot behind `http`; ask it inside `async with`."""

    http: aiohttp.ClientSession
    pace: Pace
    known: Known
    page: str = "en"
    country: str = ""
    welcome: dict[str, Any] = field(default_factory=dict)
    _token: str = ""
    _buttons: dict[str, str] = field(default_factory=dict)

    async def __aenter__(self) -> Chat:
        """Begin a session."""
        wanted = {"language": self.page, **({"country": self.country} if self.country else {})}
        reply = await self._post("/api/sessions", wanted)
        if "token" not in reply:
            raise ChatError(f"The bot begins no chat: {reply.get('error', reply)}")
        self._token, self.welcome = reply["token"], reply
        self._note_buttons(reply)
        return self

    async def __aexit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Have the bot forget the session, as "Delete my chat" does, unless it soon ends anyway."""
        if not self.pace.per_minute:
            return
        headers = {"X-Session-Token": self._token}
        with suppress(aiohttp.ClientError, asyncio.TimeoutError):  # then it lapses by itself
            async with self.http.delete("/api/sessions", headers=headers):
                pass

    async def says(self, text: str) -> dict[str, Any]:
        """Return the reply to `text`."""
        return await self._turn({"text": text})

    async def presses(self, name: str) -> dict[str, Any]:
        """Return the reply to the button called `name`, its words or its topic.

        Raises `NoButton` when it was not shown.
        """
        found = [id for title, id in self._buttons.items() if title in self.known.called(name)]
        if not found:
            shown = ", ".join(self._buttons) or "none"
            raise NoButton(f"the last buttons were: {shown}")
        return await self._turn({"button": found[0]})

    async def _turn(self, body: dict[str, Any]) -> dict[str, Any]:
        # The chat page sends its own language along with every message.
        sent = {**body, "message_id": uuid4().hex, "language": self.page}
        reply = await self._post("/api/messages", sent)
        self._note_buttons(reply)
        return reply

    def _note_buttons(self, reply: dict[str, Any]) -> None:
        shown = [button for m in reply.get("messages", ()) for button in m["buttons"]]
        self._buttons = {b["title"].casefold(): b["id"] for b in shown} or self._buttons

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        ends_at = time.monotonic() + PATIENCE_S
        while True:
            await self.pace.wait()
            status, said, wait_s = await self._sent(path, body)
            if not isinstance(said, dict):
                raise ChatError(f"no such bot answers there (status {status})")
            if status != TOO_MANY or time.monotonic() > ends_at:
                return said
            await asyncio.sleep(wait_s)

    async def _sent(self, path: str, body: dict[str, Any]) -> tuple[int, Any, float]:
        headers = {"X-Session-Token": self._token} if self._token else {}
        try:
            async with self.http.post(path, json=body, headers=headers) as reply:
                wait_s = float(reply.headers.get("Retry-After", 10))
                return reply.status, json.loads(await reply.read()), wait_s
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise ChatError(f"the bot cannot be reached ({type(error).__name__})") from None
