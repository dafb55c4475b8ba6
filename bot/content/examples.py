"""How people ask: the training examples in data/nlu/, one file a topic or plain intent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.files import (
    ERROR,
    LANGUAGES,
    TO_WRITE,
    WARNING,
    DataFile,
    Problems,
    line_of,
    read,
    read_yaml,
    yaml_files,
)

LONGEST_CHARS = 1000  # what a person can send at most
# A topic with fewer examples is refused, as it cannot be learned; with fewer than are wanted
# the bot learns it badly. English and Spanish.
FEWEST = {"en": 10, "es": 5}
WANTED = {"en": 60, "es": 25}
_BLOCK = {"intent", "metadata", "examples"}


@dataclass(frozen=True)
class Example:
    """One message as a person might type it, and the intent it shows."""

    intent: str
    language: str
    text: str


@dataclass(frozen=True)
class Placed:
    """An example and where it stands."""

    example: Example
    path: Path
    line: int


@dataclass(frozen=True)
class _Read:
    """What one file holds, and its faults: line, entry, what is wrong, cure, level."""

    placed: tuple[Placed, ...]
    faults: tuple[tuple[int, str, str, str, str], ...]


def load_examples(folder: Path, problems: Problems) -> list[Example]:
    """Return every example below `folder`, noting files, blocks and lines that are wrong."""
    return [placed.example for placed in placed_examples(folder, problems)]


def placed_examples(folder: Path, problems: Problems) -> list[Placed]:
    """Return every example below `folder` with its place, noting what is wrong."""
    seen: dict[str, str] = {}
    every: list[Placed] = []
    for path in yaml_files(folder):
        read_yaml(path, problems)
        found = _read(read(path), path.relative_to(folder).with_suffix("").as_posix())
        for fault in found.faults:
            problems.add(path, *fault)
        for placed in found.placed:
            _check_once(placed, seen, problems)
        every += found.placed
    return every


@lru_cache(maxsize=1024)
def _read(file: DataFile, intent: str) -> _Read:
    placed: list[Placed] = []
    faults: list[tuple[int, str, str, str, str]] = []
    blocks = file.tree.get("nlu")
    if file.tree and not (isinstance(blocks, list) and blocks):
        cure = f"write below it a block with intent: {intent} for each language"
        faults.append(
            (line_of(file.tree, "nlu"), "nlu", "holds no blocks of examples", cure, ERROR)
        )
    for block in blocks if isinstance(blocks, list) else []:
        faults += _block_faults(block, intent)
        if not faults:
            placed += _placed(file.path, block, intent)
    for one in placed:
        faults += [(one.line, one.example.text[:40], *f, ERROR) for f in _wrongs(one.example.text)]
    if file.tree and not faults:
        faults += _too_few(file, intent, placed)
    return _Read(tuple(placed), tuple(faults))


def _block_faults(block: Any, intent: str) -> Iterator[tuple[int, str, str, str, str]]:
    entry = block if isinstance(block, dict) else {}
    metadata = entry.get("metadata")
    language = metadata.get("language") if isinstance(metadata, dict) else None
    if entry.get("intent") != intent or language not in LANGUAGES:
        yield (
            line_of(block),
            str(entry.get("intent")),
            f"is not {intent} with metadata: {{language: en}} or es",
            "put each intent in the file of its own name, one block a language",
            ERROR,
        )
    for name in sorted(set(entry) - _BLOCK):
        cure = f"use only {', '.join(sorted(_BLOCK))}"
        yield line_of(block, name), name, "is no field of a block", cure, ERROR
    for number, line in _lines(block):
        if line != "-" and not line.startswith("- "):
            cure = "begin each example with a dash and a blank: - "
            yield number, line[:40], "has no dash before it", cure, ERROR


def _placed(path: Path, block: Any, intent: str) -> Iterator[Placed]:
    language = block["metadata"]["language"]
    for number, line in _lines(block):
        yield Placed(Example(intent, language, line[1:].strip()), path, number)


def _lines(block: Any) -> Iterator[tuple[int, str]]:
    first = line_of(block, "examples") + 1
    text = block.get("examples") if isinstance(block, dict) else None
    for offset, line in enumerate(str(text or "").split("\n")):
        if line.strip():
            yield first + offset, line.strip()


def _wrongs(text: str) -> Iterator[tuple[str, str]]:
    bad = sorted(set("[](){}") & set(text))
    if bad or text.startswith("/"):
        yield (
            f"has {' '.join(bad) or 'a leading /'}, which Rasa reads as markup",
            "leave these characters out",
        )
    if not text:
        yield "is empty", "write a message after the dash, or delete the line"
    if TO_WRITE in text:
        yield f"is still to be written ({TO_WRITE})", "write how people ask, in place of this line"
    if len(text) > LONGEST_CHARS:
        yield f"has {len(text)} characters", f"shorten it to {LONGEST_CHARS}: nobody can send more"


def _too_few(
    file: DataFile, intent: str, placed: list[Placed]
) -> Iterator[tuple[int, str, str, str, str]]:
    for language in LANGUAGES:
        count = sum(one.example.language == language for one in placed)
        wanted = 0 if "/" not in intent or intent.startswith("followup/") else WANTED[language]
        wrong = f"has {count} examples in {language!r}"
        if count < FEWEST[language]:
            cure = f"write at least {FEWEST[language]}, better {WANTED[language]}, each your own"
            yield line_of(file.tree, "nlu"), intent, wrong, cure, ERROR
        elif count < wanted:
            cure = f"write up to {wanted}: how different people would really type it"
            yield line_of(file.tree, "nlu"), intent, wrong, cure, WARNING


def _check_once(placed: Placed, seen: dict[str, str], problems: Problems) -> None:
    text = placed.example.text
    key = " ".join(text.casefold().split())
    if key in seen and text and TO_WRITE not in text:
        problems.add(
            placed.path,
            placed.line,
            text[:40],
            f"stands in {seen[key]} too",
            "keep it where it fits best",
        )
    seen.setdefault(key, placed.example.intent)
