"""The views of a message that the learned detector judges: all of it, and a few sentences each."""

from __future__ import annotations

from pathlib import Path

from bot.safety.normalise import fold_accents, normalise
from bot.safety.phrase_book import load_phrases
from bot.safety.spelling import Speller

# One clause in a long story can name the danger: it is judged beside its neighbours, too.
WINDOW = 3  # sentences
MOST_SENTENCES = 24  # of a longer message the beginning and the end


class Views:
    """Makes views in which shorthand is written out and dangerous words are spelled right.

    Of typed slips and disguises the model knows only those that it happened to learn from.
    """

    def __init__(self, speller: Speller) -> None:
        """Take the speller of the reviewed phrases."""
        self._speller = speller

    @classmethod
    def from_directory(cls, data_dir: Path) -> Views:
        """Return the views by the words of `data_dir`/crisis; raises `CrisisDataError`."""
        return cls(load_phrases(data_dir).speller)

    def whole(self, text: str) -> str:
        """Return the whole of `text` in plain lower-case letters; "" if it has none."""
        return ". ".join(self._sentences(text))

    def of(self, text: str) -> list[str]:
        """Return the whole of `text` first, then, of a longer one, each run of three sentences."""
        sentences = self._sentences(text)
        whole = ". ".join(sentences)
        if len(sentences) > MOST_SENTENCES:
            half = MOST_SENTENCES // 2
            sentences = sentences[:half] + sentences[-half:]
        starts = range(len(sentences) - WINDOW + 1) if len(sentences) > WINDOW else ()
        return [whole, *(". ".join(sentences[start : start + WINDOW]) for start in starts)]

    def _sentences(self, text: str) -> list[str]:
        lines = (self._spelled(line) for line in normalise(text).split("\n"))
        return [line for line in lines if line]

    def _spelled(self, line: str) -> str:
        return " ".join(word for token in line.split() for word in self._words(token))

    def _words(self, token: str) -> list[str]:
        plain = fold_accents(token)
        words = self._speller.words(plain)
        return words if words and words != [plain] else [token]
