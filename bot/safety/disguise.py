"""Words behind a disguise: leet (k1ll), masks (s*icide), words typed as one (killmyself)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_LEET |= {"@": "a", "$": "s", "!": "il", "+": "t"}
_MAX_LEET = 6  # letters in doubt in one token: at most 2**6 readings
_ONLY_LEET = re.compile(r"[013457@$]{1,4}")
_AS_LETTERS = str.maketrans("013457@$", "oieastas")
_MASKS = "*#%&-_"
_REPEATED = re.compile(r"([^\W\d_])\1+")
_SWAPPED, _ONE_SLIP, _TWO_SLIPS = 4, 5, 11  # shortest words for which that is forgiven
_UNLIKELY = 4
LONGEST_WORD = 16
GLUED = range(4, 41)  # lengths of a token that may be several words typed as one
_LONGEST_LEET = 40


class Dangerous:
    """The dangerous words, filed so that each is found behind masks and slips of the finger."""

    def __init__(self, words: Iterable[str]) -> None:
        """File `words`."""
        self.words = frozenset(words)
        self._of_length: dict[int, list[str]] = {}
        self._of_letter: dict[str, list[str]] = {}
        for word in sorted(self.words):
            self._of_length.setdefault(len(word), []).append(word)
            if len(word) >= _SWAPPED:
                self._of_letter.setdefault(word[0], []).append(word)

    def behind_mask(self, token: str) -> str | None:
        """Return the word that fits `token` with a letter for each mask, or None.

        Masks in more than half of a word stand for vowels only (s**c*d*).
        """
        letters = sum(char.isalpha() for char in token)
        words = self._of_length.get(len(token), [])
        if not words or not letters or letters == len(token):
            return None
        vowels = _fitting(token, "[aeiou]", words) if token[0].isalpha() else None
        if vowels or letters < 2 or letters * 2 < len(token) or len(token) < 4:
            return vowels
        return _fitting(token, ".", words)

    def slipped(self, word: str) -> str | None:
        """Return the word one slip of the finger away from `word` (two for a long one), or None."""
        if not _SWAPPED <= len(word) <= LONGEST_WORD:
            return None
        candidates = self._of_letter.get(word[0], [])
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=2, limit=5)
        likely = [(_unlikely(word, twin, int(slips)), twin) for twin, slips, _ in near]
        return next((twin for cost, twin in sorted(likely) if cost < _UNLIKELY), None)


def _unlikely(word: str, twin: str, slips: int) -> int:
    """Return how unlikely it is that `slips` made `word` of `twin`: a swap is the likeliest."""
    if slips == 1 and sorted(word) == sorted(twin):
        return 0
    if slips == 1 and len(twin) >= _ONE_SLIP:
        return 1 if len(word) != len(twin) else 2
    return 3 if len(twin) >= _TWO_SLIPS else _UNLIKELY


def _fitting(token: str, hidden: str, words: Iterable[str]) -> str | None:
    """Return the first of `words` that fits `token` with `hidden` for each mask, or None."""
    shape = re.compile("".join(hidden if char in _MASKS else re.escape(char) for char in token))
    return next((word for word in words if shape.fullmatch(word)), None)


def squeezed(word: str) -> str:
    """Return `word` with every repeated letter single: what is left of killl or suiicide."""
    return _REPEATED.sub(r"\1", word)


def as_letters(token: str) -> str:
    """Return the letters for which `token`, if only digits or signs, may stand."""
    return token.translate(_AS_LETTERS) if _ONLY_LEET.fullmatch(token) else token


def leet_readings(token: str) -> Iterator[str]:
    """Yield what `token` spells if its signs and digits stand for letters; nothing if none may."""
    doubtful = sum(char in _LEET for char in token) if len(token) <= _LONGEST_LEET else 0
    if not doubtful or doubtful > _MAX_LEET or not any(char.isalpha() for char in token):
        return
    for letters in product(*(_LEET.get(char, char) for char in token if char != "'")):
        yield "".join(letters)


def unglued(token: str, known: Collection[str]) -> list[str]:
    """Return the fewest known words that `token` is made of, or [] if it is not.

    Of a token too long for that, return the known words picked from left to right.
    """
    if len(token) > GLUED[-1]:
        return _picked(token, known)
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            before, piece = best[start], token[start:end]
            if before is None or not _may_be_glued(piece, known):
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = [*before, piece]
    return best[-1] or []


def _may_be_glued(piece: str, known: Collection[str]) -> bool:
    """Tell whether `piece` is a known word that people type together with others."""
    return piece in known and (len(piece) > 1 or piece == "i")


def _picked(token: str, known: Collection[str]) -> list[str]:
    """Return the known words found from left to right in `token`."""
    found: list[str] = []
    start = 0
    while start < len(token):
        ends = range(min(len(token), start + LONGEST_WORD), start, -1)
        end = next((e for e in ends if token[start:e] in known), None)
        if end is not None:
            found.append(token[start:end])
        start = end or start + 1
    return found
