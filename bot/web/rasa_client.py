"""The one way to the understanding: Rasa's loopback channel, over HTTP, with a deadline."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import BaseModel, Field, ValidationError, validator

from bot.web.messages import Message, Understood

# More at once only queue up in Rasa, where nobody can give up on them.
CONNECTIONS = 32
CROWD = 3  # questions being answered, from which on a person in crisis gets the card alone
Post = Callable[[str, dict[str, Any]], Awaitable[tuple[int, bytes]]]


class RasaError(Exception):
    """Rasa had nothing that can be shown; the message says why, without any words of people."""


class Choice(BaseModel):
    """A button as Rasa offers it; the payload never leaves the server."""

    title: str
    payload: str


class Said(BaseModel):
    """One thing Rasa said."""

    text: str = ""
    buttons: list[Choice] = Field(default_factory=list)
    custom: Message = Field(default_factory=Message)

    @validator("text", "buttons", "custom", pre=True)
    def _absent_is_default(cls, value: Any, field: Any) -> Any:
        return field.get_default() if value is None else value


class Answer(BaseModel):
    """Rasa's whole answer to one message."""

    messages: list[Said]
    understood: Understood = Field(default_factory=Understood)


@dataclass(frozen=True)
class Question:
    """What is asked of Rasa: `text` as typed, or the `payload` of a button.

    `crisis` is the category found in it here, "" if there is none, None if nobody looked.
    """

    sender: str
    language: str
    text: str | None = None
    payload: str | None = None
    crisis: str | None = None


class RasaClient:
    """Ask Rasa; every failure is a `RasaError`."""

    def __init__(self, url: str, deadline_s: float, post: Post | None = None) -> None:
        """Open no connection yet; `post` replaces the network in tests."""
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._asking = 0
        self._connections = Connections(f"{url.rstrip('/')}/webhooks/gateway", deadline_s)
        self._send = post or self._connections.post

    @property
    def is_busy(self) -> bool:
        """Tell whether a question would have to wait for others: Rasa works on one at a time."""
        return self._asking >= CROWD

    async def ask(self, question: Question) -> Answer:
        """Return Rasa's answer, which holds at least one thing to show.

        Raises `RasaError` when Rasa is down, slow, failing, or says nothing.
        """
        sent = {
            "sender": question.sender,
            "text": question.text,
            "payload": question.payload,
            "language": question.language,
            "crisis": question.crisis,
        }
        answer = _read(await self._post("/webhook", sent))
        answer.messages = [said for said in answer.messages if said.text.strip()]
        if not answer.messages:
            raise RasaError("nothing said")
        return answer

    async def forget(self, sender: str) -> bool:
        """Have Rasa drop the conversation; True only if it says that it did."""
        try:
            return json.loads(await self._post("/forget", {"sender": sender})) == {
                "forgotten": True
            }
        except (RasaError, ValueError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._connections.close()

    async def _post(self, path: str, body: dict[str, Any]) -> bytes:
        self._asking += 1
        try:
            async with self._free:
                status, content = await self._send(path, body)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, UnicodeError) as error:
            raise RasaError(type(error).__name__) from None
        finally:
            self._asking -= 1
        if status != 200:
            raise RasaError(f"status {status}")
        return content


class Connections:
    """Connections to Rasa that stay open: aiohttp takes 0.3 ms a question, httpx took 1.6."""

    def __init__(self, url: str, deadline_s: float) -> None:
        """Open nothing yet: the event loop may not be running."""
        self._url = url
        self._deadline_s = deadline_s
        self._session: aiohttp.ClientSession | None = None

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        """Return the status and content of the reply to `body`, sent as JSON to `path`."""
        sending = self._opened().post(self._url + path, json=body, allow_redirects=False)
        async with sending as response:
            return response.status, await response.read()

    async def close(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=self._deadline_s),
            )
        return self._session


def _read(content: bytes) -> Answer:
    try:
        return Answer.parse_obj(json.loads(content))
    except (ValidationError, ValueError, RecursionError) as error:
        raise RasaError(type(error).__name__) from None
