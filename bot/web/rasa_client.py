"""The one way to the understanding: Rasa's loopback channel, over HTTP, with a deadline."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel, Field, ValidationError, validator

from bot.web.messages import Message, Understood

# More at once only queue up in Rasa, where nobody can give up on them. They wait here, and not in
# httpx's pool, which looks at all who wait whenever one comes or goes.
CONNECTIONS = 32


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
    """What is asked of Rasa: `text` as typed, or the `payload` of a button."""

    sender: str
    language: str
    text: str | None = None
    payload: str | None = None


class RasaClient:
    """Ask Rasa; every failure is a `RasaError`."""

    def __init__(
        self, url: str, deadline_s: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        """Open no connection yet; `transport` replaces the network in tests."""
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._http = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/webhooks/gateway",
            timeout=deadline_s,
            transport=transport,
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            trust_env=False,
            verify=url.startswith("https:"),  # loading certificates for nothing costs 50 ms
        )

    @property
    def is_busy(self) -> bool:
        """Tell whether a question would have to wait for another."""
        return self._free.locked()

    async def ask(self, question: Question) -> Answer:
        """Return Rasa's answer, which holds at least one thing to show.

        Raises `RasaError` when Rasa is down, slow, failing, or says nothing.
        """
        sent = {
            "sender": question.sender,
            "text": question.text,
            "payload": question.payload,
            "language": question.language,
        }
        answer = _read(await self._post("/webhook", sent))
        answer.messages = [said for said in answer.messages if said.text.strip()]
        if not answer.messages:
            raise RasaError("nothing said")
        return answer

    async def forget(self, sender: str) -> bool:
        """Have Rasa drop the conversation; True only if it says that it did."""
        try:
            return (await self._post("/forget", {"sender": sender})).json() == {"forgotten": True}
        except (RasaError, ValueError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        try:
            async with self._free:
                response = await self._http.post(path, json=body)
        except (httpx.HTTPError, OSError, UnicodeError) as error:
            raise RasaError(type(error).__name__) from None
        if response.status_code != 200:
            raise RasaError(f"status {response.status_code}")
        return response


def _read(response: httpx.Response) -> Answer:
    try:
        return Answer.parse_obj(response.json())
    except (ValidationError, ValueError, RecursionError) as error:
        raise RasaError(type(error).__name__) from None
