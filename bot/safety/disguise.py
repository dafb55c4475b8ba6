"""Words behind a disguise: leet (k1ll), masks (s*icide), words typed as one (killmyself)."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import product

_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_LEET |= {"@": "a", "$": "s", "!": "il", "+": "t"}
_MAX_LEET = 6  # letters in doubt in one token: at most 2**6 readings
_MASKS = "*#%&-_"
_DOUBLED = re.compile(r"([^\W\d_])\1")
LONGEST_WORD = 16
GLUED = range(4, 41)  # lengths of a token that may be several words typed as one


def squeezed(word: str) -> str:
    """Return `word` with every doubled letter single: what is left of killl or suiicide."""
    return _DOUBLED.sub(r"\1", word)


def behind_leet(token: str, known: Collection[str], dangerous: Collection[str]) -> str | None:
    """Return the known word that `token` spells with signs and digits for letters, or None."""
    doubtful = sum(char in _LEET for char in token)
    if not doubtful or doubtful > _MAX_LEET or not any(char.isalpha() for char in token):
        return None
    for letters in product(*(_LEET.get(char, char) for char in token if char != "'")):
        word = "".join(letters)
        if word in known:
            return word
        if squeezed(word) in dangerous:
            return squeezed(word)
    return None


def behind_mask(token: str, dangerous: Collection[str]) -> str | None:
    """Return the dangerous word that fits `token` with any letter for each mask, or None."""
    letters = sum(char.isalpha() for char in token)
    if not 4 <= len(token) <= LONGEST_WORD or letters == len(token):
        return None
    if letters < 2 or letters * 2 < len(token):
        return None
    shape = re.compile("".join("." if char in _MASKS else re.escape(char) for char in token))
    return next((word for word in sorted(dangerous) if shape.fullmatch(word)), None)


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
