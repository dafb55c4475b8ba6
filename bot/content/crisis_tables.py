"""The smaller tables of data/crisis: answers, below, countries, thresholds, examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import safety
from bot.content.files import LANGUAGES, DataFile, Problems, line_of, mapping, read, read_yaml
from bot.content.reading import Seq
from bot.safety.answers import ANSWERS
from bot.safety.examples import NONE
from bot.safety.learned_detector import Thresholds

Wrong = tuple[int, str, str, str]  # line, entry, what is wrong, cure


def check_tables(data_dir: Path, topics: Collection[str], problems: Problems) -> None:
    """Note what is wrong in the tables; `topics` have answers."""
    folder = data_dir / "crisis"
    checks: dict[str, Callable[[Any], Iterator[Wrong]]] = {
        "answers.yml": _answers,
        "below.yml": lambda tree: _below(tree, topics),
        "countries.yml": _countries,
        "thresholds.yml": _thresholds,
    }
    for name, check in checks.items():
        path = folder / name
        if path.is_file():
            tree = read_yaml(path, problems)
            for wrong in check(tree) if tree else ():
                problems.add(path, *wrong)
    for path in sorted((folder / "examples").rglob("*.yml")):
        read_yaml(path, problems)
        ordinary = path.parent.name == "ordinary"
        for wrong in _examples(read(path), ordinary):
            problems.add(path, *wrong)


def _answers(tree: Any) -> Iterator[Wrong]:
    for name in sorted(set(tree) ^ set(ANSWERS)):
        if name in tree:
            yield line_of(tree, name), name, "is no answer", f"use {', '.join(ANSWERS)}"
        else:
            yield 1, name, "is missing", "restore it with git checkout"
    seen: dict[str, str] = {}
    for name in sorted(set(tree) & set(ANSWERS)):
        by_language = mapping(tree, name)
        for language in (*LANGUAGES, *(set(by_language) - set(LANGUAGES))):
            line = line_of(by_language, language)
            listed = by_language.get(language)
            if language not in LANGUAGES or not isinstance(listed, Seq):
                cure = "write en: and es:, and below each a list"
                yield line, f"{name} {language}", "is no list of answers", cure
                continue
            for number, words in zip(listed.lines, listed, strict=True):
                if seen.setdefault(f"{language} {words}", name) != name:
                    cure = "leave it in one of them: not_safe before unsure before safe"
                    yield (
                        number,
                        name,
                        f"{words!r} stands in {seen[f'{language} {words}']} too",
                        cure,
                    )
                if str(words) != str(words).lower() or re.search(r"[.!?¿¡]", str(words)):
                    cure = "write it in small letters, without punctuation"
                    yield number, name, f"{words!r} can never be heard", cure


def _below(tree: Any, topics: Collection[str]) -> Iterator[Wrong]:
    below = mapping(tree, "below")
    if not below:
        yield 1, "below", "is empty", "restore it with git checkout"
    for category, listed in below.items():
        line = line_of(below, category)
        if category not in safety.CATEGORIES:
            cure = f"use one of: {', '.join(safety.CATEGORIES)}"
            yield line, category, "is no crisis category", cure
        if not isinstance(listed, Seq):
            yield line, category, "is no list of topics", "write each topic after a dash"
            continue
        for number, topic in zip(listed.lines, listed, strict=True):
            if topic not in topics:
                cure = "use a topic that has a file in answers/"
                yield number, category, f"names {topic!r}, which has no answer", cure


def _countries(tree: Any) -> Iterator[Wrong]:
    countries = mapping(tree, "countries")
    seen: dict[str, str] = {}
    for code, places in countries.items():
        line = line_of(countries, code)
        if not re.fullmatch("[A-Z]{2}", code):
            yield line, code, "is no country code", "write two capitals, like GB"
        if not isinstance(places, Seq):
            yield line, code, "has no list of places", "write places in brackets: [scotland, wales]"
            continue
        for number, place in zip(places.lines, places, strict=True):
            if seen.setdefault(str(place), code) != code:
                cure = "leave it with the country that most people mean"
                yield number, code, f"{place!r} stands in {seen[str(place)]} too", cure
            if str(place) != str(place).lower():
                cure = "write it in small letters: messages are compared so"
                yield number, code, f"{place!r} has capitals and is never found", cure
    for key in ("countries", "frames", "elsewhere"):
        if not mapping(tree, key):
            yield line_of(tree, key), key, "is missing or empty", "restore it with git checkout"


def _thresholds(tree: Any) -> Iterator[Wrong]:
    names = {field.name for field in fields(Thresholds)}
    for name in sorted(set(tree) | names):
        if name not in names:
            yield line_of(tree, name), name, "is no threshold", f"use {', '.join(sorted(names))}"
        elif name not in tree:
            yield 1, name, "is missing", "restore it with git checkout"
        elif not (re.fullmatch(r"[01]?\.?\d+", str(tree[name])) and 0 < float(tree[name]) <= 1):
            cure = "write 0.01 to 1, with a point"
            yield line_of(tree, name), name, f"is {tree[name]!r}, which is no probability", cure


@lru_cache(maxsize=512)
def _examples(file: DataFile, ordinary: bool) -> tuple[Wrong, ...]:
    return tuple(_example_wrongs(file.tree, ordinary))


def _example_wrongs(tree: Any, ordinary: bool) -> Iterator[Wrong]:
    if not tree:
        return
    category = tree.get("category")
    if category not in ((NONE,) if ordinary else safety.CATEGORIES):
        fit = NONE if ordinary else f"one of: {', '.join(safety.CATEGORIES)}"
        cure = f"write {fit}; ordinary messages stand in the folder ordinary"
        yield line_of(tree, "category"), "category", f"is {category!r}", cure
    by_language = mapping(tree, "examples")
    if not by_language:
        yield 1, "examples", "are missing", "write examples: with en: | and es: | below it"
    for language, text in by_language.items():
        first = line_of(by_language, language) + 1
        if language not in LANGUAGES or not isinstance(text, str):
            cure = "write en: | and es: |, and below each the messages"
            yield first - 1, language, "is no block of messages", cure
            continue
        for offset, line in enumerate(text.splitlines()):
            if line.strip() and (not line.startswith("- ") or not line[2:].strip()):
                cure = "begin every message on a line of its own, with - and a blank"
                yield first + offset, line[:40], "is no message", cure
