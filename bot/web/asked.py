"""What a request asks, read in one piece that never raises: a crisis may stand in any of it."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, StrictStr, ValidationError, constr, root_validator
from starlette.requests import Request

from bot.web.messages import language_of
from bot.web.typed import has_lone_surrogate, loose_text

READ_S = 5.0
# Past the limit we go on reading, so that the person gets the reply and not a broken connection;
# of that only the end is kept, as people often say what matters last.
DRAINED_BYTES = 1_048_576


class _Message(BaseModel):
    text: StrictStr | None = None
    button: StrictStr | None = None
    message_id: constr(strict=True, regex=r"^[\w.:-]{1,64}$") | None = None  # type: ignore[valid-type]
    language: StrictStr | None = None

    @root_validator(skip_on_failure=True)
    def _either_text_or_button(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["text"] is None) == (values["button"] is None):
            raise ValueError("either text or button")
        return values


class _NewSession(BaseModel):
    language: StrictStr | None = None
    country: StrictStr | None = None


@dataclass(frozen=True)
class Body:
    """A body as far as it came. `fault` is a code of `bot.web.refusals`, or ""."""

    raw: bytes
    content: Any = None
    fault: str = ""


@dataclass(frozen=True)
class Asked:
    """One message. `scan` is all of it in which a crisis can be named, even with a `fault`."""

    scan: str
    fault: str = ""
    text: str | None = None
    button: str | None = None
    message_id: str = ""
    language: str | None = None

    @property
    def key(self) -> int:
        """Return what tells a repeated message from a new one."""
        return hash((self.message_id, self.text, self.button))


async def read_message(request: Request, max_bytes: int) -> Asked:
    """Return the message in `request`."""
    body = await read_json(request, max_bytes)
    if body.fault:
        return Asked(loose_text(body.raw), body.fault)
    try:
        message = _Message.parse_obj(body.content)
    except ValidationError:
        return Asked(loose_text(body.raw), "bad_message")
    text = message.text or ""
    return Asked(
        scan=text,
        fault="bad_text" if has_lone_surrogate(text) else "",
        text=message.text,
        button=message.button,
        message_id=message.message_id or secrets.token_hex(8),
        language=language_of(message.language, "") or None,
    )


async def read_new_session(request: Request, max_bytes: int) -> tuple[str, str | None, str | None]:
    """Return (fault, language, country); an empty body asks for the defaults."""
    body = await read_json(request, max_bytes)
    if not body.raw:
        return "", None, None
    try:
        wanted = _NewSession.parse_obj(body.content)
    except ValidationError:
        return body.fault or "bad_message", None, None
    return body.fault, wanted.language, wanted.country


async def read_json(request: Request, max_bytes: int) -> Body:
    """Return the body of `request`, read as one JSON object."""
    raw, fault = await read_body(request, max_bytes)
    if not fault and "json" not in request.headers.get("content-type", "").lower():
        fault = "not_json"
    if fault:
        return Body(raw, fault=fault)
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return Body(raw, fault="bad_json")
    return Body(raw, content, "" if isinstance(content, dict) else "bad_message")


async def read_body(request: Request, max_bytes: int) -> tuple[bytes, str]:
    """Return (the body, "" or a fault); of one too large, its beginning and end."""
    kept = _Kept(max_bytes)
    try:
        await asyncio.wait_for(kept.fill(request), READ_S)
    except asyncio.TimeoutError:
        return kept.known(), "body_too_slow"
    return kept.known(), "body_too_large" if kept.size > max_bytes else ""


class _Kept:
    """The beginning of a body and, if it is too large, its end."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._head = b""
        self._tail = b""
        self.size = 0

    async def fill(self, request: Request) -> None:
        async for chunk in request.stream():
            self.size += len(chunk)
            room = self._max_bytes - len(self._head)
            self._head += chunk[:room]
            self._tail = (self._tail + chunk[room:])[-self._max_bytes :]
            if self.size > DRAINED_BYTES:
                return

    def known(self) -> bytes:
        return self._head + self._tail
