"""Which of our two languages a message is written in, or asks for. Needs no other part."""

from __future__ import annotations

from bot.language.detect import detect
from bot.language.requests import requested
from bot.language.spoken import Spoken

__all__ = ["Spoken", "detect", "requested"]
