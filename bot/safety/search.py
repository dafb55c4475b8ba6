"""Search over sentences written as one character a word: which phrases to try, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from bot.safety.matcher import Matcher, Span

LEAD_WORDS = 4  # "I am not suicidal": the guard "not suicidal" begins two words after the hit
T = TypeVar("T")


class Index(Generic[T]):
    """Finds the few phrases worth trying on a sentence: those with a word they need in it."""

    def __init__(self, items: Iterable[tuple[Matcher, T]]) -> None:
        """File each item under every character that its matcher needs one of."""
        self._by_char: dict[str, list[T]] = defaultdict(list)
        for matcher, item in items:
            for char in matcher.needs:
                self._by_char[char].append(item)

    def candidates(self, encoded: str) -> Iterator[T]:
        """Yield the items that could be in the sentence `encoded`."""
        for char in dict.fromkeys(encoded):
            yield from self._by_char.get(char, ())


def first_in(matchers: Iterable[Matcher], encoded: str, where: Span) -> bool:
    """Tell whether one of `matchers` is in `encoded` between the two places `where`."""
    return any(next(matcher.find(encoded, *where), None) for matcher in matchers)


def inside(span: Span, covers: Iterable[Span]) -> bool:
    """Tell whether `span` ends within one of `covers` and begins there or a few words before."""
    return any(start - LEAD_WORDS <= span[0] and start < span[1] <= end for start, end in covers)
