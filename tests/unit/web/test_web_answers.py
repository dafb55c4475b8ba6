"""Every message gets words: the answer, or a kind text with people to talk to."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.web.web_gateway import FAULTS, Person, bubble, gateway_of, says, text_of

SOURCE = {"title": "T", "publisher": "P", "url": "https://a.gov/", "retrieved": "2026-11-22"}


def test_the_answer_is_shown_whole(person, rasa):
    rasa.behaves = says(
        bubble("First.", topic="a/b"),
        bubble("Second.", topic="a/b", title="B", sources=[SOURCE], reviewed="2026-11-22"),
        topic="a/b",
        confidence=0.9,
    )
    reply = person.says()
    first, second = reply["messages"]
    assert (first["text"], first["kind"], first["topic"]) == ("First.", "answer", "a/b")
    assert (second["title"], second["sources"]) == ("B", [SOURCE])
    assert second["reviewed"] == "2026-11-22"
    assert reply["crisis"] is None
    assert reply["understood"] == {"topic": "a/b", "confidence": 0.9, "offered": []}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_person_is_never_left_in_silence_when_rasa(fault, hurried, rasa):
    rasa.behaves = FAULTS[fault]
    began = time.monotonic()
    (message,) = hurried.says()["messages"]
    assert message["kind"] == "fallback"
    assert message["text"] == text_of(hurried.client, "utter_unavailable")
    assert message["lines"]
    assert time.monotonic() - began < 1


def test_a_person_is_never_left_in_silence_when_rasa_is_down(open_gateway):
    person = Person(open_gateway(ask_rasa=None, rasa_url="http://127.0.0.1:9"))
    assert person.says()["messages"][0]["lines"]


def test_a_person_is_never_left_in_silence_when_our_own_code_fails(client, person, monkeypatch):
    monkeypatch.setattr(gateway_of(client).rasa, "ask", lambda question: 1 / 0)
    response = person.posts(text="hello")
    assert response.status_code == 500
    assert response.json()["messages"][0]["lines"]


def test_a_reply_that_was_not_understood_offers_people_to_talk_to(person, rasa):
    rasa.behaves = says(bubble("Could you say it another way?", "fallback"))
    assert person.says()["messages"][0]["lines"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", "/", "//", "\x00"])
def test_an_empty_message_gets_a_gentle_prompt(text, person, rasa):
    (message,) = person.says(text)["messages"]
    assert message["text"] == text_of(person.client, "utter_empty")
    assert message["lines"]
    assert rasa.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        " /restart",
        "//restart",
        "／restart",
        "\u200b/restart",
        "\ufeff／/\u200d/restart",
        "\x00/restart",
        "\u2044restart",
        "/ restart",
        "\u3164/restart",
        "\ufe0f/restart",
    ],
)
def test_nothing_that_a_person_types_is_a_command(text, person, rasa):
    person.says(text)
    assert rasa.asked[-1]["text"] == "restart"
    assert rasa.asked[-1]["payload"] is None


def test_control_characters_do_not_reach_rasa(person, rasa):
    person.says("how\x00 are\x1b you")
    assert rasa.asked[-1]["text"] == "how  are  you"


def test_a_text_of_the_longest_size_is_answered_and_a_longer_one_is_not(open_gateway):
    client = open_gateway(max_text_chars=20)
    person = Person(client)
    assert person.posts(text="a" * 20).status_code == 200
    refused = person.posts(text="a" * 21)
    assert refused.status_code == 413
    assert refused.json()["messages"][0]["text"] == text_of(client, "utter_too_long")


def test_a_button_does_what_rasa_meant_and_its_payload_stays_secret(person, rasa):
    rasa.behaves = says(bubble("Which?", "choice", buttons=[("Naloxone", "/ask{secret}")]))
    response = person.posts(text="what")
    assert "secret" not in response.text
    (button,) = response.json()["messages"][0]["buttons"]
    assert button["title"] == "Naloxone"
    person.presses(button["id"])
    assert rasa.asked[-1]["payload"] == "/ask{secret}"
    assert rasa.asked[-1]["text"] is None


def test_a_button_of_another_person_does_nothing(client, rasa):
    rasa.behaves = says(bubble("Which?", "choice", buttons=[("Naloxone", "/ask{secret}")]))
    button = Person(client).says()["messages"][0]["buttons"][0]["id"]
    asked = len(rasa.asked)
    (message,) = Person(client).presses(button)["messages"]
    assert (message["kind"], message["text"]) == ("fallback", text_of(client, "utter_old_button"))
    assert message["lines"]
    assert len(rasa.asked) == asked


@pytest.mark.parametrize("button", ["", "unknown", "/restart", "é" * 50])
def test_an_unknown_button_gets_a_gentle_notice(button, person, rasa):
    (message,) = person.presses(button)["messages"]
    assert (message["kind"], bool(message["lines"])) == ("fallback", True)
    assert rasa.asked == []


def test_an_old_button_lapses(person, rasa):
    rasa.behaves = says(bubble("Which?", "choice", buttons=[(f"B{n}", "/b") for n in range(60)]))
    old = person.says()["messages"][0]["buttons"][0]["id"]
    person.says()
    assert person.presses(old)["messages"][0]["text"] == text_of(person.client, "utter_old_button")


def test_a_link_in_a_source_is_a_web_address(person, rasa):
    bad = {**SOURCE, "url": "javascript:alert(1)"}
    rasa.behaves = says(bubble("An answer.", sources=[bad]))
    assert person.says()["messages"][0]["sources"][0]["url"] == ""


def test_the_language_follows_the_message_and_stays(person, rasa):
    replies = [
        person.says(language="es"),  # the page was switched
        person.says("ok"),
        person.says(),
        person.says("¿cómo aguanto las ganas de consumir?"),
        person.says("ok"),
    ]
    spoken = ["es", "es", "en", "es", "es"]
    assert [asked["language"] for asked in rasa.asked] == spoken
    assert [reply["language"] for reply in replies] == spoken


def test_who_asks_for_a_person_gets_lines_and_hours_of_their_country(client, rasa):
    rasa.behaves = says(bubble("Call.", topic="help/talk_now", title="Talk to a person now"))
    for country in ("US", "GB"):
        (message,) = Person(client, country=country).says("a person please")["messages"]
        assert message["kind"] == "answer"
        assert any(line["hours"] for line in message["lines"])


def test_a_language_that_was_asked_for_stays(person, rasa):
    for text in ("spanish please", "how do i get through a craving", "in english pls", "ok"):
        person.says(text)
    assert [asked["language"] for asked in rasa.asked] == ["es", "es", "en", "en"]


def test_the_page_s_own_language_sent_with_every_message_is_no_request(person, rasa):
    person.says("¿qué es la metadona?", language="en")
    person.says("y cuánto cuesta eso", language="en")
    assert [asked["language"] for asked in rasa.asked] == ["es", "es"]


def test_an_unknown_language_changes_nothing(person, rasa):
    person.says(language="xx")
    assert rasa.asked[0]["language"] == "en"


def test_each_person_is_another_sender(client, rasa):
    Person(client).says()
    Person(client).says()
    first, second = (asked["sender"] for asked in rasa.asked)
    assert first != second


def test_waiting_for_earlier_messages_counts_in_the_deadline(hurried, rasa):
    rasa.behaves = FAULTS["hangs"]
    began = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(hurried.says, ["one", "two", "three"]))
    assert time.monotonic() - began < 0.55
