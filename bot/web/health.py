"""Whether the bot can really help: it is asked a real question, not whether it is running."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

from bot import safety
from bot.web.deadline import within
from bot.web.published import Published
from bot.web.rasa_client import Question, RasaClient, RasaError
from bot.web.referrals import Locale, Referrals

ASK_EVERY_S = 1.0
ANSWER_S = 2.0
QUESTION = "what is naloxone"
CRIES = {"en": "i want to kill myself", "es": "me quiero suicidar"}


class Health:
    """Checks each part at most once a second, however often it is asked."""

    def __init__(
        self,
        rasa: RasaClient,
        detector: safety.CrisisDetector,
        referrals: Referrals,
        published: Published,
    ) -> None:
        """Check nothing yet."""
        self._rasa = rasa
        self._detector = detector
        self._referrals = referrals
        self._published = published
        self._lock = asyncio.Lock()
        self._checked_at = float("-inf")
        self._report: dict[str, Any] = {}

    async def report(self) -> dict[str, Any]:
        """Return {ok, checks, off, published}, the checks at most a second old.

        `off` tells whether staff turned the chat off, which is no fault: whoever asks must go on
        sending people here, where the crisis lines are. `published` is the number of the publish
        that is shown.

        The checks: understanding, database, crisis (a cry for help gets its card) and learned
        (the learned crisis detector is there beside the phrases).
        """
        async with self._lock:
            if time.monotonic() - self._checked_at >= ASK_EVERY_S:
                checks = {
                    "understanding": await self._understands(),
                    "database": self._published.is_current,
                    "crisis": self._refers(),
                    "learned": self._detector.is_whole,
                }
                self._report = {"ok": all(checks.values()), "checks": checks}
                self._checked_at = time.monotonic()
            shows = {"off": self._published.is_off, "published": self._published.number}
            return {**self._report, **shows}

    async def _understands(self) -> bool:
        # A sender of its own each time: one conversation would grow slower with every check.
        sender = f"healthz-{secrets.token_hex(8)}"
        try:
            await within(ANSWER_S, self._rasa.ask(Question(sender, "en", QUESTION)))
            return True
        except (RasaError, asyncio.TimeoutError):
            return False
        finally:
            await self._forget(sender)

    async def _forget(self, sender: str) -> None:
        try:
            await within(ANSWER_S, self._rasa.forget(sender))
        except asyncio.TimeoutError:
            pass  # Rasa forgets it by itself when it has been idle

    def _refers(self) -> bool:
        try:
            return all(self._card_for(cry, language) for language, cry in CRIES.items())
        except Exception:  # any fault at all means that people in crisis are not referred
            return False

    def _card_for(self, cry: str, language: str) -> bool:
        crisis = self._detector.check(cry)
        if crisis is None or crisis.category != "suicide":
            return False
        card = self._referrals.card(crisis, Locale(language, "US"))
        return bool(card.text and card.lines)
