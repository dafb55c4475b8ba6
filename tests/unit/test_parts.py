"""What is read from the words alone: short replies, corrections, several questions, emoji."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.understanding.choices import chosen
from bot.understanding.emoji import MEANINGS, emoji_topic
from bot.understanding.parts import meant, questions


@pytest.mark.parametrize(
    "text, choice",
    [
        *[(text, "1") for text in ("1", "the first one please", "la primera", "one", "#1")],
        *[
            (text, "2")
            for text in ("2", "the second", "number two", "opción 2", "i want 2", "la 2")
        ],
        *[(text, "3") for text in ("third", "la tercera por favor", "option 3")],
        *[(text, "last") for text in ("the last one", "la última")],
        *[
            (text, "yes")
            for text in ("yes please", "sí", "Claro", "yeah", "yes that one", "ok yes")
        ],
        *[(text, "no") for text in ("no", "no thanks", "ninguna", "none of these", "ok no thanks")],
        *[(text, "ok") for text in ("ok", "K", "vale", "ok i see")],
    ],
)
def test_a_short_reply_is_a_choice(text: str, choice: str) -> None:
    assert chosen(text) == choice


@pytest.mark.parametrize(
    "text",
    [
        *("no i want to die", "yes i use heroin", "no insurance", "first time", "2 mg", "no puedo"),
        *("one day at a time", "no estoy bien", "ok thanks", "ok what is detox", "", "🙏"),
    ],
)
def test_what_says_more_is_no_choice(text: str) -> None:
    assert chosen(text) is None


def test_no_example_of_a_question_is_taken_for_a_choice(content: Content) -> None:
    assert [e.text for e in content.examples if chosen(e.text)] == []


@pytest.mark.parametrize(
    "text, rest",
    [
        ("no i meant the shot", "the shot"),
        ("not that, the shot", "the shot"),
        ("wait no i meant naltrexone", "naltrexone"),
        ("that's not what i asked. how much is it", "how much is it"),
        ("quise decir metadona", "metadona"),
        ("no, me refiero a la inyección", "la inyección"),
        ("no era eso, era lo del costo", "lo del costo"),
        *[(text, "") for text in ("not that", "no, lo otro", "no i meant…", "no the other one")],
        *[(text, None) for text in ("no i want to die", "not that i know of", "i mean it hurts")],
        ("eso no me sirve", None),
    ],
)
def test_a_correction_says_what_was_meant(text: str, rest: str | None) -> None:
    assert meant(text) == rest


@pytest.mark.parametrize(
    "text, found",
    [
        ("What is detox? And how much is it?", ["What is detox?", "And how much is it?"]),
        ("what is detox and where do i go", ["what is detox", "where do i go"]),
        ("qué es detox y cuánto cuesta", ["qué es detox", "cuánto cuesta"]),
        ("hi. what is methadone?", []),
        ("I relapsed. What do I do?", []),
        ("what is methadone", []),
    ],
)
def test_several_questions_are_read_one_by_one(text: str, found: list[str]) -> None:
    assert questions(text) == found


def test_a_few_emoji_mean_something() -> None:
    assert emoji_topic("👍👍") == "chat/thanks"
    assert emoji_topic("😭") == "feelings/low"
    assert emoji_topic("🦆") is None
    assert emoji_topic("❤️") == "chat/thanks"


def test_no_emoji_of_danger_has_another_meaning() -> None:
    from bot.safety.letters import EMOJI

    assert set(EMOJI).isdisjoint("".join(MEANINGS.values()))


def test_the_conversation_files_are_as_varied_as_promised(content: Content) -> None:
    kinds = [path.stem for path in Path("data/nlu/followup").glob("*.yml")]
    for intent in ("insult", *(f"followup/{kind}" for kind in kinds)):
        asked = [e.language for e in content.examples if e.intent == intent]
        assert asked.count("en") >= 60, intent
        assert asked.count("es") >= 40, intent
