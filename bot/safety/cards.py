"""Crisis cards and crisis lines, as reviewed in data/crisis, and the referral they make up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.safety.categories import CATEGORIES, HELPLINES
from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, mapping_of, read_all, text_of
from bot.safety.lines import CrisisLine, load_lines, switched_off

LANGUAGES = ("en", "es")
ANYWHERE = ""  # the country of a person we know nothing of


@dataclass(frozen=True)
class CrisisCard:
    """The fixed text of one crisis category in one language, and its lines by country.

    `text` holds {emergency} and {crisis}; `bot.safety.referral` fills them in. `lines` maps an
    ISO 3166 country code to line ids, "EU" to those for its member states without an own list,
    "" to those for anywhere else.
    """

    category: str
    language: str
    title: str
    text: str
    lines: dict[str, tuple[str, ...]]
    reviewer: str = ""
    reviewed: str = ""
    again: tuple[str, ...] = ()  # what the card says the second and third time

    def words(self, times_before: int) -> str:
        """Return the text for someone who saw this card `times_before` in this conversation."""
        texts = (self.text, *self.again)
        return texts[times_before % len(texts)]


def load_cards(data_dir: Path) -> dict[tuple[str, str], CrisisCard]:
    """Return every card of `data_dir`/crisis/cards by (category, language).

    Raises `CrisisDataError`, naming file, entry and cure, if one is missing or broken.
    """
    folder = data_dir / "crisis" / "cards"
    known, off = load_lines(data_dir), switched_off(data_dir)
    cards = {}
    for path, content in read_all(folder):
        category = _category(path, content)
        for language in LANGUAGES:
            lines = _lines(path, content, language, known, off)
            cards[category, language] = _card(path, content, category, language, lines)
    for category in (*CATEGORIES, HELPLINES):
        if (category, LANGUAGES[0]) not in cards:
            cure = "restore the file from git: every category needs its card"
            raise CrisisDataError(folder / f"{category}.yml", "", "the card is missing", cure)
    return cards


def _category(path: Path, content: dict[str, Any]) -> str:
    """Return the category of a card file, which must be known and be the file's name."""
    category = text_of(path, "", content, "category")
    if category not in (*CATEGORIES, HELPLINES) or category != path.stem:
        cure = f"write `category: {path.stem}`, or rename the file"
        raise CrisisDataError(path, "", f"category `{category}` does not fit the file name", cure)
    return category


def _card(
    path: Path,
    content: dict[str, Any],
    category: str,
    language: str,
    lines: dict[str, tuple[str, ...]],
) -> CrisisCard:
    """Return the card of a file in `language`."""
    words = mapping_of(path, language, content, language)
    text = _complete(path, language, text_of(path, language, words, "text"))
    again = [_complete(path, language, str(t)) for t in list_of(path, language, words, "again")]
    return CrisisCard(
        category,
        language,
        text_of(path, language, words, "title"),
        text,
        lines,
        text_of(path, "", content, "reviewer"),
        text_of(path, "", content, "reviewed"),
        tuple(again),
    )


def _complete(path: Path, language: str, text: str) -> str:
    """Return the text of a card, or raise `CrisisDataError` if it names no emergency number."""
    if "{emergency}" not in text:
        cure = "write {emergency} where the emergency number belongs"
        raise CrisisDataError(path, language, "the text names no emergency number", cure)
    return text.strip()


def _lines(
    path: Path,
    content: dict[str, Any],
    language: str,
    known: dict[str, CrisisLine],
    off: frozenset[str],
) -> dict[str, tuple[str, ...]]:
    """Return the line ids of a card by country, in the form for readers of `language`."""
    by_country = mapping_of(path, "lines", content, "lines")
    result = {}
    for country in by_country:
        ids = [i for i in list_of(path, f"lines {country}", by_country, country) if i not in off]
        _check_lines(path, country, ids, known)
        result[country] = tuple(f"{i}_{language}" if f"{i}_{language}" in known else i for i in ids)
    if ANYWHERE not in result:
        cure = 'add `"": [any_emergency, any_findahelpline]`'
        raise CrisisDataError(path, "lines", "no lines for a person in another country", cure)
    return result


def _check_lines(path: Path, country: str, ids: list[str], known: dict[str, CrisisLine]) -> None:
    """Raise `CrisisDataError` unless `ids` are lines of `country`, one of them for emergencies."""
    entry = f"lines {country or 'anywhere'}"
    for line_id in ids:
        if line_id not in known:
            cure = "correct the id, or add the line to lines.yml"
            raise CrisisDataError(path, entry, f"there is no line `{line_id}`", cure)
        if known[line_id].country not in (country, ANYWHERE):
            cure = "use a line of that country, or one for anywhere"
            raise CrisisDataError(path, entry, f"`{line_id}` is of another country", cure)
    if not any(known[line_id].emergency for line_id in ids):
        raise CrisisDataError(path, entry, "no emergency number", "add the emergency line")
