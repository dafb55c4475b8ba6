"""From one typed token to the words it stands for: shorthand, disguises, slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from bot.safety import disguise

_SIGNS = re.compile(r"['@$!*#+%&\-]")
_SIGN_INSIDE = re.compile(r"\w[@$!*#+%&\-]+\w")
_SIGN_AT_EDGE = re.compile(r"[@$!]+\w+[@$]*|\w+[@$*]")  # $o, he$, di*, but not *die*
_NUMBER_AND_UNIT = re.compile(r"(\d+)([a-z]+)")
_REBUS = re.compile(r"([a-z]+)([24])([a-z]+)")


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
        self._dangerous = disguise.Dangerous(dangerous)
        self._known: set[str] = set()
        self._by_squeezed: dict[str, list[str]] = {}
        self.learn(self._dangerous.words)
        self.learn([*known, *self._shorthand])

    def learn(self, words: Iterable[str]) -> None:
        """Count `words` among those that need no repair."""
        for word in sorted({*words} - self._known):
            self._known.add(word)
            self._by_squeezed.setdefault(disguise.squeezed(word), []).append(word)

    def words(self, token: str) -> list[str]:
        """Return the words that the typed `token` (no blank, no accent) stands for."""
        if token in self._known:
            return self._full(token)
        plain = _SIGNS.sub("", token)
        if plain in self._known and not _SIGN_INSIDE.search(token):
            return self._full(self._signed(token) or plain)
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
        return word if word in self._dangerous.words else None

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
        single = self._single(plain)
        if single:
            return self._full(single)
        return self._unglued(plain) or [self._dangerous.slipped(plain) or plain]

    def _signed(self, token: str) -> str | None:
        """Return the word of which a sign at an edge of `token` is a letter ($o, di*), or None."""
        if not _SIGN_AT_EDGE.fullmatch(token):
            return None
        return self._unmasked(token)

    def _single(self, word: str) -> str | None:
        """Return the known word that `word` is but for letters repeated or left single, or None.

        One with a letter left single (bleding) must be dangerous.
        """
        short = disguise.squeezed(word)
        twins = self._by_squeezed.get(short, [])
        if short == word:
            twins = [twin for twin in twins if twin in self._dangerous.words and len(twin) > 4]
        return min(twins, key=lambda twin: OSA.distance(twin, word), default=None)

    def _unmasked(self, token: str) -> str | None:
        """Return the known word behind leet letters (k1ll) or masks (s*icide, sui-cide)."""
        bare = token.strip("'%&-")
        plain = _SIGNS.sub("", bare)
        if plain in self._dangerous.words:
            hidden = self._dangerous.behind_mask(bare) if "*" in bare.strip("*") else None
            return hidden or plain
        for word in disguise.leet_readings(bare):
            if word in self._known:
                return word
            twin = self._single(word)
            if twin in self._dangerous.words:
                return twin
        return self._dangerous.behind_mask(bare)

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
        if not any(len(piece) > 2 and piece in self._dangerous.words for piece in pieces):
            return []
        return [word for piece in pieces for word in self._full(piece)]
