"""What is wrong in the files of data/: problems, gathered, in words that help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.reading import DataFile, line_of, read, read_test

__all__ = ["LANGUAGES", "DataFile", "line_of", "read", "read_yaml", "variants", "yaml_files"]

LANGUAGES = ("en", "es")
ERROR, WARNING, HINT = "error", "warning", "hint"  # an error is refused, the others are told
TO_WRITE = "FILL IN"  # what `bot new` leaves where somebody has to write


class ContentError(ValueError):
    """The files in data/ cannot be used; the message lists every problem and its cure."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems for tools; their words are the message."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one entry of one file, and how to mend it.

    `line` counts from 1. Of the `level` "error" the file is refused; "warning" and "hint" are not.
    """

    file: str
    line: int
    entry: str
    wrong: str
    cure: str
    level: str = ERROR

    def __str__(self) -> str:
        """Return one line in the form editors make clickable."""
        level = "" if self.level == ERROR else f"{self.level}: "
        return (
            f"{self.file}:{self.line}: {level}{self.entry}: {self.wrong}. To mend it, {self.cure}."
        )

    def as_json(self) -> dict[str, Any]:
        """Return it for an editor or another tool."""
        return {
            "file": self.file,
            "line": self.line,
            "entry": self.entry,
            "problem": self.wrong,
            "cure": self.cure,
            "level": self.level,
        }


class Problems:
    """A growing list of problems, so that one run of `check` shows them all."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: dict[Problem, None] = {}

    @property
    def found(self) -> list[Problem]:
        """Return them by file and line, each once."""
        return sorted(self._found, key=lambda each: (each.file, each.line))

    @property
    def errors(self) -> list[Problem]:
        """Return those for which data/ is refused."""
        return [each for each in self.found if each.level == ERROR]

    def add(
        self, file: Path, line: int, entry: str, wrong: str, cure: str, level: str = ERROR
    ) -> None:
        """Note that `entry` at `line` of `file` is `wrong`, and its `cure`."""
        self._found[Problem(str(file), line, entry, wrong, cure, level)] = None

    def extend(self, others: Iterable[Problem]) -> None:
        """Note all of `others`."""
        self._found.update(dict.fromkeys(others))

    def refuses(self, file: Path) -> bool:
        """Tell whether an error was found in `file`."""
        return any(each.file == str(file) and each.level == ERROR for each in self._found)

    def raise_if_any(self) -> None:
        """Raise `ContentError` when an error was noted; warnings and hints do not count."""
        if self.errors:
            raise ContentError(self.errors)


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files below `folder`, sorted."""
    return sorted(folder.rglob("*.yml"))


def read_yaml(path: Path, problems: Problems) -> Any:
    """Return the parsed file with line marks, or {} after noting what is wrong."""
    file = read(path)
    for line, entry, wrong, cure in file.faults:
        problems.add(path, line, entry, wrong, cure)
    return file.tree


def read_test_yaml(path: Path, problems: Problems) -> Any:
    """Return the parsed file of a test, a list or a mapping, after noting what is wrong."""
    file = read_test(path)
    for line, entry, wrong, cure in file.faults:
        problems.add(path, line, entry, wrong, cure)
    return file.tree


def mapping(node: Any, key: str) -> Any:
    """Return the mapping at `key` of a parsed mapping, {} where there is another thing."""
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, dict) else {}


def variants(
    path: Path, key: str, entries: Any, problems: Problems
) -> Iterator[tuple[str, Any, int]]:
    """Yield (language, variant, line) of a response that has English first and then Spanish."""
    found: set[str] = set()
    for entry in entries if isinstance(entries, list) else []:
        language = _language_of(entry)
        if language in found:
            wrong, cure = f"has two texts in {language!r}", "keep one, or mend its condition"
            problems.add(path, line_of(entry), key, wrong, cure)
        elif language in LANGUAGES and isinstance(entry.get("text"), str) and entry["text"].strip():
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
    conditions = entry.get("condition") or [{"type": "slot", "name": "language", "value": "en"}]
    first = conditions[0] if isinstance(conditions, list) else None
    if not isinstance(first, dict) or len(conditions) > 1 or first.get("type") != "slot":
        return ""
    return str(first.get("value", "")) if first.get("name") == "language" else ""
