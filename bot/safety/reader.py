"""From a whole message to sentences of plain words, in pieces of bounded length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.safety.normalise import fold_accents, normalise
from bot.safety.phrases import LONGEST_PHRASE
from bot.safety.spelling import Speller

OVERLAP_WORDS = LONGEST_PHRASE
PIECE_WORDS = 2 * OVERLAP_WORDS  # a longer sentence is read in pieces that overlap
_JOINED_PIECES = 4  # a word may be typed in up to so many


@dataclass
class Sentence:
    """The words of a sentence, and the places (numbers of words before) of its pauses."""

    words: list[str] = field(default_factory=list)
    pauses: list[int] = field(default_factory=list)

    def pieces(self) -> Iterator[Sentence]:
        """Yield the sentence, or overlapping pieces of it if it is long."""
        step = PIECE_WORDS - OVERLAP_WORDS
        for start in range(0, max(1, len(self.words) - OVERLAP_WORDS), step):
            pauses = [place - start for place in self.pauses if place >= start]
            yield Sentence(self.words[start : start + PIECE_WORDS], pauses)


def sentences(text: str, speller: Speller) -> Iterator[Sentence]:
    """Yield the sentences of `text`; long ones as overlapping pieces."""
    for line in fold_accents(normalise(text)).split("\n"):
        sentence = _sentence(line.split(), speller)
        if sentence.words:
            yield from sentence.pieces()


def _sentence(tokens: list[str], speller: Speller) -> Sentence:
    """Return the sentence of `tokens`, with words that were typed in pieces put together."""
    sentence = Sentence()
    position = 0
    while position < len(tokens):
        if tokens[position] == ",":
            sentence.pauses.append(len(sentence.words))
            position += 1
            continue
        taken, found = _next_words(tokens, position, speller)
        sentence.words += found
        position += taken
    return sentence


def _next_words(tokens: list[str], position: int, speller: Speller) -> tuple[int, list[str]]:
    """Return how many tokens were taken at `position`, and the words they stand for."""
    for count in range(min(_JOINED_PIECES, len(tokens) - position), 1, -1):
        word = speller.joined(tokens[position : position + count])
        if word:
            return count, speller.words(word)
    return 1, speller.words(tokens[position])
