"""The files in data/ as checked objects: one truth for everything the bot can say."""

from __future__ import annotations

from bot.content.answers import Source, VettedAnswer
from bot.content.checking import FOLLOWUP, Checked, Content, check, load
from bot.content.examples import Example
from bot.content.files import ContentError, Problem
from bot.content.followups import followups

__all__ = [
    "FOLLOWUP",
    "Checked",
    "Content",
    "ContentError",
    "Example",
    "Problem",
    "Source",
    "VettedAnswer",
    "check",
    "followups",
    "load",
]
