"""What is known about one message before it is answered."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot import safety
from bot.language import Spoken
from bot.web.asked import Asked
from bot.web.rasa_client import Question
from bot.web.referrals import PEOPLE, Locale
from bot.web.sessions import Session
from bot.web.typed import clean

CRISIS_WAIT_S = 1.5  # a person in crisis has the card to read: an answer below it can be missed


@dataclass(frozen=True)
class Turn:
    """One message being answered. `ends_at` is on the monotonic clock."""

    asked: Asked
    spoken: Spoken
    country: str
    found: safety.Crisis | None
    ends_at: float
    concern: bool = False
    hint: bool = False

    @property
    def locale(self) -> Locale:
        """Return how the reply is worded, and whose lines it shows."""
        return Locale(self.spoken.language, self.country)

    @property
    def crisis(self) -> safety.Crisis | None:
        """Return the crisis, None also when the detector failed: then nobody knows."""
        return None if self.found is PEOPLE else self.found

    @property
    def wait_s(self) -> float:
        """Return how long Rasa may still take."""
        left = self.ends_at - time.monotonic()
        return min(CRISIS_WAIT_S, left) if self.crisis else left


def spoken_after(asked: Asked, session: Session | None, default: Locale) -> Spoken:
    """Return the language of the reply: asked for, written in, its session's, else `default`'s.

    It is read from all of the message, so that a crisis in a broken body gets the right card.
    """
    known = asked.language or default.language
    before = session.spoken if session else Spoken(known, page=known)
    return before.after(asked.scan, asked.language)


def question_of(session: Session, turn: Turn) -> tuple[Question | None, str]:
    """Return what to ask Rasa, or None and the text that says why nothing can be asked."""
    language = turn.locale.language
    # A check that failed found nothing: Rasa's own may do better.
    found = None if turn.found is PEOPLE else turn.found.category if turn.found else ""
    if turn.asked.button is not None:
        payload = session.payload(turn.asked.button)
        if payload is None:
            return None, "utter_old_button"
        return Question(session.id, language, payload=payload), ""
    text = clean(turn.asked.text or "")
    asked = Question(session.id, language, text=text, crisis=found)
    return (asked, "") if text else (None, "utter_empty")
