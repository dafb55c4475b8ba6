"""A conversation test: who types what, and what must be shown."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.expected import ANYTHING, NONE, Expected


@dataclass(frozen=True)
class Turn:
    """One thing a person types or presses, and what must come back.

    `known` says why the bot is known to get this turn wrong at present; "" means it must be right.
    """

    says: str
    presses: str
    expected: Expected
    known: str
    line: int

    @property
    def did(self) -> str:
        """Return what the person typed, or the button they pressed."""
        return self.says or self.presses


@dataclass(frozen=True)
class Conversation:
    """One test. `page` is the language of the chat page, `country` an ISO 3166 code or ""."""

    title: str
    page: str
    country: str
    turns: tuple[Turn, ...]
    file: str
    line: int

    @property
    def about(self) -> frozenset[str]:
        """Return the topics and crisis categories that the test expects anywhere."""
        wants = [turn.expected for turn in self.turns]
        names = [n for e in wants for n in (*e.topics, *e.cards, *e.offered, *e.finds, *e.buttons)]
        return frozenset(names) - {NONE, ANYTHING}
