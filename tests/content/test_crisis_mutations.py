"""Damage to the crisis files does not go unseen: a loader refuses it, or a test here fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from bot.safety import CATEGORIES, CrisisDataError, CrisisDetector, load_cards, load_lines
from bot.safety import phrase_detector as phrase_detector_module
from bot.safety.learned_detector import LearnedDetector, Thresholds, load_thresholds
from bot.safety.phrase_book import load_phrases
from bot.safety.views import Views
from tests.content.test_crisis_phrases import EXPLICIT, phrases

DATA = Path("data")
# How the crisis rows of crisis_phrases.tsv begin that the phrases alone do not find, and no others.
NOT_FOUND = (
    "everybody leaves. so now its my ",
    "if this rehab doesnt take me tod",
    "my plan is friday after the kids",
    "i made sure the dog has food and",
    "tell my little girl daddy loved ",
    "i just want out",
    "Tonight I'm going to go in the b",
    "i want to be with my son. he die",
    "Nobody tells you how quiet it ge",
    "i have decided. please dont send",
    "im not suicidal but if i got hit",
    "my husband's text: \"take care of",
    "my roommate has been saying stuf",
    "the VA keeps putting me off. I h",
    "It's day three without a drink. ",
    "my sister left her baby with me ",
)
# How sure the model must be, at most, for a crisis to be seen in all of a message, in a part of it
# and in the light of those before: a little above thresholds.yml, so that it can be tuned.
SURE = {"whole": 0.8, "part": 0.87, "context": 0.9}
# enough beside a phrase; to be named; to care; to read on in its light
LESS = {"sign": 0.3, "also": 0.4, "concern": 0.6, "hint": 0.3}

CrisisModel = Any
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def lost(detector: CrisisDetector, texts: list[str]) -> list[str]:
    """Return those of `texts` that should be found and are not."""
    return [t for t in texts if not t.startswith(NOT_FOUND) and detector.check(t) is None]


# --- patterns


@pytest.fixture(scope="module")
def said() -> list[str]:
    texts = [text for text, category in phrases() if category]
    return list(dict.fromkeys(texts + [text for listed in EXPLICIT.values() for text in listed]))


@pytest.fixture(scope="module")
def whole() -> CrisisDetector:
    return CrisisDetector.from_directory(DATA)


def test_no_phrase_that_was_found_is_lost(whole: CrisisDetector, said: list[str]) -> None:
    assert lost(whole, said) == []


def test_removing_a_pattern_that_alone_finds_a_phrase_is_caught(
    whole: CrisisDetector,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = load_phrases(DATA)
    reasons = {text: found.reasons for text in said if (found := whole.check(text))}
    ids = sorted({pattern.id for pattern in book.patterns})
    alone, caught = [], []
    for removed in ids:
        rest = tuple(pattern for pattern in book.patterns if pattern.id != removed)
        mutant_book = replace(book, patterns=rest)
        monkeypatch.setattr(phrase_detector_module, "load_phrases", lambda _, b=mutant_book: b)
        mutant = CrisisDetector.from_directory(DATA)
        at_stake = [text for text in reasons if removed in reasons[text]]  # no other can be lost
        if any(mutant.check(text) is None for text in at_stake):
            alone.append(removed)
        if lost(mutant, at_stake):  # what test_no_phrase_that_was_found_is_lost would say
            caught.append(removed)
    with capsys.disabled():
        print(f"\n{len(ids)} entries, {len(alone)} alone find a phrase, {len(caught)} caught")
    assert len(alone) >= len(ids) // 2
    assert caught == alone


# --- thresholds


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("cards", "patterns"):
        shutil.copytree(DATA / "crisis" / name, tmp_path / "crisis" / name)
    for path in (DATA / "crisis").glob("*.yml"):
        shutil.copy(path, tmp_path / "crisis" / path.name)
    return tmp_path


class Says:
    """A model that gives every view the same probability of suicide, and another of violence."""

    def __init__(self, suicide: float, violence: float = 0.0) -> None:
        self._row = [0.0] * (len(CATEGORIES) + 1)
        self._row[CATEGORIES.index("suicide")] = suicide
        self._row[CATEGORIES.index("violence")] = violence
        self._row[-1] = 1 - suicide - violence

    def probabilities(self, texts: list[str]) -> np.ndarray:
        return np.array([self._row] * len(texts))


class SaysOfOne(Says):
    """Is sure only of the views that begin so."""

    def __init__(self, start: str, suicide: float) -> None:
        super().__init__(suicide)
        self._start = start

    def probabilities(self, texts: list[str]) -> np.ndarray:
        calm = [0.0] * len(CATEGORIES) + [1.0]
        return np.array([self._row if t.startswith(self._start) else calm for t in texts])


@cache
def views() -> Views:
    return Views.from_directory(DATA)


def judged(
    model: CrisisModel, at: Thresholds, before: tuple[str, ...] = (), hinted: bool = True
) -> Any:
    return LearnedDetector(model, at, views()).judge(
        "One thing.\nAnother.\nA third.\nA fourth.\nA fifth.", before, hinted
    )


def too_deaf(at: Thresholds) -> list[str]:
    """Return the names of the thresholds that are too high to see what must be seen."""
    checks = {
        "whole": bool(judged(SaysOfOne("one thing", SURE["whole"]), at).categories),
        "part": bool(judged(SaysOfOne("a third", SURE["part"]), at).categories),
        "context": bool(judged(SaysOfOne("before", SURE["context"]), at, ("before",)).categories),
        "sign": judged(Says(LESS["sign"]), at).may_be,
        "also": "violence" in judged(Says(0.55, LESS["also"]), at).categories,
        "concern": judged(Says(LESS["concern"]), at).concern,
        "hint": judged(Says(LESS["hint"]), at).hint,
    }
    return [name for name, seen in checks.items() if not seen]


def test_the_thresholds_are_low_enough() -> None:
    assert too_deaf(load_thresholds(DATA)) == []


def test_a_message_is_read_with_those_before_it_if_any_of_them_hints() -> None:
    at, model = load_thresholds(DATA), SaysOfOne("before", SURE["context"])
    assert judged(model, at, ("before",), hinted=True).categories
    assert not judged(model, at, ("before",), hinted=False).categories


def test_a_message_that_hints_itself_is_read_with_those_before_it() -> None:
    class Hints(SaysOfOne):
        def probabilities(self, texts: list[str]) -> np.ndarray:
            context = super().probabilities(texts)
            return context if len(texts) == 1 else Says(LESS["hint"]).probabilities(texts)

    model = Hints("before", SURE["context"])
    assert judged(model, load_thresholds(DATA), ("before",), hinted=False).categories


@pytest.mark.parametrize("raised", [0.92, 0.95, 0.99, 1.0])
@pytest.mark.parametrize("name", ["whole", "part", "context", "sign", "also", "concern", "hint"])
def test_raising_a_threshold_is_caught(data: Path, name: str, raised: float) -> None:
    rewrite(data / "crisis" / "thresholds.yml", lambda content: content.update({name: raised}))
    assert name in too_deaf(load_thresholds(data))


@pytest.mark.parametrize("bad", [0, -0.1, 1.01, 60, "high", "", None, "nan"])
def test_a_threshold_that_is_no_probability_is_refused(data: Path, bad: object) -> None:
    path = data / "crisis" / "thresholds.yml"
    for name in yaml.safe_load(path.read_text("utf-8")):
        kept = path.read_text("utf-8")
        rewrite(path, lambda content, name=name: content.update({name: bad}))
        with pytest.raises(CrisisDataError, match=name):
            load_thresholds(data)
        path.write_text(kept, "utf-8")


# --- cards and lines


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = yaml.load(path.read_text("utf-8"), Loader=LOADER)
    change(content)
    path.write_text(yaml.dump(content, Dumper=DUMPER, allow_unicode=True), "utf-8")


def refused(data: Path, path: Path, change: Callable[[dict[str, Any]], object]) -> bool:
    """Tell whether the loaders refuse the files once `change` was made in `path`; undo it."""
    kept = path.read_text("utf-8")
    rewrite(path, change)
    try:
        load_cards(data)
    except CrisisDataError:
        return True
    finally:
        path.write_text(kept, "utf-8")
    return False


def emptied(*keys: str) -> Callable[[dict[str, Any]], object]:
    def change(content: dict[str, Any]) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = ""

    return change


def card_places(card: Path) -> Iterator[tuple[str, ...]]:
    content = yaml.load(card.read_text("utf-8"), Loader=LOADER)
    yield from (("category",), ("reviewer",), ("reviewed",), ("lines",), ("en",), ("es",))
    yield from ((language, part) for language in ("en", "es") for part in ("title", "text"))
    yield from (("lines", country) for country in content["lines"])


CARDS = sorted((DATA / "crisis" / "cards").glob("*.yml"))


def test_rewriting_a_file_without_a_change_is_not_refused(data: Path) -> None:
    for path in (data / "crisis" / "cards" / "suicide.yml", data / "crisis" / "lines.yml"):
        assert not refused(data, path, lambda content: None)


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.stem)
def test_a_card_with_an_empty_place_is_refused(data: Path, card: Path) -> None:
    copy = data / "crisis" / "cards" / card.name
    let_through = [at for at in card_places(card) if not refused(data, copy, emptied(*at))]
    assert let_through == []


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.stem)
def test_an_empty_text_for_the_next_time_is_refused(data: Path, card: Path) -> None:
    copy = data / "crisis" / "cards" / card.name
    content = yaml.safe_load(card.read_text("utf-8"))
    for language in ("en", "es"):
        for number in range(len(content[language].get("again", []))):
            place = (language, "again", number)
            assert refused(data, copy, emptied(*place))  # type: ignore[arg-type]


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_crisis_card_has_other_words_for_the_next_times(category: str) -> None:
    cards = load_cards(DATA)
    assert all(len(cards[category, language].again) == 2 for language in ("en", "es"))


def test_a_line_without_a_number_or_a_word_about_it_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "crisis" / "lines.yml"
    ways, told = ("call", "text", "chat"), ("name", "source", "confidence", "note_en", "note_es")
    shown = {i: line for i, line in load_lines(DATA).items() if not i.startswith("any_emergency")}
    mutants = [(i, ways) for i in shown] + [(i, (key,)) for i in shown for key in told]

    def without(line_id: str, keys: tuple[str, ...]) -> Callable[[dict[str, Any]], object]:
        return lambda content: content["lines"][line_id].update(dict.fromkeys(keys, ""))

    let_through = [m for m in mutants if not refused_line(data, path, without(*m))]
    with capsys.disabled():
        print(f"\n{len(mutants)} mutants of {len(shown)} lines, {len(let_through)} let through")
    assert let_through == []


def refused_line(data: Path, path: Path, change: Callable[[dict[str, Any]], object]) -> bool:
    kept = path.read_text("utf-8")
    rewrite(path, change)
    try:
        load_lines(data)
    except CrisisDataError:
        return True
    finally:
        path.write_text(kept, "utf-8")
    return False


def named_lines() -> list[str]:
    """Return the lines that cards name by id; those ending in _es are found through the others."""
    used = {i for card in load_cards(DATA).values() for ids in card.lines.values() for i in ids}
    return sorted(line_id for line_id in used if not line_id.endswith("_es"))


@pytest.mark.parametrize("line_id", named_lines())
def test_a_line_taken_out_of_the_file_is_missed_by_a_card(data: Path, line_id: str) -> None:
    path = data / "crisis" / "lines.yml"
    assert refused(data, path, lambda content: content["lines"].pop(line_id))
