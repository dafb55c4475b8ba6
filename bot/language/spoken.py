"""The language a conversation is held in, and how a message changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.language.detect import detect
from bot.language.requests import requested


@dataclass(frozen=True)
class Spoken:
    """The language to answer in. `page` is what the page, or another caller, last said it is in.

    `asked_for` is True after a person asked for the language: then only another request, or the
    page's own switch, changes it, and no message written in the other language.
    """

    language: str
    page: str
    asked_for: bool = False

    def after(self, text: str, page: str | None = None) -> Spoken:
        """Return what is spoken once `text` came from a page in `page` (None: it does not say)."""
        page = page or self.page
        wanted = requested(text)
        if wanted:
            return Spoken(wanted, page, asked_for=True)
        if page != self.page:  # it is sent with every message: only a change is a choice
            return Spoken(page, page)
        found = None if self.asked_for else detect(text)
        return replace(self, language=found or self.language)
