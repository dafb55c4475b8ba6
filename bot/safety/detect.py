"""Tells whether a message speaks of a crisis, and of which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.safety.categories import CATEGORIES
from bot.safety.phrase_detector import Hit, PhraseDetector


@dataclass(frozen=True)
class Crisis:
    """What a message speaks of: the leading category, others, and the ids of what found them."""

    category: str
    also: tuple[str, ...]
    reasons: tuple[str, ...]


class HitSource(Protocol):
    """Anything that finds signs of crisis in a text: phrases now, a learned model beside them."""

    def hits(self, text: str) -> Iterable[Hit]:
        """Yield the signs of crisis in `text`."""
        ...


class CrisisDetector:
    """Asks every source about a message and merges what they find: one hit is enough."""

    def __init__(self, sources: Sequence[HitSource]) -> None:
        """Keep the sources, in the order in which their reasons are listed."""
        self._sources = tuple(sources)

    @classmethod
    def from_directory(cls, data_dir: Path) -> CrisisDetector:
        """Return the detector of the phrases in `data_dir`/crisis.

        Raises `CrisisDataError`, naming file, entry and cure, if they cannot be used.
        """
        return cls([PhraseDetector(data_dir)])

    def check(self, text: str) -> Crisis | None:
        """Return the crisis that `text` (any length) speaks of, or None; linear in its length."""
        hits = [hit for source in self._sources for hit in source.hits(text)]
        found = {hit.category for hit in hits}
        if not found:
            return None
        lead, *also = (category for category in CATEGORIES if category in found)
        return Crisis(lead, tuple(also), tuple(dict.fromkeys(hit.reason for hit in hits)))
