"""What came of running conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.conversation import Conversation, Turn
from bot.conversations.expected import Failure


@dataclass(frozen=True)
class Played:
    """One turn as it went; `reply` is what the gateway answered, empty if it could not be asked."""

    turn: Turn
    reply: dict[str, Any]
    failures: tuple[Failure, ...]

    @property
    def is_mended(self) -> bool:
        """Tell whether a turn that is known to be wrong came out right."""
        return bool(self.turn.known) and not self.failures


@dataclass(frozen=True)
class Outcome:
    """One conversation as it went, at the last of its `tries`.

    `broken` says why it could not go on, if it could not.
    """

    conversation: Conversation
    turns: tuple[Played, ...]
    broken: str = ""
    tries: int = 1

    @property
    def has_failed(self) -> bool:
        """Tell whether anything is wrong that is not known to be."""
        return bool(self.broken) or any(p.failures and not p.turn.known for p in self.turns)

    @property
    def is_known(self) -> bool:
        """Tell whether only known turns are wrong."""
        return not self.has_failed and any(played.failures for played in self.turns)

    @property
    def is_mended(self) -> bool:
        """Tell whether a turn marked as known is right now, so that the mark can go."""
        return any(played.is_mended for played in self.turns)


@dataclass(frozen=True)
class Result:
    """What a run of conversations showed; `address` is where the bot was, "" for one of our own."""

    outcomes: tuple[Outcome, ...]
    seconds: float
    address: str = ""

    @property
    def failed(self) -> list[Outcome]:
        """Return what must be mended."""
        return [outcome for outcome in self.outcomes if outcome.has_failed]

    @property
    def known(self) -> list[Outcome]:
        """Return what is wrong and marked so, with the reason."""
        return [outcome for outcome in self.outcomes if outcome.is_known]

    @property
    def mended(self) -> list[Outcome]:
        """Return what is marked as wrong and is right."""
        return [outcome for outcome in self.outcomes if outcome.is_mended]

    @property
    def passed(self) -> list[Outcome]:
        """Return what went as expected."""
        return [o for o in self.outcomes if not o.has_failed and not o.is_known]

    @property
    def turns(self) -> int:
        """Return how many messages were answered."""
        return sum(len(outcome.turns) for outcome in self.outcomes)

    @property
    def ok(self) -> bool:
        """Tell whether nothing failed."""
        return not self.failed
