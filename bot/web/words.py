"""The labels of the chat, from words.yml, in one language at a time."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent


def words(language: str, *parts: str) -> dict[str, str]:
    """Return the labels of `parts` ("baked", "chat", "page", "country") in `language`, by name."""
    return {name: str(word[language]) for part in parts for name, word in read()[part].items()}


@lru_cache(maxsize=1)
def read() -> dict[str, dict[str, Any]]:
    """Return the whole file: part, name, language, words."""
    return dict(YAML(typ="safe").load((HERE / "words.yml").read_text(encoding="utf-8")))
