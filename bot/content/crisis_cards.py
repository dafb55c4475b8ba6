"""Crisis cards: their words, the places to fill in, and the lines for every country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import safety
from bot.content.files import LANGUAGES, Problems, line_of, mapping, read_yaml, yaml_files
from bot.content.provenance import day, reviewer_problems, shown
from bot.content.readability import reading_problems
from bot.content.wording import wording_problems
from bot.safety.lines import CrisisLine
from bot.safety.referral import MAX_LINES

_FIELDS = {"category", "reviewer", "reviewed", "lines", *LANGUAGES}
_PLACES = {"emergency", "crisis"}
Wrong = tuple[int, str, str, str]  # line, entry, what is wrong, cure


def check_cards(data_dir: Path, lines: Any, today: date | None, problems: Problems) -> None:
    """Note what is wrong in the cards; `lines` are the entries of lines.yml."""
    folder = data_dir / "crisis" / "cards"
    for category in (*safety.CATEGORIES, safety.HELPLINES):
        path = folder / f"{category}.yml"
        if not path.is_file():
            cure = f"restore it with git checkout {path}: every category needs its card"
            problems.add(path, 1, category, "the card is missing", cure)
    for path in yaml_files(folder):
        card = read_yaml(path, problems)
        if card:
            for line, entry, wrong, cure in _wrongs(path.stem, card, lines, today):
                problems.add(path, line, entry, wrong, cure)


def _wrongs(name: str, card: Any, lines: Any, today: date | None) -> Iterator[Wrong]:
    if card.get("category") != name or name not in (*safety.CATEGORIES, safety.HELPLINES):
        cure = "keep the file name and category: the same, one of the known categories"
        yield line_of(card, "category"), "category", f"is {card.get('category')!r}", cure
    for field in sorted(set(card) - _FIELDS):
        cure = f"use only {', '.join(sorted(_FIELDS))}"
        yield line_of(card, field), field, "is no field of a card", cure
    for field, line, wrong, cure, _ in reviewer_problems(card):
        yield line, field, wrong, cure
    reviewed = day(card.get("reviewed"))
    if reviewed is None or (today and reviewed > today):
        wrong = "is in the future" if reviewed else f"is {shown(card.get('reviewed'))}"
        cure = 'write the day when it was read, like "2026-11-22"'
        yield line_of(card, "reviewed"), "reviewed", wrong, cure
    for language in LANGUAGES:
        yield from _word_wrongs(language, card)
    yield from _line_wrongs(card, lines)


def _word_wrongs(language: str, card: Any) -> Iterator[Wrong]:
    words, line = mapping(card, language), line_of(card, language)
    again = words.get("again") or []
    if not str(words.get("title") or "").strip():
        yield line, language, "has no title", "write title: …"
    for field in sorted(set(words) - {"title", "text", "again"}):
        wrong, cure = f"{field!r} is no field of it", "use only title, text and again"
        yield line_of(words, field), language, wrong, cure
    if not isinstance(again, list):
        cure = "write a list: each text after a dash"
        yield line_of(words, "again"), language, "again is no list", cure
        again = []
    places = [line_of(words, "text"), *getattr(again, "lines", [])]
    for number, text in zip(places, [words.get("text"), *again], strict=False):
        for wrong, cure in _text_wrongs(str(text or ""), language):
            yield number, language, wrong, cure
    for wrong, cure in wording_problems(str(words.get("title") or "")):
        yield line, language, wrong, cure


@lru_cache(maxsize=512)
def _text_wrongs(text: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(_in_text(text, language))


def _in_text(text: str, language: str) -> Iterator[tuple[str, str]]:
    named = re.findall(r"\{([^{}]*)\}", text)
    if "emergency" not in named:
        cure = "write {emergency} where the emergency number belongs"
        yield "the text names no emergency number", cure
    for other in sorted(set(named) - _PLACES):
        yield f"{{{other}}} is nothing that can be filled in", "use {emergency} and {crisis} only"
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        yield "a bracket { or } has no partner", "write {emergency} or {crisis} in full"
    for number in sorted(set(re.findall(r"(?<!\d)\d[\d -]+\d(?!\d)", text))):
        cure = "write {emergency} or {crisis}, so that each country gets its own"
        yield f"the text prints the number {number}", cure
    yield from wording_problems(text)
    yield from reading_problems(text, language)


def _line_wrongs(card: Any, lines: Any) -> Iterator[Wrong]:
    by_country = mapping(card, "lines")
    if "" not in by_country:
        cure = 'add "": [any_emergency, any_findahelpline]'
        yield line_of(card, "lines"), "lines", "has none for a person in another country", cure
    for country, ids in by_country.items():
        entry = f"lines {country or 'anywhere'}"
        line = line_of(by_country, country)
        for wrong, cure in _id_wrongs(country, ids, lines):
            yield line, entry, wrong, cure


def _id_wrongs(country: str, ids: Any, lines: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(ids, list):
        yield "is no list of lines", "write names of lines in brackets: [us_988, us_911]"
        return
    if len(ids) > MAX_LINES:
        yield (
            f"names {len(ids)} lines",
            f"keep the {MAX_LINES} that help most: a screen has no more",
        )
    for number, line_id in enumerate(ids):
        line = lines.get(line_id)
        if line_id in ids[:number]:
            yield f"names {line_id!r} twice", "name each line once"
        elif not isinstance(line, dict):
            cure = "correct the name, or add the line to lines.yml"
            yield f"there is no line {line_id!r}", cure
        elif str(line.get("country", "")) not in (country, ""):
            cure = "use a line of that country, or one for anywhere"
            yield f"{line_id!r} is of another country", cure
    if not any(_is_emergency(line_id, lines.get(line_id)) for line_id in ids):
        yield "has no emergency number", "add the line of the country's emergency number"


def _is_emergency(line_id: str, line: Any) -> bool:
    call = str(line.get("call", "")) if isinstance(line, dict) else ""
    return CrisisLine(id=str(line_id), country="", name="", call=call).emergency
