"""A fake Rasa, and people who talk to the gateway before it."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

DATA = Path(__file__).parents[3] / "data"
CRY = "i want to kill myself"
QUESTION = "how do i get through a craving"

Behaviour = Callable[[dict[str, Any]], Any]


def bubble(text: str, kind: str = "answer", **more: Any) -> dict[str, Any]:
    """One thing that Rasa says; `buttons` are (title, payload) pairs."""
    buttons = [{"title": t, "payload": p} for t, p in more.pop("buttons", [])]
    return {"text": text, "buttons": buttons, "custom": {"kind": kind, **more}}


def says(*bubbles: dict[str, Any], **understood: Any) -> Behaviour:
    return lambda asked: {
        "messages": list(bubbles),
        "understood": {"topic": None, "confidence": 0.5, "offered": [], **understood},
    }


async def hangs(asked: dict[str, Any]) -> Any:
    await asyncio.sleep(30)


FAULTS: dict[str, Behaviour] = {
    "says nothing": lambda asked: [],
    "says no messages": lambda asked: {"messages": []},
    "says empty text": lambda asked: {"messages": [{"text": "  "}]},
    "says null": lambda asked: None,
    "says the wrong shape": lambda asked: {"messages": [{"text": {"a": 1}}]},
    "says what is not JSON": lambda asked: Response("<html>"),
    "fails with words": lambda asked: JSONResponse(says(bubble("No."))(asked), 503),
    "fails with 500": lambda asked: Response("boom", 500),
    "hangs": hangs,
}


class FakeRasa:
    """Rasa's loopback channel; `behaves` answers, `asked` is all it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.forgotten: list[str] = []
        self.forgets: Behaviour = lambda sender: {"forgotten": True}
        self.behaves: Behaviour = says(bubble("An answer.", topic="recovery/cravings"))
        routes = [
            Route("/webhooks/gateway/webhook", self._turn, methods=["POST"]),
            Route("/webhooks/gateway/forget", self._forget, methods=["POST"]),
        ]
        self._transport = httpx.ASGITransport(Starlette(routes=routes))

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        """Stand in for the network: `bot.web.rasa_client.Post`."""
        url = "http://rasa/webhooks/gateway"
        async with httpx.AsyncClient(transport=self._transport, base_url=url) as http:
            response = await http.post(path, json=body)
        return response.status_code, response.content

    async def _turn(self, request: Request) -> Response:
        asked = await request.json()
        self.asked.append(asked)
        answer = self.behaves(asked)
        if asyncio.iscoroutine(answer):
            answer = await answer
        return _response(answer)

    async def _forget(self, request: Request) -> Response:
        self.forgotten.append((await request.json())["sender"])
        return _response(self.forgets(self.forgotten[-1]))


def _response(answer: Any) -> Response:
    return answer if isinstance(answer, Response) else JSONResponse(answer)


class Person:
    """Someone in a chat of their own."""

    def __init__(self, client: TestClient, **wanted: Any) -> None:
        self._numbers = itertools.count()
        self.client = client
        self.opening = client.post("/api/sessions", json=wanted).json()
        self.headers = {"X-Session-Token": self.opening["token"]}

    def posts(self, **message: Any) -> httpx.Response:
        message.setdefault("message_id", f"m{next(self._numbers)}")
        body = json.dumps(message)
        headers = {**self.headers, "Content-Type": "application/json"}
        return self.client.post("/api/messages", content=body, headers=headers)

    def says(self, text: str = QUESTION, **more: Any) -> dict[str, Any]:
        response = self.posts(text=text, **more)
        assert response.status_code == 200, response.text
        return response.json()

    def presses(self, button: str) -> dict[str, Any]:
        return self.posts(button=button).json()


def gateway_of(client: TestClient) -> Any:
    return client.app.state.gateway  # type: ignore[attr-defined]


def text_of(client: TestClient, key: str, language: str = "en") -> str:
    return gateway_of(client).referrals.text(key, language)


def is_card(message: dict[str, Any]) -> bool:
    """Tell whether `message` refers a person in crisis to someone they can reach now."""
    return message["kind"] == "crisis" and bool(message["text"]) and bool(message["lines"])
