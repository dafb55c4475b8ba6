"""The phrase language: what each sign means, and errors that say what to write instead."""

from __future__ import annotations

import pytest

from bot.safety.phrases import PhraseError, PhraseReader
from bot.safety.vocabulary import Vocabulary

LISTS = {"self": "myself|my self", "kill": "kill|end", "loop": "<loop>", "age": "<under18>"}


def matches(phrase: str, sentence: str) -> bool:
    vocabulary = Vocabulary()
    matcher = PhraseReader(LISTS, vocabulary, str.split, [phrase]).read(phrase)
    encoded = vocabulary.encode(sentence.split())
    found = next(matcher.find(encoded), None) is not None
    assert not found or matcher.needs & set(encoded), "the index would not try this phrase"
    return found


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"),
    [
        ("want to die", "i want to die today", True),
        ("want to die", "i want to go", False),
        ("want to (die|be dead)", "want to be dead", True),
        ("really? want", "want", True),
        ("no (good|real)? reason", "no real reason", True),
        ("want ... die", "want so very badly die", True),
        ("want ... die", "want a b c d die", False),
        ("want ...5 die", "want a b c d die", True),
        ("<kill> <self>", "end my self", True),
        ("^ help", "help me", True),
        ("^ help", "please help", False),
        ("goodbye $", "i say goodbye", True),
        ("goodbye $", "goodbye for now", False),
        ("took <many> pills", "took 30 pills", True),
        ("took <many> pills", "took 2 pills", False),
        ("in <year>", "in 2015", True),
        ("i am <age>", "i am 13", True),
        ("i am <age>", "i am 33", False),
        ("blue & (pills|needle)", "needle there and he is blue", True),
        ("blue & (pills|needle)", "blue sky", False),
        ("blue & pills", "blue " + "x " * 30 + "pills", False),
        ("(a|b c|d) e", "b c e", True),
    ],
)
def test_a_phrase_is_found_where_it_should(phrase: str, sentence: str, expected: bool) -> None:
    assert matches(phrase, sentence) is expected


@pytest.mark.parametrize(
    ("phrase", "cure"),
    [
        ("want (to die", "add `)`"),
        ("want to) die", "`)` stands where a word is expected"),
        ("", "empty"),
        ("(a|) b", "empty"),
        ("? want", "follows no word"),
        ("<nobody> dies", "add it to words.yml"),
        ("<loop> dies", "contains itself"),
        ("want ...99 die", "at most ...8"),
        ("took 30 pills", "write <digits>"),
        ("maybe? ...", "match almost anything"),
        (" ...8 ".join("abcdef"), "at most 32"),
    ],
)
def test_a_bad_phrase_is_refused_with_a_cure(phrase: str, cure: str) -> None:
    with pytest.raises(PhraseError, match=cure.replace("(", r"\(").replace(")", r"\)")):
        matches(phrase, "x")
