"""Reading of the YAML files under data/crisis, with errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.safety.errors import CrisisDataError

# Every scalar stays a string: no surprise true for "no", no date, no number for "024".
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_mapping(path: Path) -> dict[str, Any]:
    """Return the mapping in `path`, all scalars as strings; raise `CrisisDataError` if none."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    except FileNotFoundError:
        raise CrisisDataError(path, "", "the file is missing", "restore it from git") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        what = "not readable as YAML: " + " ".join(str(error).split())
        raise CrisisDataError(path, "", what, "check indentation, quotes and colons") from None
    if not isinstance(content, dict):
        raise CrisisDataError(path, "", "no `name: value` entries", "restore it from git")
    return content


def read_all(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield path and mapping of every .yml file in `folder`, in order of name; at least one."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise CrisisDataError(folder, "", "no .yml file in it", "restore the folder from git")
    for path in paths:
        yield path, read_mapping(path)


def text_of(path: Path, entry: str, mapping: dict[str, Any], key: str) -> str:
    """Return the non-empty string at `key`, or raise an error naming the entry."""
    value = mapping.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CrisisDataError(path, entry, f"`{key}` is missing or empty", f"write `{key}: …`")
    return value.strip()


def mapping_of(path: Path, entry: str, mapping: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the mapping at `key` ({} if absent), or raise an error naming the entry."""
    value = mapping.get(key) or {}
    if not isinstance(value, dict):
        cure = f"write `{key}:` with indented `name: value` lines below"
        raise CrisisDataError(path, entry, f"`{key}` is not a mapping", cure)
    return value


def list_of(path: Path, entry: str, mapping: dict[str, Any], key: str) -> list[Any]:
    """Return the list at `key` ([] if absent), or raise an error naming the entry."""
    value = mapping.get(key) or []
    if not isinstance(value, list):
        cure = f"write `{key}:` with lines that start with a dash below"
        raise CrisisDataError(path, entry, f"`{key}` is not a list", cure)
    return value
