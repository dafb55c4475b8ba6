"""The message as the public sees it: one bubble, with its sources, buttons and crisis lines."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, validator

LANGUAGES = ("en", "es")
Kind = Literal["answer", "choice", "fallback", "crisis", "notice"]


class Source(BaseModel):
    """Where a vetted answer comes from."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    retrieved: str = ""

    @validator("url")
    def _is_a_web_address(cls, url: str) -> str:
        return url if url.startswith(("https://", "http://")) else ""


class Line(BaseModel):
    """A crisis line as shown: `tel` and `sms` are links, empty where there is none."""

    id: str
    name: str
    call: str = ""
    tel: str = ""
    text: str = ""
    sms: str = ""
    chat: str = ""
    hours: str = ""
    note: str = ""


class Button(BaseModel):
    """A choice; `id` means something in this session only."""

    title: str
    id: str


class Message(BaseModel):
    """One bubble. `kind` tells the page how to show it."""

    text: str = ""
    kind: Kind = "notice"
    topic: str | None = None
    title: str | None = None
    sources: list[Source] = Field(default_factory=list)
    reviewer: str | None = None
    reviewed: str | None = None
    buttons: list[Button] = Field(default_factory=list)
    lines: list[Line] = Field(default_factory=list)


class Understood(BaseModel):
    """What the understanding made of the words: for tests and counts, not for people."""

    topic: str | None = None
    confidence: float = 0.0
    offered: list[str] = Field(default_factory=list)


def language_of(wanted: str | None, default: str = "en") -> str:
    """Return the language we speak that `wanted` ("es-MX", "es,en;q=0.5") asks for first."""
    first = (wanted or "")[:2].lower()
    return first if first in LANGUAGES else default
