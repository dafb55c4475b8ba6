"""Reading YAML with line numbers, and collecting what is wrong in words that help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

LANGUAGES = ("en", "es")


class ContentError(ValueError):
    """The files in data/ cannot be used; the message lists every problem and its cure."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems for tools; their words are the message."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one entry of one file, and how to mend it."""

    file: str
    line: int
    entry: str
    wrong: str
    cure: str

    def __str__(self) -> str:
        """Return one line in the form editors make clickable."""
        if not self.cure:
            return self.wrong
        return f"{self.file}:{self.line}: {self.entry}: {self.wrong}. To mend it, {self.cure}."


class Problems:
    """A growing list of problems, so that one run of `check` shows them all."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: list[Problem] = []

    def add(self, file: Path, line: int, entry: str, wrong: str, cure: str) -> None:
        """Note that `entry` at `line` of `file` is `wrong`, and its `cure`."""
        self.found.append(Problem(str(file), line, entry, wrong, cure))

    def add_text(self, text: str) -> None:
        """Note a problem that another module already put in words."""
        self.found.append(Problem("", 0, "", text, ""))

    def raise_if_any(self) -> None:
        """Raise `ContentError` when anything was noted."""
        if self.found:
            raise ContentError(self.found)


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files below `folder`, sorted."""
    return sorted(folder.rglob("*.yml"))


def read_yaml(path: Path, problems: Problems) -> Any:
    """Return the parsed file with line marks, or None after noting what is wrong.

    Also notes a missing first comment line, which tells staff who may change the file.
    """
    text = path.read_text(encoding="utf-8")
    if not text.startswith("# "):
        problems.add(
            path, 1, "first line", "is not a comment", "say who may change it and its pair"
        )
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(
            path,
            line,
            "YAML",
            f"cannot be read ({error.problem})",
            "check the indentation, colons and quotes on this line and the one above",
        )
        return None


def line_of(node: Any, key: Any = None) -> int:
    """Return the 1-based line of a parsed mapping or list, or of its `key`."""
    mark = getattr(node, "lc", None)
    if mark is None:
        return 1
    if key is not None and key in (mark.data or {}):
        return int(mark.data[key][0]) + 1
    return int(mark.line) + 1


def variants(
    path: Path, key: str, entries: Any, problems: Problems
) -> Iterator[tuple[str, Any, int]]:
    """Yield (language, variant, line) of a response that has English first and then Spanish."""
    found: set[str] = set()
    for entry in entries if isinstance(entries, list) else []:
        language = _language_of(entry)
        if language in LANGUAGES and isinstance(entry.get("text"), str):
            found.add(language)
            yield language, entry, line_of(entry)
    for language in LANGUAGES:
        if language not in found:
            problems.add(
                path,
                line_of(entries),
                key,
                f"has no text in {language!r}",
                "write one variant without a condition (English) and one with "
                "condition: [{type: slot, name: language, value: es}]",
            )


def _language_of(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    conditions = entry.get("condition") or [{"name": "language", "value": "en"}]
    return str(conditions[0].get("value", "")) if conditions[0].get("name") == "language" else ""
