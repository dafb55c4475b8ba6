"""After a crisis: the next turns, the country a person names, and soft referrals."""

from __future__ import annotations

from typing import Any

import pytest

from bot import safety
from bot.web.referrals import Locale
from tests.unit.web.web_gateway import CRY, Person, bubble, gateway_of, is_card, says, text_of

ANSWER = says(bubble("An answer.", topic="help/cost"))


def texts(reply: dict[str, Any]) -> list[str]:
    return [message["text"] for message in reply["messages"]]


def press(person: Person, reply: dict[str, Any], number: int) -> dict[str, Any]:
    """Press one of the buttons safe, not safe, not sure under the question."""
    return person.presses(reply["messages"][0]["buttons"][number]["id"])


@pytest.mark.parametrize(
    "said", ["lol jk", "what does it cost", "/restart", "you are stupid", "im fine", "👍", "no"]
)
def test_the_turn_after_a_crisis_opens_with_the_question(client, person, said):
    person.says(CRY)
    reply = person.says(said)
    assert texts(reply)[0] == text_of(client, "utter_safe_now")
    titles = [button["title"] for button in reply["messages"][0]["buttons"]]
    assert titles == ["I'm safe for now", "No", "I'm not sure"]
    assert reply["messages"][0]["lines"]


def test_the_answer_to_what_was_asked_still_comes_below(person, rasa):
    rasa.behaves = ANSWER
    person.says(CRY)
    assert texts(person.says("what does it cost"))[1] == "An answer."


@pytest.mark.parametrize("number", [1, 2])
def test_who_is_not_safe_or_not_sure_gets_the_card_again_in_other_words(person, number):
    first = person.says(CRY)
    reply = press(person, person.says("hm"), number)
    assert is_card(reply["messages"][0]) and reply["crisis"] == {"category": "suicide"}
    assert texts(reply)[0] != texts(first)[0]


@pytest.mark.parametrize(("language", "typed"), [("en", "not really"), ("es", "la verdad no")])
def test_the_question_can_be_answered_by_typing(client, language, typed):
    person = Person(client, language=language)
    person.says(CRY)
    person.says("hm")
    assert person.says(typed)["crisis"] == {"category": "suicide"}


def test_who_is_safe_is_not_asked_again_and_the_banner_stays(client, person):
    person.says(CRY)
    relieved = press(person, person.says("hm"), 0)
    assert texts(relieved) == [text_of(client, "utter_safe_yes")]
    later = person.says("what does it cost")
    assert text_of(client, "utter_safe_now") not in texts(later)
    assert later["banner"] == text_of(client, "utter_banner")


def test_the_question_is_not_asked_for_ever(client, person):
    person.says(CRY)
    asked = [text_of(client, "utter_safe_now") in texts(person.says("hm")) for _ in range(4)]
    assert asked == [True, True, False, False]


def test_without_a_crisis_there_is_no_banner(person):
    assert person.says("what does it cost")["banner"] is None


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("category", safety.CATEGORIES)
def test_a_card_shown_three_times_never_says_the_same_and_stays_complete(
    client, category, language
):
    referrals = gateway_of(client).referrals
    crisis = safety.Crisis(category, (), ())
    cards = [referrals.card(crisis, Locale(language, "US"), times) for times in range(4)]
    assert len({card.text for card in cards[:3]}) == 3
    assert cards[3].text == cards[0].text
    for card in cards:
        assert "911" in card.text and card.lines == cards[0].lines


def test_crisis_after_crisis_gets_other_words(person):
    assert len({texts(person.says(f"{CRY} {n}"))[0] for n in range(3)}) == 3


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("i live in toronto. i want to kill myself", "ca_988"),
        ("estoy en españa, quiero matarme", "es_024"),
    ],
)
def test_who_says_where_they_are_gets_the_lines_of_that_country(person, said, line):
    lines = [line["id"] for line in person.says(said)["messages"][0]["lines"]]
    assert line in lines and not any(id.startswith("us_") for id in lines)


def test_the_country_said_once_holds_for_later_cards(person):
    person.says("im in the uk")
    lines = [line["id"] for line in person.says(CRY)["messages"][0]["lines"]]
    assert lines and not any(id.startswith("us_") for id in lines)


def test_us_numbers_in_an_answer_are_followed_by_those_of_the_persons_country(client, rasa):
    rasa.behaves = says(bubble("Call 1-800-662-4357.", topic="help/start"))
    abroad, home = Person(client, country="GB"), Person(client)
    assert texts(abroad.says())[1] == text_of(client, "utter_other_country")
    assert len(home.says()["messages"]) == 1


def test_cause_for_concern_adds_lines_without_alarm_and_not_every_turn(
    client, person, rasa, monkeypatch
):
    rasa.behaves = ANSWER
    reading = safety.Reading(None, concern=True)
    monkeypatch.setattr(gateway_of(client).chat.detector, "read", lambda *_: reading)
    soft = text_of(client, "utter_soft_referral")
    replies = [person.says(f"hm {n}") for n in range(5)]
    assert [soft in texts(reply) for reply in replies] == [True, False, False, False, True]
    assert replies[0]["crisis"] is None and replies[0]["messages"][-1]["lines"]


def test_the_words_before_are_read_along_and_go_with_the_session(client, person, monkeypatch):
    seen = []

    def read(text: str, before: list[str], hinted: bool) -> safety.Reading:
        seen.append((*before, "hinted") if hinted else tuple(before))
        return safety.Reading(None, hint=text == "three")

    monkeypatch.setattr(gateway_of(client).chat.detector, "read", read)
    for said in ("one", "two", "three", "four"):
        person.says(said)
    Person(client).says("new")
    assert seen == [(), ("one",), ("one", "two"), ("two", "three", "hinted"), ()]


def test_rasa_is_told_what_the_check_found(person, rasa):
    person.says("what does it cost")
    person.says(CRY)
    assert [asked["crisis"] for asked in rasa.asked] == ["", "suicide"]
