"""From one typed token to the words it stands for: shorthand, leet, masks, typos, glued words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_LEET |= {"@": "a", "$": "s", "!": "il", "+": "t"}
_MASKS = "*#%&-_"
_EDGES = "'@$!*#+%&-"
_SIGNS = re.compile(r"['@$!*#+%&\-]")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_NUMBER_AND_UNIT = re.compile(r"(\d+)([a-z]+)")
_REBUS = re.compile(r"([a-z]+)([24])([a-z]+)")
_MAX_LEET = 6  # letters in doubt in one token: at most 2**6 readings
_LONGEST_WORD = 16
_ONE_EDIT, _TWO_EDITS = 5, 11  # shortest dangerous words for which that many slips are forgiven
_GLUED = range(4, 41)  # lengths of a token that may be several words typed as one


class Speller:
    """Knows the words of the phrases, everyday shorthand and the dangerous words people disguise.

    `shorthand` maps a token to the words it stands for; `known` are words that need no repair;
    `dangerous` are the words for which disguises and slips of the finger are undone.
    """

    def __init__(
        self, shorthand: Mapping[str, str], dangerous: Iterable[str], known: Iterable[str]
    ) -> None:
        """Keep the three lists; `known` may grow afterwards through `learn`."""
        self._shorthand = {token: words.split() for token, words in shorthand.items()}
        self._dangerous = frozenset(dangerous)
        self._known = set(known) | self._dangerous | set(self._shorthand)
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._dangerous):
            if len(word) >= _ONE_EDIT:
                self._by_letter.setdefault(word[0], []).append(word)

    def learn(self, words: Iterable[str]) -> None:
        """Count `words` among those that need no repair."""
        self._known.update(words)

    def words(self, token: str) -> list[str]:
        """Return the words that the typed `token` (no blank, no accent) stands for."""
        if token in self._known:
            return self._shorthand.get(token) or [token]
        plain = _SIGNS.sub("", token)
        if plain in self._known and "-" not in token.strip("-"):
            return self._shorthand.get(plain) or [plain]
        if not plain:
            return []
        if plain.isdigit():
            return [plain]
        return self._repaired(token, plain)

    def spelled(self, word: str) -> list[str]:
        """Return the words that `word`, as an author of phrases wrote it, stands for."""
        plain = _SIGNS.sub("", word)
        return self._shorthand.get(word) or self._shorthand.get(plain) or [plain]

    def joined(self, pieces: list[str]) -> str | None:
        """Return the dangerous word that `pieces` spell together (sui cide), or None."""
        word = "".join(pieces)
        if len(word) > _LONGEST_WORD:
            return None
        return word if word in self._dangerous else None

    def _repaired(self, token: str, plain: str) -> list[str]:
        """Return the reading of an unknown token: the first repair that gives a known word."""
        if not token.isalpha():
            unmasked = self._unmasked(token)
            if unmasked:
                return self._shorthand.get(unmasked) or [unmasked]
        if "-" in token.strip("-"):
            return [word for part in token.split("-") if part for word in self.words(part)]
        measured = _NUMBER_AND_UNIT.fullmatch(plain)  # 16yr, 2yo, 30mg
        if measured:
            return [measured[1], *self.words(measured[2])]
        rebus = _REBUS.fullmatch(plain)  # want2die
        if rebus and rebus[1] in self._known and rebus[3] in self._known:
            middle = "to" if rebus[2] == "2" else "for"
            return [*self.words(rebus[1]), middle, *self.words(rebus[3])]
        possessive = token.removesuffix("'s")
        if possessive != token and possessive.isalpha():
            return self.words(possessive)
        squeezed = _DOUBLED.sub(r"\1", plain)
        if squeezed in self._known:
            return self._shorthand.get(squeezed) or [squeezed]
        return self._unglued(plain) or [self._unslipped(plain)]

    def _unmasked(self, token: str) -> str | None:
        """Return the known word behind leet letters (k1ll) or masks (s*icide, sui-cide)."""
        bare = token.strip("'%&-")
        plain = _SIGNS.sub("", bare)
        if plain in self._dangerous:
            return plain
        doubtful = sum(char in _LEET for char in bare)
        if doubtful and doubtful <= _MAX_LEET and any(char.isalpha() for char in bare):
            choices = [_LEET.get(char, char) for char in bare if char != "'"]
            for letters in product(*choices):
                word = "".join(letters)
                if word in self._known or _DOUBLED.sub(r"\1", word) in self._dangerous:
                    return word if word in self._known else _DOUBLED.sub(r"\1", word)
        return self._behind_mask(bare)

    def _behind_mask(self, token: str) -> str | None:
        """Return the dangerous word that fits `token` with any letter for each mask, or None."""
        if (
            len(token) < 4
            or len(token) > _LONGEST_WORD
            or not any(sign in token for sign in _MASKS)
        ):
            return None
        letters = sum(char.isalpha() for char in token)
        if letters < 2 or letters * 2 < len(token):
            return None
        shape = re.compile("".join("." if char in _MASKS else re.escape(char) for char in token))
        return next((word for word in sorted(self._dangerous) if shape.fullmatch(word)), None)

    def _unglued(self, token: str) -> list[str] | None:
        """Return the known words typed as one (killmyself), one of them dangerous, or None."""
        if len(token) not in _GLUED:
            return self._picked(token) if len(token) > _GLUED[-1] else None
        best: list[list[str] | None] = [[]] + [None] * len(token)
        for end in range(1, len(token) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                before, piece = best[start], token[start:end]
                if (
                    before is None
                    or piece not in self._known
                    or (end - start == 1 and piece != "i")
                ):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, piece]
        return self._if_dangerous(best[-1])

    def _if_dangerous(self, pieces: list[str] | None) -> list[str] | None:
        """Return the words of `pieces` if one of them is dangerous and not tiny, else None."""
        if not pieces or not any(len(p) > 2 and p in self._dangerous for p in pieces):
            return None
        return [word for piece in pieces for word in self._shorthand.get(piece) or [piece]]

    def _picked(self, token: str) -> list[str]:
        """Return the known words found from left to right in a very long token."""
        found: list[str] = []
        start = 0
        while start < len(token):
            ends = range(min(len(token), start + _LONGEST_WORD), start, -1)
            end = next((e for e in ends if token[start:e] in self._known), None)
            if end is not None:
                found += self._shorthand.get(token[start:end]) or [token[start:end]]
            start = end or start + 1
        return found

    def _unslipped(self, word: str) -> str:
        """Return the dangerous word one slip away from `word` (two for a long one), else `word`."""
        if len(word) < _ONE_EDIT - 1 or len(word) > _LONGEST_WORD:
            return word
        candidates = self._by_letter.get(word[0], [])
        match = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=2)
        if match is None:
            return word
        nearest, slips, _ = match
        return nearest if slips == 1 or len(nearest) >= _TWO_EDITS else word
