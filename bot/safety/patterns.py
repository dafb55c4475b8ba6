"""The reviewed phrases of data/crisis, read, checked and made ready for search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.safety.categories import CATEGORIES
from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, mapping_of, read_all, read_mapping, text_of
from bot.safety.normalise import fold_accents
from bot.safety.phrases import Matcher, PhraseError, PhraseReader
from bot.safety.spelling import Speller
from bot.safety.vocabulary import Vocabulary

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Entry:
    """One idea of a pattern or guard file, with the phrases in which people put it."""

    path: Path
    id: str
    category: str  # "" for a guard
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()  # context guards that silence it
    but_not: tuple[str, ...] = ()  # for a context guard: what makes it void


@dataclass(frozen=True)
class Pattern:
    """One phrase of an entry, ready for search."""

    id: str
    category: str
    unless: tuple[str, ...]
    matcher: Matcher


@dataclass(frozen=True)
class PhraseBook:
    """Everything the phrase detector works with, as read from data/crisis."""

    vocabulary: Vocabulary
    speller: Speller
    patterns: tuple[Pattern, ...]
    covers: tuple[Matcher, ...]  # a hit inside one of these does not count
    contexts: dict[str, tuple[tuple[Matcher, ...], tuple[Matcher, ...]]]  # name: (guard, but not)


def load_phrases(data_dir: Path) -> PhraseBook:
    """Return the phrase book of `data_dir`/crisis; raise `CrisisDataError` at the first fault."""
    folder = data_dir / "crisis"
    patterns = list(_pattern_entries(folder / "patterns"))
    covers = list(_entries(folder / "guards.yml", read_mapping(folder / "guards.yml"), "covers"))
    contexts = list(
        _entries(folder / "guards.yml", read_mapping(folder / "guards.yml"), "contexts")
    )
    _check_ids([*patterns, *covers, *contexts], {entry.id for entry in contexts})
    speller = _speller(folder / "spellings.yml")
    vocabulary = Vocabulary()
    every = [*patterns, *covers, *contexts]
    reader = _Compiler(
        PhraseReader(
            _lists(folder / "words.yml"),
            vocabulary,
            lambda word: speller.spelled(fold_accents(word.lower())),
            [phrase for entry in every for phrase in (*entry.phrases, *entry.but_not)],
        )
    )
    book = PhraseBook(
        vocabulary,
        speller,
        tuple(reader.patterns(patterns)),
        tuple(matcher for entry in covers for matcher in reader.matchers(entry, entry.phrases)),
        {e.id: (reader.matchers(e, e.phrases), reader.matchers(e, e.but_not)) for e in contexts},
    )
    speller.learn(vocabulary.codes)
    return book


class _Compiler:
    """Turns entries into matchers, and a bad phrase into an error that names its entry."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader

    def matchers(self, entry: Entry, phrases: tuple[str, ...]) -> tuple[Matcher, ...]:
        """Return the matchers of `phrases`, which belong to `entry`."""
        return tuple(self._matcher(entry, phrase) for phrase in phrases)

    def patterns(self, entries: list[Entry]) -> Iterator[Pattern]:
        """Yield a pattern for every phrase of `entries`."""
        for entry in entries:
            for matcher in self.matchers(entry, entry.phrases):
                yield Pattern(entry.id, entry.category, entry.unless, matcher)

    def _matcher(self, entry: Entry, phrase: str) -> Matcher:
        try:
            return self._reader.read(phrase)
        except PhraseError as error:
            what = f"the phrase `{phrase}` cannot be read: {error}"
            raise CrisisDataError(entry.path, entry.id, what, "correct the phrase") from None


def _pattern_entries(folder: Path) -> Iterator[Entry]:
    """Yield the entries of every pattern file, each with the category of its file."""
    for path, content in read_all(folder):
        category = text_of(path, "", content, "category")
        if category not in CATEGORIES:
            cure = "use one of: " + ", ".join(CATEGORIES)
            raise CrisisDataError(path, "", f"unknown category `{category}`", cure)
        yield from _entries(path, content, "patterns", category)


def _entries(path: Path, content: dict[str, Any], key: str, category: str = "") -> Iterator[Entry]:
    """Yield the entries in the list `key` of a file."""
    for item in list_of(path, "", content, key):
        if not isinstance(item, dict):
            raise CrisisDataError(path, "", f"`{key}` has a bare line", "start it with `- id: …`")
        entry_id = text_of(path, "", item, "id")
        phrases = [p for language in LANGUAGES for p in list_of(path, entry_id, item, language)]
        if not phrases:
            cure = "write phrases below `en:` or `es:`"
            raise CrisisDataError(path, entry_id, "it has no phrases", cure)
        unless = list_of(path, entry_id, item, "unless")
        but_not = list_of(path, entry_id, item, "but_not")
        yield Entry(path, entry_id, category, tuple(phrases), tuple(unless), tuple(but_not))


def _check_ids(entries: list[Entry], contexts: set[str]) -> None:
    """Raise `CrisisDataError` for an id used twice or an `unless` that names no guard."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CrisisDataError(entry.path, entry.id, "the id is used twice", "rename one")
        seen.add(entry.id)
        for name in entry.unless:
            if name not in contexts:
                cure = "use one of: " + ", ".join(sorted(contexts))
                raise CrisisDataError(entry.path, entry.id, f"no guard is named `{name}`", cure)


def _lists(path: Path) -> dict[str, str]:
    """Return the named word lists of words.yml."""
    lists = mapping_of(path, "", read_mapping(path), "lists")
    return {name: text_of(path, name, lists, name) for name in lists}


def _speller(path: Path) -> Speller:
    """Return the speller that spellings.yml describes."""
    content = read_mapping(path)
    shorthand = mapping_of(path, "", content, "shorthand")
    return Speller(
        {token: text_of(path, token, shorthand, token) for token in shorthand},
        text_of(path, "", content, "dangerous").split(),
        text_of(path, "", content, "ordinary").split(),
    )
