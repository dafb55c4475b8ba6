"""Searches a message for the reviewed crisis phrases, and weighs each against the guards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.safety.matcher import Matcher, Span
from bot.safety.phrase_book import Pattern, load_phrases
from bot.safety.reader import sentences
from bot.safety.search import Index, first_in, inside

NEAR_WORDS = 10  # a context guard counts within this many words of what it silences …
_JOINTS = "and but so because since now then y pero porque ahora entonces".split()  # … up to these


@dataclass(frozen=True)
class Hit:
    """A sign of crisis: its category and the id of what found it, never the text.

    One that is not `sure` counts only if the learned detector does not speak against it.
    """

    category: str
    reason: str
    sure: bool = True


@dataclass(frozen=True)
class _Reading:
    """A sentence as one character a word, where it pauses, and what guards cover of it."""

    text: str
    pauses: tuple[int, ...]
    covered: tuple[Span, ...]


class PhraseDetector:
    """Finds reviewed crisis phrases in a message of any length, in time linear in its length."""

    def __init__(self, data_dir: Path) -> None:
        """Read the phrases under `data_dir`/crisis; raise `CrisisDataError` if they are broken."""
        book = load_phrases(data_dir)
        self.speller, self._vocabulary = book.speller, book.vocabulary
        self._patterns: Index[Pattern] = Index((p.matcher, p) for p in book.patterns)
        self._covers: Index[Matcher] = Index((matcher, matcher) for matcher in book.covers)
        self._contexts = book.contexts
        self._joints = [book.vocabulary.codes[w] for w in _JOINTS if w in book.vocabulary.codes]

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield hits in `text`, of each category up to the first sure one."""
        found: set[str] = set()
        for sentence in sentences(text, self.speller):
            encoded = self._vocabulary.encode(sentence.words)
            candidates = [p for p in self._patterns.candidates(encoded) if p.category not in found]
            if not candidates:
                continue
            reading = _Reading(encoded, tuple(sentence.pauses), tuple(self._covered(encoded)))
            for pattern in candidates:
                if pattern.category not in found and self._stands(pattern, reading):
                    if pattern.sure:
                        found.add(pattern.category)
                    yield Hit(pattern.category, pattern.id, pattern.sure)

    def _covered(self, encoded: str) -> Iterator[Span]:
        """Yield the places where words that look like crisis are known to mean something else."""
        for matcher in self._covers.candidates(encoded):
            yield from matcher.find(encoded)

    def _stands(self, pattern: Pattern, reading: _Reading) -> bool:
        """Tell whether `pattern` is in the sentence at a place that no guard silences."""
        return any(
            not inside(span, reading.covered)
            and not any(self._in_context(name, reading, span) for name in pattern.unless)
            for span in pattern.matcher.find(reading.text)
        )

    def _in_context(self, name: str, reading: _Reading, span: Span) -> bool:
        """Tell whether the context guard `name` applies to the clause around `span`."""
        guards, but_not = self._contexts[name]
        clause = self._clause(reading, span)
        return first_in(guards, reading.text, clause) and not first_in(
            but_not, reading.text, clause
        )

    def _clause(self, reading: _Reading, span: Span) -> Span:
        """Return the words around `span` up to the next pause or joining word, a few at most."""
        start, end = max(0, span[0] - NEAR_WORDS), span[1] + NEAR_WORDS
        for char in self._joints:
            start = max(start, reading.text.rfind(char, start, span[0]) + 1)
            joint = reading.text.find(char, span[1], end)
            end = joint if joint >= 0 else end
        before = [place for place in reading.pauses if start < place <= span[0]]
        after = [place for place in reading.pauses if span[1] <= place < end]
        return max(before, default=start), min(after, default=end)
