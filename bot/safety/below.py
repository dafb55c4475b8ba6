"""Which ordinary answers may stand below a crisis card."""

from __future__ import annotations

from pathlib import Path

from bot.safety.categories import CATEGORIES
from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, mapping_of, read_mapping


def load_below(data_dir: Path) -> dict[str, frozenset[str]]:
    """Return the topics allowed below the card of each category, from data/crisis/below.yml.

    Raises `CrisisDataError` for a category that is not one.
    """
    path = data_dir / "crisis" / "below.yml"
    below = mapping_of(path, "below", read_mapping(path), "below")
    for category in below:
        if category not in CATEGORIES:
            cure = f"use one of: {', '.join(CATEGORIES)}"
            raise CrisisDataError(path, category, f"unknown category `{category}`", cure)
    return {c: frozenset(map(str, list_of(path, c, below, c))) for c in CATEGORIES}
