"""How hard a text is to read: school grade in English, ease in Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Sixth-grade English is what the AMA and NIH advise for patients; 65 is where INFLESZ begins to
# call Spanish "rather easy". Long words such as buprenorphine cannot be had shorter.
HARDEST_GRADE = 6.0
HARDEST_EASE = 65.0
# Above these `check` refuses a text: eighth grade is the hardest that patients are given, and
# below 55 INFLESZ calls Spanish "somewhat difficult".
REFUSED_GRADE = 8.0
REFUSED_EASE = 55.0
FEWEST_WORDS = 40  # a shorter text has too few sentences to be measured
_NOT_READ = re.compile(r"https?://\S+|\b\S+\.(gov|org|com)\b|[\d][\d-]{2,}\d")
_VOWELS = "aeiouyáéíóúü"


def reading_problems(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, cure) if `text` is too hard for many to read."""
    if len(words_of(text)) < FEWEST_WORDS:
        return
    cure = "use shorter sentences and everyday words"
    if language == "en" and grade(text) > REFUSED_GRADE:
        yield f"reads at school grade {grade(text):.0f}, above {REFUSED_GRADE:.0f}", cure
    if language == "es" and ease(text) < REFUSED_EASE:
        yield f"has reading ease {ease(text):.0f} (INFLESZ), below {REFUSED_EASE:.0f}", cure


def grade(text: str) -> float:
    """Return the US school grade of an English `text`.

    Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975,
    Derivation of New Readability Formulas for Navy Enlisted Personnel, report 8-75).
    """
    words = words_of(text)
    syllables = sum(map(english_syllables, words))
    return 0.39 * len(words) / sentences(text) + 11.8 * syllables / len(words) - 15.59


def ease(text: str) -> float:
    """Return how easy a Spanish `text` is to read, 0 to 100, on the INFLESZ scale.

    Szigriszt-Pazos: 206.835 - 62.3 syllables a word - words a sentence (1993; the bands by
    Barrio-Cantalejo et al. 2008, Anales del Sistema Sanitario de Navarra 31(2)).
    """
    words = words_of(text)
    syllables = sum(map(spanish_syllables, words))
    return 206.835 - 62.3 * syllables / len(words) - len(words) / sentences(text)


def words_of(text: str) -> list[str]:
    """Return the words of `text` without addresses and phone numbers, at least one."""
    return re.findall(r"[^\W\d_][\w’'-]*", _NOT_READ.sub(" ", text)) or ["a"]


def sentences(text: str) -> int:
    """Return the number of sentences; a line of a list is one."""
    parts = re.split(r"[.!?]+[\s”\"'’)]|\n", f"{_NOT_READ.sub(' ', text)} ")
    return max(1, sum(any(c.isalpha() for c in part) for part in parts))


def english_syllables(word: str) -> int:
    """Return the syllables of an English word: groups of vowels, without a silent e."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?<=[^aeiouy])(es|ed)$|(?<=[^aeiouyl])e$", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def spanish_syllables(word: str) -> int:
    """Return the syllables of a Spanish word: groups of vowels, and a break in every hiatus."""
    plain = re.sub(r"(?<=[gq])u(?=[eéií])|y(?=[aeiouáéíóú])", "-", word.lower())
    plain = re.sub(
        r"(?<=[aeoáéó])(?=[aeoáéó])|(?<=[íú])(?=[aeoáéó])|(?<=[aeo])(?=[íú])", "-", plain
    )
    return max(1, len(re.findall(f"[{_VOWELS}]+", plain)))
