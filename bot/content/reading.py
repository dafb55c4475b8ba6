"""Reading one file of data/: its letters, its YAML with line numbers, and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.content.plain_words import yaml_fault

Fault = tuple[int, str, str, str]  # line, entry, what is wrong, cure
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHO = re.compile(r"editor|staff|developer", re.IGNORECASE)
# What Windows programs make of "é" and “…” when they take one encoding for another.
_BROKEN_LETTERS = re.compile("Ã[\x80-\xbf\u0192\u2018-\u203a]|Â[\xa0-\xbf]|â€|\ufffd")
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )")
# Blanks that look like a space and are none, or that nobody can see.
_ODD_BLANK = re.compile("[\u200b\u200c\u2060\u00ad\u2028\u2029]|^[ ]*[\u00a0\u3000]|\u00a0$")


class Map(dict[str, Any]):
    """A parsed mapping that knows the line of itself and of each key."""

    line = 1
    lines: dict[str, int]


class Seq(list[Any]):
    """A parsed list that knows the line of itself and of each item."""

    line = 1
    lines: list[int]


@dataclass(frozen=True, eq=False)
class DataFile:
    """A file as it was read: the same object as long as nothing in it changes."""

    path: Path
    text: str
    tree: Any  # a `Map`, or {} if it cannot be read
    faults: tuple[Fault, ...]


def read(path: Path) -> DataFile:
    """Return the file at `path`; files under data/crisis have only texts, as the bot reads them."""
    return _read(path, path.read_bytes(), "crisis" in path.parts[-4:], False)


def read_test(path: Path) -> DataFile:
    """Return the file at `path`, which is not of data/: a list or a mapping, without a header."""
    return _read(path, path.read_bytes(), False, True)


@lru_cache(maxsize=4096)
def _read(path: Path, raw: bytes, only_texts: bool, is_test: bool) -> DataFile:
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        cure = "save the file again with the encoding UTF-8"
        fault = (line, "letters", "are not saved as UTF-8, so accents cannot be read", cure)
        return DataFile(path, "", {}, (fault,))
    faults = [*([] if is_test else _header_faults(text)), *_letter_faults(text)]
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return DataFile(path, text, {}, (*faults, yaml_fault(error, text)))
    tree = {} if node is None else _built(node, only_texts, faults)
    if not isinstance(tree, Map) and not is_test:
        cure = "restore it with git checkout, or copy the form of a file beside it"
        faults.append((1, "file", "holds no entries", cure))
        tree = {}
    return DataFile(path, text, tree, tuple(faults))


def _header_faults(text: str) -> Iterator[Fault]:
    if text.startswith("\ufeff"):
        cure = "save the file as UTF-8 without BOM"
        yield 1, "first line", "begins with an invisible mark (BOM)", cure
    if not text.lstrip("\ufeff").startswith("# "):
        cure = "say who may change it and what it pairs with, after a # and a blank"
        yield 1, "first line", "is not a comment", cure
    elif not _WHO.search(_header(text.split("\n"))):
        cure = "write clinical editors, content staff or developers, as in the files beside it"
        yield 1, "first line", "does not say who may change the file", cure


def _letter_faults(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield number, "indentation", "has a tab", "use spaces, as many as the line above"
        if _CONFLICT.match(line):
            cure = "keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>"
            yield number, "line", "is left over from merging two versions", cure
        if _BROKEN_LETTERS.search(line):
            cure = "type the letters anew and save the file with the encoding UTF-8"
            yield number, "letters", "are broken, like Ã© for é", cure
        if _ODD_BLANK.search(line):
            yield number, "line", "has a blank that is no plain space", "delete it, type a space"


def _header(lines: list[str]) -> str:
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return " ".join(lines[:end])


def _built(node: Any, only_texts: bool, faults: list[Fault]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _map(node, only_texts, faults)
    if isinstance(node, yaml.SequenceNode):
        items = Seq(_built(item, only_texts, faults) for item in node.value)
        items.line = node.start_mark.line + 1
        items.lines = [item.start_mark.line + 1 for item in node.value]
        return items
    return _scalar(node, only_texts)


def _map(node: Any, only_texts: bool, faults: list[Fault]) -> Map:
    made = Map()
    made.line, made.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key, line = str(_scalar(key_node, True)), key_node.start_mark.line + 1
        if key in made:
            cure = "keep one of the two; of two equal names only the last is read"
            faults.append((line, key, "stands twice", cure))
        made[key] = _built(value_node, only_texts, faults)
        made.lines[key] = line
    return made


def _scalar(node: Any, only_texts: bool) -> Any:
    kind, text = str(node.tag).rpartition(":")[2], node.value
    if node.style or only_texts or not isinstance(text, str):  # quoted, or | or >
        return text
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "timestamp" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _day(text)
    if kind in ("int", "float") and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def line_of(node: Any, key: Any = None) -> int:
    """Return the 1-based line of a parsed mapping or list, or of its `key`."""
    lines = getattr(node, "lines", None) or {}
    if isinstance(node, Map) and key is not None and key in lines:
        return lines[key]
    return int(getattr(node, "line", 1))
