"""The reviewed phrases of data/crisis, checked and made ready for search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.safety.entries import Entry, check_ids, entries, pattern_entries
from bot.safety.errors import CrisisDataError
from bot.safety.files import mapping_of, read_mapping, text_of
from bot.safety.matcher import Matcher
from bot.safety.normalise import fold_accents
from bot.safety.phrases import PhraseError, PhraseReader
from bot.safety.spelling import Speller
from bot.safety.vocabulary import Vocabulary

Matchers = tuple[Matcher, ...]


@dataclass(frozen=True)
class Pattern:
    """One crisis phrase, ready for search."""

    id: str
    category: str
    unless: tuple[str, ...]  # names of the context guards that silence it
    matcher: Matcher
    sure: bool = True  # counts by itself


@dataclass(frozen=True)
class PhraseBook:
    """Everything the phrase detector works with."""

    vocabulary: Vocabulary
    speller: Speller
    patterns: tuple[Pattern, ...]
    covers: Matchers  # a pattern found inside one of these does not count
    contexts: dict[str, tuple[Matchers, ...]]  # name: the guard, and what makes it void


def load_phrases(data_dir: Path) -> PhraseBook:
    """Return the phrase book of `data_dir`/crisis; raise `CrisisDataError` at the first fault."""
    folder = data_dir / "crisis"
    patterns = list(pattern_entries(folder / "patterns"))
    guards = read_mapping(folder / "guards.yml")
    covers = list(entries(folder / "guards.yml", guards, "covers"))
    contexts = list(entries(folder / "guards.yml", guards, "contexts"))
    check_ids([*patterns, *covers, *contexts], {entry.id for entry in contexts})
    speller, vocabulary = _speller(folder / "spellings.yml"), Vocabulary()
    reader = _reader(folder, speller, vocabulary, [*patterns, *covers, *contexts])
    ready = [
        Pattern(entry.id, entry.category, entry.unless, matcher, entry.sure)
        for entry in patterns
        for matcher in _matchers(reader, entry, entry.phrases)
    ]
    covering = [m for entry in covers for m in _matchers(reader, entry, entry.phrases)]
    named = {
        entry.id: tuple(_matchers(reader, entry, p) for p in (entry.phrases, entry.but_not))
        for entry in contexts
    }
    speller.learn(vocabulary.codes)
    return PhraseBook(vocabulary, speller, tuple(ready), tuple(covering), named)


def _matchers(reader: PhraseReader, entry: Entry, phrases: Iterable[str]) -> Matchers:
    """Return the matchers of `phrases`, which belong to `entry`."""
    return tuple(_matcher(reader, entry, phrase) for phrase in phrases)


def _matcher(reader: PhraseReader, entry: Entry, phrase: str) -> Matcher:
    """Return the matcher of one phrase; an error names the entry."""
    try:
        return reader.read(phrase)
    except PhraseError as error:
        what = f"the phrase `{phrase}` cannot be read: {error}"
        raise CrisisDataError(entry.path, entry.id, what, "correct the phrase") from None


def phrase_reader(folder: Path) -> PhraseReader:
    """Return a reader that knows the word lists of `folder`, to try single phrases with."""
    return _reader(folder, _speller(folder / "spellings.yml"), Vocabulary(), ())


def _reader(
    folder: Path, speller: Speller, vocabulary: Vocabulary, every: Iterable[Entry]
) -> PhraseReader:
    """Return the reader of phrases that knows the word lists of words.yml."""
    path = folder / "words.yml"
    lists = mapping_of(path, "", read_mapping(path), "lists")
    return PhraseReader(
        {name: text_of(path, name, lists, name) for name in lists},
        vocabulary,
        lambda word: speller.spelled(fold_accents(word.lower())),
        [phrase for entry in every for phrase in (*entry.phrases, *entry.but_not)],
    )


def _speller(path: Path) -> Speller:
    """Return the speller that spellings.yml describes."""
    content: dict[str, Any] = read_mapping(path)
    shorthand = mapping_of(path, "", content, "shorthand")
    return Speller(
        {token: text_of(path, token, shorthand, token) for token in shorthand},
        text_of(path, "", content, "dangerous").split(),
        text_of(path, "", content, "ordinary").split(),
    )
