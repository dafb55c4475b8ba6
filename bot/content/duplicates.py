"""Examples that stand in two topics, but for spelling, accents or order: they teach nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.content.examples import Placed
from bot.content.files import ERROR, WARNING, Problems

SURE_WORDS = 4  # shorter messages fit several topics, and are not refused
SAME_WORD = 85.0  # percent of letters that two spellings of a word share …
LONG_WORD = 5  # … of so many letters: "he" is no misspelt "she"
_ACCENT = re.compile("[\u0300-\u036f]")


def note_duplicates(every: Sequence[Placed], problems: Problems) -> None:
    """Note each example that says in other letters what an example of another topic says.

    Follow-ups are left out: "how much?" belongs to whatever was spoken of before.
    """
    kept = [one for one in every if not one.example.intent.startswith("followup/")]
    for first, second, how in _pairs(kept):
        _note(first, second, how, problems)


def _pairs(every: Sequence[Placed]) -> Iterator[tuple[Placed, Placed, str]]:
    by_letters: dict[str, Placed] = {}
    by_words: dict[tuple[str, ...], Placed] = {}
    but_one: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for one in every:
        words = words_of(one.example.text)
        if not words:
            continue
        same = by_letters.setdefault(" ".join(words), one)
        ordered = by_words.setdefault(tuple(sorted(words)), one) if len(words) > SURE_WORDS else one
        if _other(same, one):
            yield same, one, "but for accents, capitals or signs"
        elif _other(ordered, one):
            yield ordered, one, "in another order"
        for key in masked(words):
            but_one[key].append(one)
    for key, found in but_one.items():
        if len(found) > 1:
            yield from _misspelt(key, found)


def _misspelt(
    key: tuple[str, ...], found: Sequence[Placed]
) -> Iterator[tuple[Placed, Placed, str]]:
    place = key.index("")
    for number, second in enumerate(found):
        for first in found[:number]:
            one, two = (words_of(p.example.text)[place] for p in (first, second))
            if one != two and _other(first, second) and fuzz.ratio(one, two) >= SAME_WORD:
                yield first, second, f"but for one word ({one}, {two})"


def _other(first: Placed, second: Placed) -> bool:
    return first.example.intent != second.example.intent


def _note(first: Placed, second: Placed, how: str, problems: Problems) -> None:
    short = len(words_of(second.example.text)) < SURE_WORDS
    problems.add(
        second.path,
        second.line,
        second.example.text[:40],
        f"is {first.example.text[:40]!r} of {first.path}:{first.line} {how}",
        "keep it in the topic where it fits best, and delete the other",
        WARNING if short else ERROR,
    )


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` without accents, capitals, signs and apostrophes."""
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return tuple(re.findall(r"\w+", re.sub("['’]", "", plain)))


@lru_cache(maxsize=65536)
def masked(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return `words` with each long word left out in turn; none for a short message."""
    if not SURE_WORDS <= len(words) <= 20:
        return ()
    return tuple(
        (*words[:place], "", *words[place + 1 :])
        for place, word in enumerate(words)
        if len(word) >= LONG_WORD
    )
