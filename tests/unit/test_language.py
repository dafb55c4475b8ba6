"""The reply follows the language a person writes in, or asked for."""

from __future__ import annotations

import time

import pytest

from bot.content import Content, Example
from bot.language import Spoken, detect, requested
from bot.language.build import build


@pytest.mark.parametrize(
    "text, language",
    [
        ("how do i get through a craving", "en"),
        ("i wanna die and nobody cares", "en"),
        ("y cuanto cuesta la metadona", "es"),
        ("ya no aguanto quiero morirme", "es"),
        ("MI HIJO NO DESPIERTA TOMO PASTILLAS", "es"),
        ("sub clinic el paso", None),
        ("no", None),
        ("suboxone", None),
        ("ok gracias", None),
        ("", None),
        ("988 911 🙏", None),
    ],
)
def test_a_language_is_named_only_when_sure(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_our_own_examples_are_told_apart(content: Content) -> None:
    long = [e for e in content.examples if len(e.text.split()) >= 3]
    found = [(detect(e.text), e.language) for e in long]
    assert sum(a == b for a, b in found) / len(found) > 0.98
    assert sum(a not in (None, b) for a, b in found) / len(found) < 0.004


def test_a_long_message_costs_little() -> None:
    detect("warm up the table")
    started = time.perf_counter()
    detect("how do i get through a craving " * 2000)
    assert time.perf_counter() - started < 0.02


def test_the_table_is_counted_from_examples(tmp_path) -> None:
    examples = [Example("a/b", "en", "the thing"), Example("a/b", "es", "lo que es")] * 50
    assert build(examples, tmp_path / "ngrams.json") == 24


@pytest.mark.parametrize(
    "text, language",
    [
        ("spanish please", "es"),
        ("en español", "es"),
        ("¿Puede ser en español?", "es"),
        ("no hablo inglés", "es"),
        ("i dont speak english", "es"),
        ("¿qué es la metadona? en español por favor", "es"),
        ("in english pls", "en"),
        ("English", "en"),
        ("why are you answering in spanish", "en"),
        ("no spanish", "en"),
        ("are there meetings in spanish", None),
        ("is there a doctor who speaks spanish near me", None),
        ("mi mamá solo habla español, cómo la ayudo", None),
        ("grupos en español cerca de mí", None),
        ("i failed english class", None),
        ("", None),
    ],
)
def test_a_request_for_a_language_is_heard(text: str, language: str | None) -> None:
    assert requested(text) == language


def test_the_reply_follows_the_message_and_short_words_follow_the_conversation() -> None:
    spoken = Spoken("en", "en").after("¿qué es la metadona?")
    assert spoken.language == "es"
    assert spoken.after("ok").language == "es"
    assert spoken.after("what does it cost me").language == "en"


def test_a_language_asked_for_stays_until_another_is() -> None:
    spoken = Spoken("en", "en").after("spanish please")
    assert spoken.after("what is methadone and how does it work").language == "es"
    assert spoken.after("in english pls").language == "en"


def test_only_a_change_of_the_page_is_a_choice() -> None:
    spoken = Spoken("en", "en").after("hi", "en").after("¿qué es la metadona?", "en")
    assert spoken.after("ok", "en").language == "es"
    assert spoken.after("ok", "es").after("ok", "en").language == "en"
