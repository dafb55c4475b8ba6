"""What a session remembers of a crisis: never what was said, only what to show next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bot import safety

ASKS = 2  # how often a turn opens with the question, unless it is answered
SAFE, NOT_SAFE, UNSURE = "safe", "not_safe", "unsure"
PAYLOAD = "safe_now:"
CALM_TURNS = 3  # between two soft referrals


@dataclass
class Watch:
    """Kept for the whole session: no answer, joke, button or change of language ends it."""

    last: safety.Crisis | None = None
    asks_left: int = 0
    asked: bool = False  # the last reply asked whether the person is safe
    turns_since_referral: int = CALM_TURNS
    _times: Counter[str] = field(default_factory=Counter)

    @property
    def is_on(self) -> bool:
        """Tell whether there was a crisis in this session."""
        return self.last is not None

    def times_before(self, category: str) -> int:
        """Return how often the card of `category` was shown in this session."""
        return self._times[category]

    def note(self, crisis: safety.Crisis) -> None:
        """Remember that the card of `crisis` was shown."""
        self._times[crisis.category] += 1
        self.last, self.asks_left, self.asked = crisis, ASKS, False

    def opens_with_question(self) -> bool:
        """Tell whether this turn, which is no crisis, asks first; counts that it did."""
        self.asked = self.is_on and self.asks_left > 0
        self.asks_left -= self.asked
        return self.asked

    def answered(self, how: str) -> safety.Crisis | None:
        """Take the answer to the question: the crisis that goes on, or None if they are safe."""
        self.asked = False
        if how != SAFE:
            return self.last
        self.asks_left = 0
        return None

    def may_refer_softly(self) -> bool:
        """Tell whether a soft referral is due, so that it is not said turn after turn."""
        due = self.turns_since_referral >= CALM_TURNS
        self.turns_since_referral = 0 if due else self.turns_since_referral + 1
        return due
