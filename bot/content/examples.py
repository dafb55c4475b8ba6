"""How people ask: the training examples in data/nlu/, one file a topic or plain intent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.files import LANGUAGES, Problems, line_of, read_yaml, yaml_files


@dataclass(frozen=True)
class Example:
    """One message as a person might type it, and the intent it shows."""

    intent: str
    language: str
    text: str


def load_examples(folder: Path, problems: Problems) -> list[Example]:
    """Return every example below `folder`, noting files, blocks and lines that are wrong."""
    examples: list[Example] = []
    seen: dict[str, str] = {}
    for path in yaml_files(folder):
        for example, line in _examples_in(folder, path, problems):
            _check(path, line, example, seen, problems)
            examples.append(example)
    return examples


def _examples_in(folder: Path, path: Path, problems: Problems) -> Iterator[tuple[Example, int]]:
    intent = path.relative_to(folder).with_suffix("").as_posix()
    document = read_yaml(path, problems)
    for block in (document or {}).get("nlu") or []:
        language = (block.get("metadata") or {}).get("language")
        if block.get("intent") != intent or language not in LANGUAGES:
            problems.add(
                path,
                line_of(block),
                str(block.get("intent")),
                f"is not {intent} with metadata: {{language: en}} or es",
                "put each intent in the file of its own name, one block a language",
            )
            continue
        for number, text in _lines(block):
            yield Example(intent, language, text), number


def _lines(block: Any) -> Iterator[tuple[int, str]]:
    first = line_of(block, "examples") + 1
    for offset, line in enumerate(str(block.get("examples") or "").splitlines()):
        if line.strip():
            yield first + offset, line.strip().removeprefix("- ").strip()


def _check(
    path: Path, line: int, example: Example, seen: dict[str, str], problems: Problems
) -> None:
    bad = sorted(set("[](){}") & set(example.text))
    if bad or example.text.startswith("/"):
        problems.add(
            path,
            line,
            example.text[:40],
            f"has {' '.join(bad) or 'a leading /'}, which Rasa reads as markup",
            "leave these characters out",
        )
    key = " ".join(example.text.casefold().split())
    if key in seen:
        problems.add(
            path,
            line,
            example.text[:40],
            f"stands in {seen[key]} too",
            "keep it where it fits best",
        )
    seen.setdefault(key, example.intent)
