"""Conversation tests: short files in tests/conversations/people, run as people would chat."""

from __future__ import annotations

from bot.conversations.conversation import Conversation
from bot.conversations.files import FOLDER, chosen, known_content, load
from bot.conversations.result import Result
from bot.conversations.runner import run

__all__ = ["FOLDER", "Conversation", "Result", "chosen", "known_content", "load", "run"]
