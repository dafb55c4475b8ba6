"""From a whole message to sentences of plain words, in pieces of bounded length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.safety.disguise import as_letters
from bot.safety.normalise import fold_accents, normalise
from bot.safety.phrases import LONGEST_PHRASE
from bot.safety.spelling import Speller

OVERLAP_WORDS = LONGEST_PHRASE
PIECE_WORDS = 2 * OVERLAP_WORDS  # a longer sentence is read in pieces that overlap
_JOINED_PIECES = 4  # a word may be typed in up to so many
_SAYS = re.compile(r"[\w@$,]")  # what a token must hold; a lone * or - says nothing
_SHORT_LINE = 2  # tokens: lines no longer than that are read together, too
_LONG_LINE = [""] * (_SHORT_LINE + 1)
_LEET = re.compile(r"[a-z][013457@$]|[01345@$][a-z]")
_DRAWL = re.compile(r"([^\W\d_])\1{2,}")


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
    """Yield the sentences of `text`; long ones as overlapping pieces.

    What looks disguised is read in a second way, too: toooo as to (not too), short lines
    together, lone digits among leet as letters.
    """
    for line in _lines(text):
        sentence = _sentence(line, speller)
        if sentence.words:
            yield from sentence.pieces()


def _lines(text: str) -> Iterator[list[str]]:
    """Yield the tokens of every line of `text`, in every way in which it may be read."""
    plain = fold_accents(normalise(text))
    lines = [list(filter(_SAYS.search, line.split())) for line in plain.split("\n")]
    yield from lines
    yield from _together(lines)
    for tokens in lines:
        spelled = [as_letters(token) for token in tokens]
        if spelled != tokens and _LEET.search(" ".join(tokens)):
            yield spelled
    if _DRAWL.search(text):
        yield from _lines(_DRAWL.sub(r"\1", text))


def _together(lines: list[list[str]]) -> Iterator[list[str]]:
    """Yield what short lines in a row say together, and a last word with the line before it."""
    run: list[list[str]] = []
    for tokens in [*lines, _LONG_LINE]:
        if len(tokens) <= _SHORT_LINE:
            run.append(tokens)
            continue
        if len(run) > 1:
            yield [token for line in run for token in line]
        run = []
    if len(lines) > 1 and len(lines[-1]) == 1:
        yield [*lines[-2], *lines[-1]]


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
