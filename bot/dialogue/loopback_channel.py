"""The channel between the gateway and Rasa: one request, all replies and what was understood."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class CollectingChannel(OutputChannel):
    """Collect each reply whole, as {text, buttons, custom}."""

    def __init__(self) -> None:
        """Start with no reply."""
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name in events."""
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the reply; nothing is sent before the turn is over."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "custom": message.get("custom") or {},
            }
        )


class LoopbackChannel(InputChannel):
    """POST /webhooks/gateway/webhook: {sender, text or payload, language, crisis} → replies.

    Only the gateway may reach it (Rasa binds to loopback). `payload` is trusted, as the gateway
    takes it from buttons that it issued; `text` is what a person typed and never a payload.
    `crisis` is what the gateway's own check found: a category, "" for none, null if it failed.
    POST …/forget: {sender} → {forgotten}, once `forget` has dropped the conversation.
    GET …/model: {model, refused, why}, which model answers, and which one could not be loaded.
    """

    def __init__(
        self,
        forget: Callable[[str], None] | None = None,
        serving: Callable[[], dict[str, str]] | None = None,
    ) -> None:
        """Take how to drop a sender's conversation and what to say of the model.

        Without the first nothing is ever forgotten.
        """
        self._forget = forget
        self._serving = serving or dict

    @classmethod
    def name(cls) -> str:
        """Return the part of the address that names this channel."""
        return "gateway"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the route of one turn."""
        routes = Blueprint("gateway_channel")

        @routes.route("/webhook", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            body = request.json
            collected = CollectingChannel()
            message = UserMessage(
                body["payload"] if body.get("payload") else typed(body["text"]),
                collected,
                body["sender"],
                input_channel=self.name(),
                metadata={"crisis": body.get("crisis")},
            )
            agent = request.app.ctx.agent  # one model for the whole turn: it may be swapped
            parsed = await agent.processor.parse_message(message)
            parsed["entities"] = [*parsed["entities"], _language(body)]
            message.parse_data = parsed
            await agent.handle_message(message)
            return response.json(
                {
                    "messages": collected.messages,
                    "understood": understood(body, parsed, collected.messages),
                }
            )

        @routes.route("/forget", methods=["POST"])
        async def forget(request: Request) -> HTTPResponse:
            if self._forget is None:
                return response.json({"forgotten": False})
            sender = request.json["sender"]
            # A turn still running would save the conversation again: wait for it.
            async with request.app.ctx.agent.lock_store.lock(sender):
                self._forget(sender)
            return response.json({"forgotten": True})

        @routes.route("/model", methods=["GET"])
        async def model(request: Request) -> HTTPResponse:
            return response.json(self._serving())

        return routes


def typed(text: str) -> str:
    """Return `text` so that Rasa cannot take it for a payload, which begins with a slash."""
    return text.lstrip("/ \t\r\n")


def understood(
    body: dict[str, Any], parsed: dict[str, Any], messages: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return {topic, confidence, offered}; `topic` is the one answered, else the one understood.

    They differ when a message leans on those before it: "and how much is it?", "the second".
    """
    custom = [message["custom"] for message in messages]
    answered = next((c["topic"] for c in custom if c.get("kind") == "answer"), None)
    found = _understood(body, parsed)
    return {**found, "topic": answered or found["topic"]}


def _understood(body: dict[str, Any], parsed: dict[str, Any]) -> dict[str, Any]:
    if body.get("payload"):
        topic = next((e["value"] for e in parsed["entities"] if e["entity"] == "topic"), None)
        return {"topic": topic, "confidence": 1.0, "offered": []}
    return dict(parsed.get("understood") or {"topic": None, "confidence": 0.0, "offered": []})


def _language(body: dict[str, Any]) -> dict[str, Any]:
    return {"entity": "language", "value": body.get("language") or "en", "start": 0, "end": 0}
