"""Phone numbers printed in texts: each must be one that somebody looks after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

# A number of seven digits and more, with blanks, dashes or brackets; no date, year or address.
_LONG = re.compile(r"(?<![\w/.$€])\+?\(?\d[\d\-\u2010-\u2015() ]{5,}\d(?![\w/])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}[-–]\d{4}")
# Three digits are a phone number after one of these words only.
_SHORT = re.compile(
    r"\b(?:call|dial|or|text|texting|calling|llame|llamar|marque|mande|texto|mensaje)"
    r" (?:al |or text )?(\d{3})\b(?![,.]?\d|[-%])",
    re.IGNORECASE,
)
_UNITED_STATES = re.compile(r"1?[2-9]\d{9}")


def digits(number: str) -> str:
    """Return `number` without blanks, dashes and brackets, and without a leading 1 or +1."""
    plain = re.sub(r"\D", "", number)
    return plain[1:] if len(plain) == 11 and plain.startswith("1") else plain


def long_numbers(text: str) -> dict[str, str]:
    """Return the phone numbers of seven digits and more in `text`: digits -> as printed."""
    found = (hit.group().strip() for hit in _LONG.finditer(_DATE.sub(" ", text)))
    return {digits(each): each for each in found if len(digits(each)) >= 7}


def short_numbers(text: str) -> set[str]:
    """Return the three-digit phone numbers that `text` tells to call or text."""
    return set(_SHORT.findall(text))


def known_numbers(fields: Iterable[str]) -> frozenset[str]:
    """Return the digits of every number in `fields`, such as "HOME to 741741"."""
    found = (number for text in fields for number in re.findall(r"\+?\d[\d\- ]*\d|\d", text))
    return frozenset(map(digits, found))


def number_problems(
    texts: Mapping[str, str], known: frozenset[str], elsewhere: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (language, what is wrong, cure) for the numbers of one text in each language.

    `known` are the numbers in data/crisis/lines.yml, `elsewhere` those in other texts.
    """
    numbers = {language: long_numbers(text) for language, text in texts.items()}
    for language, own in numbers.items():
        others = frozenset().union(*(numbers[other] for other in numbers if other != language))
        for plain, printed in own.items():
            cure = "compare it with its source and with data/crisis/lines.yml"
            if plain in known:
                continue
            if not _UNITED_STATES.fullmatch(plain):
                count = len(re.sub(r"\D", "", printed))
                yield language, f"prints {printed}, a number of {count} digits", cure
            elif plain not in others:
                yield language, f"prints {printed} in one language only, and no line has it", cure
            elif plain not in elsewhere:
                wrong = f"prints {printed}, which no line and no other text has"
                yield language, wrong, f"{cure}; add a line if it is right"
        for number in sorted(short_numbers(texts[language]) - known):
            cure = "write 911, 988 or another number that stands in data/crisis/lines.yml"
            yield language, f"tells to call {number}, which no line has", cure
