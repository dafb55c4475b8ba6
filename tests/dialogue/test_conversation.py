"""A conversation leans on what was said before: follow-ups, corrections, choices, repeats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot import store
from bot.content import Content
from tests.dialogue.conftest import Say


def topics(replies: Sequence[dict[str, Any]]) -> list[str | None]:
    return [reply["custom"].get("topic") for reply in replies]


def texts(replies: Sequence[dict[str, Any]]) -> list[str]:
    return [reply["text"] for reply in replies]


def titles(reply: dict[str, Any]) -> list[str]:
    return [button["title"] for button in reply["buttons"]]


@pytest.mark.parametrize(
    "asked, topic",
    [
        ("and how much does that cost?", "help/cost"),
        ("does it work?", "treatment/medication"),
        ("its for my brother", "family/talk"),
        ("y cuánto cuesta?", "help/cost"),
    ],
)
def test_a_follow_up_leans_on_the_last_topic(say: Say, asked: str, topic: str) -> None:
    say("what is methadone")
    assert set(topics(say(asked))) == {topic}


@pytest.mark.parametrize("asked", ["what about the other one", "y la otra"])
def test_the_other_of_three_is_asked_back(say: Say, content: Content, asked: str) -> None:
    say("what is methadone")
    (offer,) = say(asked)
    others = [title for title in titles(offer) if title]
    for topic in ("treatment/buprenorphine", "treatment/naltrexone"):
        assert any(content.answers[topic, language].title in others for language in ("en", "es"))


def test_the_same_follow_up_leads_elsewhere_after_another_topic(say: Say) -> None:
    say("where can i get narcan for my bag")
    say("thanks")
    assert set(topics(say("how much is it"))) == {"harm_reduction/naloxone"}


def test_it_is_still_the_same_thing_after_a_follow_up(say: Say) -> None:
    say("what is methadone")
    say("how much is it")
    assert set(topics(say("does it work?"))) == {"treatment/medication"}


def test_without_a_last_topic_a_follow_up_is_answered_or_asked_back(
    say: Say, content: Content
) -> None:
    (asked,) = say("how long does it take")
    assert asked["text"] == content.texts["utter_followup/duration", "en"]
    assert set(topics(say("1"))) == {"opioids/withdrawal"}


def test_more_offers_what_goes_with_the_last_answer(say: Say, content: Content) -> None:
    say("what is methadone")
    (offer,) = say("tell me more")
    related = content.answers["treatment/methadone", "en"].next
    assert titles(offer) == [content.answers[topic, "en"].title for topic in related]


@pytest.mark.parametrize(
    "asked, topic",
    [
        ("where can i get narcan", "harm_reduction/naloxone"),
        ("does suboxone work", "treatment/buprenorphine"),
        ("how long does withdrawal last", "opioids/withdrawal"),
        ("how much does suboxone cost a month", "help/cost"),
    ],
)
def test_a_full_question_is_no_follow_up(say: Say, asked: str, topic: str) -> None:
    say("what is cbt")
    assert set(topics(say(asked))) == {topic}


def test_a_correction_is_read_without_its_lead_in(say: Say) -> None:
    say("what is suboxone")
    assert set(topics(say("no i meant methadone"))) == {"treatment/methadone"}


def test_a_correction_that_says_nothing_offers_what_else_it_could_be(
    say: Say, content: Content
) -> None:
    say("what is suboxone")
    (offer,) = say("no, not that")
    assert offer["text"] == content.texts["utter_correction", "en"]
    assert 2 <= len(offer["buttons"]) <= 4
    assert content.answers["treatment/buprenorphine", "en"].title not in titles(offer)


def test_the_second_of_two_questions_is_offered(say: Say, content: Content) -> None:
    *answered, offer = say("what is methadone? and how do i get naloxone?")
    assert set(topics(answered)) == {"treatment/methadone"}
    assert offer["text"] == content.texts["utter_also_asked", "en"]
    assert titles(offer) == [content.answers["harm_reduction/naloxone", "en"].title]
    assert set(topics(say("yes please"))) == {"harm_reduction/naloxone"}


def test_a_second_question_may_lean_on_the_first(say: Say, content: Content) -> None:
    *_, offer = say("What is detox and how much does it cost?")
    assert titles(offer) == [content.answers["help/cost", "en"].title]


@pytest.mark.parametrize("typed, place", [("2", 1), ("la primera", 0), ("the last one", 2)])
def test_a_typed_number_presses_a_button(
    say: Say, content: Content, typed: str, place: int
) -> None:
    say("what is methadone")
    related = content.answers["treatment/methadone", "en"].next
    assert set(topics(say(typed))) == {related[place]}


def test_the_first_buttons_are_those_of_the_page(say: Say) -> None:
    assert set(topics(say("2"))) == {store.STARTERS[1]}


def test_a_typed_title_presses_its_button(say: Say, content: Content) -> None:
    last = say("what is cbt")[-1]
    title = titles(last)[2]
    assert set(topics(say(title.upper()))) == {content.answers["treatment/cbt", "en"].next[2]}


@pytest.mark.parametrize(
    "typed, key",
    [("yes", "utter_which_one"), ("ninguna", "utter_no_thanks"), ("ok", "utter_still_here")],
)
def test_a_yes_or_no_to_several_buttons_is_taken_up(
    say: Say, content: Content, typed: str, key: str
) -> None:
    say("what is methadone")
    assert texts(say(typed)) == [content.texts[key, "en"]]


def test_a_no_to_did_you_mean_asks_for_other_words(say: Say, content: Content) -> None:
    say("what is suboxone")
    say("not that")
    assert texts(say("none of these")) == [content.texts["utter_ask_again", "en"]]


def test_a_repeated_question_gets_more_then_people_then_the_answer(
    say: Say, content: Content
) -> None:
    whole = texts(say("what is methadone"))
    (further,) = say("what is methadone")
    (people,) = say("what is methadone?")
    assert further["text"] == content.texts["utter_repeated", "en"]
    assert content.answers["help/talk_now", "en"].title in titles(further)
    assert people["text"] == content.texts["utter_repeated_again", "en"]
    assert people["custom"]["kind"] == "fallback"  # the gateway adds helplines
    assert texts(say("what is methadone")) == whole


def test_a_repeated_answer_can_be_shown_again(say: Say) -> None:
    whole = texts(say("what is methadone"))
    (further,) = say("what is methadone")
    assert texts(say(further["buttons"][-1]["payload"])) == whole


def test_a_pressed_button_is_the_new_subject(say: Say) -> None:
    say("what is methadone")
    say('/ask{"topic": "harm_reduction/naloxone"}')
    assert set(topics(say("how much is it"))) == {"harm_reduction/naloxone"}


def test_the_same_question_in_the_other_language_is_no_repeat(say: Say, content: Content) -> None:
    say("what is methadone")
    spanish = content.answers["treatment/methadone", "es"]
    assert tuple(texts(say("qué es la metadona", "es"))) == spanish.bubbles


@pytest.mark.parametrize("text", ["i want to talk to a person", "where do i get narcan"])
def test_what_may_save_a_life_is_said_as_often_as_asked(say: Say, text: str) -> None:
    assert texts(say(text)) == texts(say(text))


def test_small_talk_repeated_is_short(say: Say, content: Content) -> None:
    say("hello")
    assert texts(say("hello")) == [content.texts["utter_still_here", "en"]]


def test_an_insult_is_met_with_an_offer_once(say: Say, content: Content) -> None:
    assert texts(say("fuck you")) == [content.texts["utter_insult", "en"]]
    assert texts(say("you stupid bot")) == [content.texts["utter_insult_again", "en"]]
    assert set(topics(say("what is methadone"))) == {"treatment/methadone"}


def test_thanks_in_emoji_are_thanks(say: Say) -> None:
    assert set(topics(say("🙏"))) == {"chat/thanks"}


def test_tears_without_an_answer_for_them_get_a_kind_prompt(say: Say, content: Content) -> None:
    said = texts(say("😭"))
    low = content.answers.get(("feelings/low", "en"))
    assert said == list(low.bubbles if low else [content.texts["utter_no_words", "en"]])


@pytest.mark.parametrize(
    "text",
    [
        "no i meant i want to kill myself",
        "2, i want to kill myself",
        "fuck you im going to kill myself",
    ],
)
def test_a_crisis_wins_over_everything(say: Say, text: str) -> None:
    say("what is methadone")
    assert [reply["custom"]["kind"] for reply in say(text)] == ["crisis"]


def test_after_a_crisis_a_number_presses_nothing_old(say: Say, content: Content) -> None:
    say("what is methadone")
    say("i want to kill myself")
    assert texts(say("2")) == [content.texts["utter_yes_to_what", "en"]]


def test_a_deployers_own_desk_is_shown_to_who_asks_for_a_person(
    say: Say, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_DESK", "Main Street Clinic, 9 to 5")
    desk, *answer = say("i want to talk to a person")
    assert desk["text"].endswith("Main Street Clinic, 9 to 5")
    assert tuple(texts(answer)) == content.answers["help/talk_now", "en"].bubbles
    assert "Clinic" not in say("what is cbt")[0]["text"]
