"""From a crisis to what is shown: the card with the numbers of the person's country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.safety.cards import ANYWHERE, CrisisCard
from bot.safety.categories import HELPLINES
from bot.safety.detect import Crisis
from bot.safety.lines import CrisisLine

Cards = Mapping[tuple[str, str], CrisisCard]
Lines = Mapping[str, CrisisLine]
EU_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
MAX_LINES = 6  # more do not fit one phone screen
_LOCAL = {"en": "your local emergency number", "es": "número de emergencias de su país"}
_WORDS = {
    "en": {"call_and_text": "call or text {}", "call": "call {}", "text": "text {}",
           "chat": "find a line at {}", "or": " or "},
    "es": {"call_and_text": "llamar o enviar un texto al {}", "call": "llamar al {}",
           "text": "enviar {}", "chat": "buscar una línea en {}", "or": " o "},
}  # fmt: skip


@dataclass(frozen=True)
class Referral:
    """A card ready to be shown: its text with numbers filled in, and the lines below it."""

    category: str
    title: str
    text: str
    lines: tuple[CrisisLine, ...]
    reviewed: str = ""


def referral(
    crisis: Crisis, language: str, country: str, cards: Cards, lines: Lines, times_before: int = 0
) -> Referral:
    """Return the card of the leading category, with its lines and the first of each other one.

    `times_before` it was shown already: its words differ then, and stay complete.

    `language` falls back to English. `country` is an ISO 3166 code; for a member of the European
    Union without own lines those of the Union are used, for any other unknown country the local
    emergency number and a directory: never the numbers of another country.
    """
    card = _card(crisis.category, language, cards)
    own = _lines_of(card, country, lines)
    shown = {line.id: line for line in own}
    for category in crisis.also:
        others = _lines_of(_card(category, language, cards), country, lines)
        shown.update({line.id: line for line in _first_other(others)})
    text = card.words(times_before).format(
        emergency=_emergency(own, card.language), crisis=_way(own, card.language)
    )
    kept = tuple(shown.values())[:MAX_LINES]
    return Referral(card.category, card.title, text, kept, card.reviewed)


def helplines(language: str, country: str, cards: Cards, lines: Lines) -> Referral:
    """Return the calm set of lines that goes under fallbacks and refusals."""
    return referral(Crisis(HELPLINES, (), ()), language, country, cards, lines)


def referral_message(shown: Referral, language: str) -> dict[str, Any]:
    """Return `shown` as the message of kind "crisis" that the gateway and the actions send."""
    return {
        "text": shown.text,
        "kind": "crisis",
        "topic": None,
        "title": shown.title,
        "sources": [],
        "reviewed": shown.reviewed,
        "buttons": [],
        "lines": [line_message(line, language) for line in shown.lines],
    }


def line_message(line: CrisisLine, language: str) -> dict[str, str]:
    """Return `line` as it goes over the wire, its note in `language`."""
    return {
        "id": line.id,
        "name": line.name,
        "call": line.call,
        "tel": line.tel,
        "text": line.text,
        "sms": line.sms,
        "chat": line.chat,
        "hours": line.hours,
        "note": line.note.get(language) or line.note.get("en", ""),
    }


def _card(category: str, language: str, cards: Cards) -> CrisisCard:
    """Return the card of `category`, in English if there is none in `language`."""
    return cards.get((category, language)) or cards[category, "en"]


def _lines_of(card: CrisisCard, country: str, lines: Lines) -> list[CrisisLine]:
    """Return the lines of `card` for `country`; a line missing from `lines` is passed over."""
    code = country.upper()
    fallback = "EU" if code in EU_MEMBERS and "EU" in card.lines else ANYWHERE
    ids = card.lines.get(code) or card.lines.get(fallback) or card.lines[ANYWHERE]
    return [lines[line_id] for line_id in ids if line_id in lines]


def _first_other(lines: list[CrisisLine]) -> list[CrisisLine]:
    """Return the first line that is not an emergency number, as a list of at most one."""
    return [line for line in lines if not line.emergency][:1]


def _emergency(lines: list[CrisisLine], language: str) -> str:
    """Return the emergency number among `lines`, or words for it where it is not known."""
    numbers = [line.call for line in lines if line.emergency and line.call]
    return numbers[0] if numbers else _LOCAL.get(language, _LOCAL["en"])


def _way(lines: list[CrisisLine], language: str) -> str:
    """Return how to reach the first line that is not an emergency number: "call or text 988"."""
    words = _WORDS.get(language, _WORDS["en"])
    for line in _first_other(lines):
        if line.call and line.call == line.text:
            return words["call_and_text"].format(line.call)
        ways = [words[way].format(value) for way, value in _reached(line) if value]
        return words["or"].join(ways[:2])
    return words["call"].format(_emergency(lines, language))


def _reached(line: CrisisLine) -> list[tuple[str, str]]:
    """Return the ways to reach `line` in the order in which they are named; a page by its host."""
    page = "" if line.call or line.text else urlsplit(line.chat).netloc
    return [("call", line.call), ("text", line.text), ("chat", page)]
