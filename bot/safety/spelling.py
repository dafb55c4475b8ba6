"""From one typed token to the words it stands for: shorthand, disguises, slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.safety import disguise

_SIGNS = re.compile(r"['@$!*#+%&\-]")
_SIGN_INSIDE = re.compile(r"\w[@$!*#+%&\-]+\w")
_NUMBER_AND_UNIT = re.compile(r"(\d+)([a-z]+)")
_REBUS = re.compile(r"([a-z]+)([24])([a-z]+)")
_ONE_SLIP, _TWO_SLIPS = 5, 11  # shortest dangerous words for which so many slips are forgiven


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
            if len(word) >= _ONE_SLIP:
                self._by_letter.setdefault(word[0], []).append(word)

    def learn(self, words: Iterable[str]) -> None:
        """Count `words` among those that need no repair."""
        self._known.update(words)

    def words(self, token: str) -> list[str]:
        """Return the words that the typed `token` (no blank, no accent) stands for."""
        if token in self._known:
            return self._full(token)
        plain = _SIGNS.sub("", token)
        if plain in self._known and not _SIGN_INSIDE.search(token):
            return self._full(plain)
        if not plain or plain.isdigit():
            return [plain] if plain else []
        return self._repaired(token, plain)

    def spelled(self, word: str) -> list[str]:
        """Return the words that `word`, as an author of phrases wrote it, stands for."""
        plain = _SIGNS.sub("", word)
        return self._shorthand.get(word) or self._full(plain)

    def joined(self, pieces: list[str]) -> str | None:
        """Return the dangerous word that `pieces` spell together (sui cide), or None."""
        word = "".join(pieces)
        return word if word in self._dangerous else None

    def _full(self, word: str) -> list[str]:
        """Return what the shorthand `word` stands for, or the word itself."""
        return self._shorthand.get(word) or [word]

    def _repaired(self, token: str, plain: str) -> list[str]:
        """Return the reading of an unknown token: the first repair that gives a known word."""
        unmasked = None if token.isalpha() else self._unmasked(token)
        if unmasked:
            return self._full(unmasked)
        if "-" in token.strip("-"):
            return [word for part in token.split("-") if part for word in self.words(part)]
        if plain in self._known:
            return self._full(plain)
        apart = self._taken_apart(plain)
        if apart:
            return apart
        if token.endswith("'s") and token[:-2].isalpha():
            return self.words(token[:-2])
        single = disguise.squeezed(plain)
        if single in self._known:
            return self._full(single)
        return self._unglued(plain) or [self._unslipped(plain)]

    def _unmasked(self, token: str) -> str | None:
        """Return the known word behind leet letters (k1ll) or masks (s*icide, sui-cide)."""
        bare = token.strip("'%&-")
        plain = _SIGNS.sub("", bare)
        if plain in self._dangerous:
            return plain
        word = disguise.behind_leet(bare, self._known, self._dangerous)
        return word or disguise.behind_mask(bare, self._dangerous)

    def _taken_apart(self, token: str) -> list[str]:
        """Return number and unit (16yr, 30mg), or the words of a rebus (want2die), else []."""
        measured = _NUMBER_AND_UNIT.fullmatch(token)
        if measured:
            return [measured[1], *self.words(measured[2])]
        rebus = _REBUS.fullmatch(token)
        if rebus and rebus[1] in self._known and rebus[3] in self._known:
            middle = "to" if rebus[2] == "2" else "for"
            return [*self._full(rebus[1]), middle, *self._full(rebus[3])]
        return []

    def _unglued(self, token: str) -> list[str]:
        """Return the words typed as one if one of them is dangerous and not tiny, else []."""
        if len(token) < disguise.GLUED[0]:
            return []
        pieces = disguise.unglued(token, self._known)
        if not any(len(piece) > 2 and piece in self._dangerous for piece in pieces):
            return []
        return [word for piece in pieces for word in self._full(piece)]

    def _unslipped(self, word: str) -> str:
        """Return the dangerous word one slip away from `word` (two for a long one), else `word`."""
        if not _ONE_SLIP - 1 <= len(word) <= disguise.LONGEST_WORD:
            return word
        candidates = self._by_letter.get(word[0], [])
        match = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=2)
        if match is None:
            return word
        nearest, slips, _ = match
        return nearest if slips == 1 or len(nearest) >= _TWO_SLIPS else word
