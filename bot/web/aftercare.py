"""What safety puts around an answer: the card, the question after it, lines and referrals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import safety
from bot.web.asked import Asked
from bot.web.messages import Button, Message
from bot.web.referrals import Locale, Referrals
from bot.web.sessions import Session
from bot.web.turn import Turn
from bot.web.watch import NOT_SAFE, PAYLOAD, SAFE, UNSURE

HOME = "US"  # the country whose numbers the vetted answers name
_HOME_NUMBER = re.compile(r"\b(?:988|911|1-8\d\d-\d{3}-\d{4})\b")


@dataclass(frozen=True)
class Aftercare:
    """Says what goes around an answer for the sake of safety, in reviewed words."""

    referrals: Referrals
    safe_now: safety.SafeNow

    def answer_in(self, session: Session, asked: Asked) -> str | None:
        """Return how the person answers whether they are safe, or None if this is no answer."""
        if asked.button is not None:
            payload = session.payload(asked.button) or ""
            return payload.removeprefix(PAYLOAD) if payload.startswith(PAYLOAD) else None
        return self.safe_now.answer_in(asked.text or "") if session.watch.asked else None

    def _question(self, session: Session, locale: Locale) -> Message:
        """Return "Are you safe right now?" with its buttons and people to reach."""
        asks = self.referrals.notice("utter_safe_now", locale, "choice")
        asks.buttons = [
            Button(
                title=self.referrals.text(f"utter_button_{answer}", locale.language),
                id=session.issue(PAYLOAD + answer),
            )
            for answer in (SAFE, NOT_SAFE, UNSURE)
        ]
        return asks

    def relief(self, locale: Locale) -> Message:
        """Return the reply to someone who says that they are safe."""
        return self.referrals.notice("utter_safe_yes", locale)

    def around(self, session: Session | None, messages: list[Message], turn: Turn) -> list[Message]:
        """Return `messages` with the card before them, or what else this turn needs."""
        if turn.crisis:
            answers = [message for message in messages if message.kind == "answer"]
            return [self._card(session, turn.crisis, turn.locale), *answers]
        if turn.found:  # the detector failed: people to talk to, no alarm
            return [self.referrals.card(turn.found, turn.locale), *messages]
        if session is None:
            return messages
        asks = session.watch.opens_with_question()
        opening = [self._question(session, turn.locale)] if asks else []
        return [*opening, *messages, *self._below(session, messages, turn)]

    def _card(self, session: Session | None, crisis: safety.Crisis, locale: Locale) -> Message:
        times = session.watch.times_before(crisis.category) if session else 0
        if session:
            session.watch.note(crisis)
        return self.referrals.card(crisis, locale, times)

    def _below(self, session: Session, messages: Sequence[Message], turn: Turn) -> list[Message]:
        """Return what goes below an answer: lines of the person's country, a soft referral."""
        locale = turn.locale
        if not any(message.kind == "answer" for message in messages):
            return []
        if locale.country != HOME and any(_HOME_NUMBER.search(m.text) for m in messages):
            return [self.referrals.notice("utter_other_country", locale)]
        if turn.concern and session.watch.may_refer_softly():
            return [self.referrals.notice("utter_soft_referral", locale)]
        return []

    def banner(self, session: Session | None, language: str) -> str | None:
        """Return the line that stays in view for the rest of a session with a crisis."""
        on = session is not None and session.watch.is_on
        return self.referrals.text("utter_banner", language) if on else None
