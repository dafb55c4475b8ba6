"""Crisis safety in pure Python: detection, cards, lines and referral. Needs no other part."""

from __future__ import annotations

from bot.safety.answers import SafeNow
from bot.safety.below import load_below
from bot.safety.cards import CrisisCard, load_cards
from bot.safety.categories import CATEGORIES, HELPLINES
from bot.safety.detect import Crisis, CrisisDetector, Reading
from bot.safety.errors import CrisisDataError
from bot.safety.lines import CrisisLine, load_lines
from bot.safety.normalise import normalise
from bot.safety.phrase_detector import Hit
from bot.safety.referral import Referral, helplines, line_message, referral, referral_message
from bot.safety.whereabouts import Whereabouts

__all__ = [
    "CATEGORIES",
    "HELPLINES",
    "Crisis",
    "CrisisCard",
    "CrisisDataError",
    "CrisisDetector",
    "CrisisLine",
    "Hit",
    "Reading",
    "Referral",
    "SafeNow",
    "Whereabouts",
    "helplines",
    "line_message",
    "load_below",
    "load_cards",
    "load_lines",
    "normalise",
    "referral",
    "referral_message",
]
