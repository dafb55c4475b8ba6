"""Tells whether a message speaks of a crisis, and of which."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.safety.categories import CATEGORIES
from bot.safety.learned_detector import Judgement
from bot.safety.phrase_detector import Hit, PhraseDetector

LEARNED = "learned"  # the reason given for what no phrase found
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crisis:
    """What a message speaks of: the leading category, others, and the ids of what found them."""

    category: str
    also: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a message says of danger: a crisis, or none but still cause for `concern`.

    With a `hint` the next messages are read in its light.
    """

    crisis: Crisis | None
    concern: bool = False
    hint: bool = False


class Phrases(Protocol):
    """Finds reviewed phrases."""

    def hits(self, text: str) -> Iterable[Hit]:
        """Yield the signs of crisis in `text`."""
        ...


class Learned(Protocol):
    """Judges a message as a whole."""

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        """Return what `text`, written after `before`, of which one was a hint, speaks of."""
        ...


class CrisisDetector:
    """Asks the reviewed phrases and the learned detector: what either is sure of is a crisis.

    Without a learned detector, or when it fails, every phrase counts: safe, not calm.
    """

    def __init__(self, phrases: Phrases, learned: Learned | None = None) -> None:
        """Take both detectors."""
        self._phrases = phrases
        self._learned = learned

    @classmethod
    def from_directory(cls, data_dir: Path, learned: Learned | None = None) -> CrisisDetector:
        """Return the detector with the phrases of `data_dir`/crisis, and `learned` beside them.

        Raises `CrisisDataError`, naming file, entry and cure, if the files cannot be used.
        """
        return cls(PhraseDetector(data_dir), learned)

    @property
    def is_whole(self) -> bool:
        """Tell whether the learned detector is there, too."""
        return self._learned is not None

    def learn(self, learned: Learned) -> None:
        """Go on with another learned detector, from the next message on."""
        self._learned = learned

    def check(self, text: str, before: Sequence[str] = ()) -> Crisis | None:
        """Return the crisis that `text` speaks of, or None; linear in its length."""
        return self.read(text, before).crisis

    def read(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Reading:
        """Return what `text` (any length), written after `before`, says of danger.

        `hinted` tells whether the reading of one of `before` was a hint.
        """
        hits = list(self._phrases.hits(text))
        judgement = self._judge(text, before, hinted)
        if judgement is None:
            return Reading(_crisis(hits, ()), bool(hits), True)
        counting = [hit for hit in hits if hit.sure or judgement.may_be]
        # A phrase names its category; the model's guess at one is needed only without.
        learned = () if counting else judgement.categories
        return Reading(_crisis(counting, learned), bool(hits) or judgement.concern, judgement.hint)

    def _judge(self, text: str, before: Sequence[str], hinted: bool) -> Judgement | None:
        learned = self._learned  # another may take its place meanwhile
        try:
            return learned.judge(text, before, hinted) if learned else None
        except Exception as error:  # its message could quote the person
            _log.error("learned crisis detector failed: %s", type(error).__name__)
            return None


def _crisis(hits: Sequence[Hit], learned: Sequence[str]) -> Crisis | None:
    """Return the crisis of all `hits` and `learned` categories, the most urgent leading."""
    found = {hit.category for hit in hits} | set(learned)
    if not found:
        return None
    lead, *also = (category for category in CATEGORIES if category in found)
    reasons = dict.fromkeys([*(hit.reason for hit in hits), *([LEARNED] if learned else [])])
    return Crisis(lead, tuple(also), tuple(reasons))
