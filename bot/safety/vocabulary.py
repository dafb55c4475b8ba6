"""The words of the crisis phrases, one character each, so that a sentence is a short string."""

from __future__ import annotations

from dataclasses import dataclass, field

_FIRST = 0x4E00  # a block whose characters mean nothing special in a regular expression
OTHER, FEW, SOME, TEENS, MANY, YEAR = (chr(_FIRST + offset) for offset in range(6))
NUMBERS = {  # lists that every phrase may use, without an entry in words.yml
    "digits": FEW + SOME + TEENS + MANY + YEAR,
    "under18": SOME + TEENS,  # 4 to 17: an age
    "many": TEENS + MANY,  # 8 and more: tablets, hours
    "year": YEAR,
}


@dataclass
class Vocabulary:
    """Gives every known word its character, and every sentence its string."""

    codes: dict[str, str] = field(default_factory=dict)

    def code(self, word: str) -> str:
        """Return the character of `word`, making one for a new word."""
        return self.codes.setdefault(word, chr(_FIRST + 6 + len(self.codes)))

    def encode(self, words: list[str]) -> str:
        """Return the sentence `words` as one character a word."""
        codes = self.codes
        return "".join([codes.get(word) or _unnamed(word) for word in words])


def _unnamed(word: str) -> str:
    """Return the character of a word that no phrase names: a kind of number, or any other."""
    if not (word.isascii() and word.isdigit()):
        return OTHER
    if len(word) == 4 and word[:2] in ("19", "20"):
        return YEAR
    value = int(word[:9])
    return FEW if value < 4 else SOME if value < 8 else TEENS if value < 18 else MANY
