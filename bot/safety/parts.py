"""The pieces of regular expression that a crisis phrase is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Part:
    """A piece of an expression, with the sets of characters that it cannot do without."""

    expression: str
    needs: Needs = ()
    longest: int = 0  # words it can span
    one_word: bool = False  # a class of single characters


def one_of(chars: str) -> Part:
    """Return the part for any one of `chars`."""
    return Part(f"[{chars}]", (frozenset(chars),), 1, one_word=True)


def in_order(chars: Sequence[str]) -> Part:
    """Return the part for `chars` one after the other."""
    needs = tuple(frozenset(char) for char in chars)
    return Part("".join(chars), needs, len(chars), one_word=len(chars) == 1)


def gap(longest: int) -> Part:
    """Return the part for up to `longest` words, as few as possible."""
    return Part(f".{{0,{longest}}}?", longest=longest)


def sequence(items: Sequence[Part]) -> Part:
    """Return the part for `items` one after the other."""
    if len(items) == 1:
        return items[0]
    needs = tuple(chars for item in items for chars in item.needs)
    return Part("".join(i.expression for i in items), needs, sum(i.longest for i in items))


def optional(part: Part) -> Part:
    """Return the part for `part` or nothing."""
    return Part(f"(?:{part.expression})?", longest=part.longest)


def bracketed(part: Part) -> Part:
    """Return `part` so that a `?` after it, or a neighbour, takes it as a whole."""
    return part if part.one_word else replace(part, expression=f"(?:{part.expression})")


def either(branches: Sequence[Part], needs: frozenset[str]) -> Part:
    """Return the part for one of `branches`, the longest first; single words become one class.

    `needs` are characters one of which stands in any branch that needs some.
    """
    single = "".join(b.expression.strip("[]") for b in branches if b.one_word)
    longer = sorted((b.expression for b in branches if not b.one_word), key=len, reverse=True)
    if not longer:
        return one_of("".join(dict.fromkeys(single)))
    expression = "|".join([*longer, *([f"[{single}]"] if single else [])])
    all_need = all(branch.needs for branch in branches)
    spans = max(branch.longest for branch in branches)
    return Part(f"(?:{expression})", (needs,) if all_need else (), spans)
