"""Everything under data/crisis, checked with file, line and cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import safety
from bot.content.crisis_cards import check_cards
from bot.content.crisis_lines import check_lines
from bot.content.crisis_tables import check_tables
from bot.content.crisis_wording import detector, digest_of, phrase_files
from bot.content.files import DataFile, Problems, line_of, mapping, read, read_yaml
from bot.content.reading import Seq
from bot.safety import CrisisDataError, SafeNow, Whereabouts, load_below, load_cards, load_lines
from bot.safety.learned_detector import load_thresholds
from bot.safety.phrase_book import phrase_reader
from bot.safety.phrases import PhraseError, PhraseReader

Lines = dict[str, safety.CrisisLine]
Cards = dict[tuple[str, str], safety.CrisisCard]


def check_crisis(
    data_dir: Path, topics: Collection[str], today: date | None, problems: Problems
) -> tuple[Lines, Cards]:
    """Return the lines and cards, empty if they cannot be used, after noting what is wrong."""
    entries = check_lines(data_dir, today, problems)
    check_cards(data_dir, entries, today, problems)
    check_tables(data_dir, topics, problems)
    for path in phrase_files(data_dir):
        if path.is_file():
            read_yaml(path, problems)
    for problem in _phrase_problems(data_dir, digest_of(data_dir)):
        problems.add(*problem)
    for load in (SafeNow, load_below, Whereabouts, load_thresholds):
        _loaded(load, data_dir, problems)
    lines, cards = _loaded(load_lines, data_dir, problems), _loaded(load_cards, data_dir, problems)
    return lines or {}, cards or {}


def _loaded(load: Callable[[Path], Any], data_dir: Path, problems: Problems) -> Any:
    """Return what the bot itself would load; note its complaint where no check has spoken."""
    paths = [*(data_dir / "crisis").glob("*.yml"), *(data_dir / "crisis" / "cards").glob("*.yml")]
    loaded, error = _tried(load, data_dir, tuple(read(path) for path in sorted(paths)))
    if error and not problems.refuses(path := Path(error.file)):
        entry = error.entry or path.stem
        problems.add(path, _line(path, error.entry), entry, error.what, error.cure)
    return loaded


@lru_cache(maxsize=32)
def _tried(
    load: Callable[[Path], Any], data_dir: Path, of: tuple[DataFile, ...]
) -> tuple[Any, CrisisDataError | None]:
    """Return what `load` made of the files `of`, or its complaint."""
    try:
        return load(data_dir), None
    except CrisisDataError as error:
        return None, error


def _line(path: Path, entry: str) -> int:
    """Return the line where the words of `entry` stand first in the file, else 1."""
    words = entry.split()[-1] if entry else ""
    lines = read(path).text.split("\n") if words and path.is_file() else []
    pattern = re.compile(rf"(^|[\s\"'{{-]){re.escape(words)}([\s\"':,]|$)")
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), 1)


@lru_cache(maxsize=16)
def _phrase_problems(data_dir: Path, digest: str) -> tuple[Any, ...]:
    """Return (file, line, entry, what is wrong, cure) of everything that is wrong in phrases."""
    try:
        detector(data_dir, digest)
        return ()
    except CrisisDataError as error:
        path = Path(error.file)
        unread = [p for p in phrase_files(data_dir) if p.is_file() and read(p).faults]
        if unread:  # its faults are noted already; what follows from them helps nobody
            return ()
        first = (path, _line(path, error.entry), error.entry or path.stem, error.what, error.cure)
        return tuple(_each_phrase(data_dir)) or (first,)


def _each_phrase(data_dir: Path) -> Iterator[tuple[Path, int, str, str, str]]:
    """Yield every word list that cannot be read; if all can, every phrase that cannot."""
    folder = data_dir / "crisis"
    try:
        reader = phrase_reader(folder)
    except CrisisDataError:
        return
    lists = mapping(read(folder / "words.yml").tree, "lists")
    broken = False
    for name in lists:
        fault = _fault(reader, f"<{name}>")
        # What follows holds for a whole phrase only: a list may be short, long or optional.
        if fault and not re.search(r"no word of it|can span", fault):
            broken = True
            wrong = f"the list cannot be read: {fault}"
            yield folder / "words.yml", line_of(lists, name), name, wrong, "correct the list"
    for path in [] if broken else phrase_files(data_dir):
        for item in (i for key in _LISTS for i in _items(read(path).tree, key)):
            for number, phrase in _phrases(item):
                if fault := _fault(reader, str(phrase)):
                    wrong = f"the phrase `{phrase}` cannot be read: {fault}"
                    yield path, number, str(item.get("id")), wrong, "correct the phrase"


_LISTS = ("patterns", "covers", "contexts")


def _fault(reader: PhraseReader, phrase: str) -> str:
    try:
        reader.read(phrase)
    except PhraseError as error:
        return str(error)
    return ""


def _items(tree: Any, key: str) -> list[Any]:
    listed = tree.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, Seq) else []


def _phrases(item: Any) -> Iterator[tuple[int, Any]]:
    for key in ("en", "es", "but_not"):
        listed = item.get(key)
        if isinstance(listed, Seq):
            yield from zip(listed.lines, listed, strict=True)
