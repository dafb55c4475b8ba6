"""What the bot says, word for word, through the real model, rules, actions and database."""

from __future__ import annotations

from datetime import date

import pytest

from bot import store
from bot.content import Content
from tests.dialogue.conftest import Say


def test_a_question_gets_the_vetted_words_with_sources_and_next_steps(
    say: Say, content: Content
) -> None:
    answer = content.answers["treatment/buprenorphine", "en"]
    replies = say("what is suboxone")
    assert tuple(reply["text"] for reply in replies) == answer.bubbles
    last = replies[-1]
    assert last["custom"]["sources"][0]["url"] == answer.sources[0].url
    assert last["custom"]["reviewed"] == answer.reviewed.isoformat()
    assert [b["title"] for b in last["buttons"]] == [
        content.answers[topic, "en"].title for topic in answer.next
    ]


def test_a_spanish_reader_gets_the_spanish_words(say: Say, content: Content) -> None:
    replies = say("qué es la metadona", "es")
    assert replies[0]["text"] == content.answers["treatment/methadone", "es"].bubbles[0]


def test_the_language_can_change_between_two_turns(say: Say, content: Content) -> None:
    say("what is methadone", "en")
    replies = say("what is methadone", "es")
    assert replies[0]["text"] == content.answers["treatment/methadone", "es"].bubbles[0]


@pytest.mark.parametrize("topic", ["help/cost", "refuse/dosing", "chat/bot"])
def test_a_button_gets_the_answer_it_names(say: Say, content: Content, topic: str) -> None:
    replies = say(f'/ask{{"topic": "{topic}"}}')
    assert replies[0]["text"] == content.answers[topic, "en"].bubbles[0]


def test_a_question_that_is_not_ours_is_declined_kindly(say: Say, content: Content) -> None:
    replies = say("will it rain tomorrow in chicago")
    assert [r["text"] for r in replies] == [content.texts["utter_out_of_scope", "en"]]


@pytest.mark.parametrize("text", ["", "  ", "🦆🦆", "?!"])
def test_a_message_without_words_is_asked_back(say: Say, content: Content, text: str) -> None:
    assert [r["text"] for r in say(text)] == [content.texts["utter_no_words", "en"]]


def test_none_of_these_asks_for_other_words(say: Say, content: Content) -> None:
    assert [r["text"] for r in say("/none_of_these")] == [content.texts["utter_ask_again", "en"]]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_crisis_gets_the_card_with_its_lines(say: Say, content: Content, language: str) -> None:
    (card,) = say("i want to kill myself", language)
    assert card["custom"]["kind"] == "crisis"
    assert "988" in card["text"]
    assert "tel:988" in [line["tel"] for line in card["custom"]["lines"]]


def test_a_withdrawn_answer_is_replaced_by_an_honest_text(
    say: Say, content: Content, database: str
) -> None:
    with store.session(database) as db:
        store.withdraw(db, "treatment/cbt", "a nurse")
    try:
        replies = say("what is cbt therapy")
        assert [r["text"] for r in replies] == [content.texts["utter_answer_unavailable", "en"]]
    finally:
        with store.session(database) as db:
            store.restore(db, "treatment/cbt")


def test_an_answer_past_its_review_is_replaced_by_an_honest_text(
    say: Say, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(2030, 1, 1)

    monkeypatch.setattr("actions.turn.date", Later)
    replies = say("what is methadone")
    assert [r["text"] for r in replies] == [content.texts["utter_answer_unavailable", "en"]]


def test_a_long_conversation_still_answers(say: Say, content: Content) -> None:
    for _ in range(30):
        say("what is detox")
        replies = say("what is methadone")
    assert replies[0]["text"] == content.answers["treatment/methadone", "en"].bubbles[0]
