"""A crisis phrase ready for search in a sentence that is written as one character a word."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

TOGETHER = 20  # words between the parts of an `&` phrase
Span = tuple[int, int]


@dataclass(frozen=True)
class Matcher:
    """The expressions of a phrase, all of which must be there, and what it cannot do without."""

    expressions: tuple[re.Pattern[str], ...]
    needs: frozenset[str]  # characters, one of which must be in the sentence

    def find(self, sentence: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
        """Yield the word positions (from, to) at which the phrase stands in `sentence`."""
        first, *others = self.expressions
        for found in first.finditer(sentence, start, end):
            spans = [found.span(), *_near(others, sentence, found.start())]
            if len(spans) == len(self.expressions):
                yield min(span[0] for span in spans), max(span[1] for span in spans)


def _near(others: list[re.Pattern[str]], sentence: str, place: int) -> Iterator[Span]:
    """Yield where each of `others` first stands within reach of `place`; nothing if it does not."""
    for expression in others:
        found = expression.search(sentence, max(0, place - TOGETHER), place + TOGETHER)
        if found:
            yield found.span()
