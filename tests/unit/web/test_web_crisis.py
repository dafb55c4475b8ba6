"""A person in crisis gets the card first, whatever else is wrong."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.web import turn
from tests.unit.web.web_gateway import CRY, FAULTS, Person, bubble, gateway_of, is_card, says


def test_crisis_card_comes_first_and_the_answer_below_it(person, rasa):
    rasa.behaves = says(bubble("A craving fades."), bubble("A second bubble."))
    reply = person.says(CRY)
    assert is_card(reply["messages"][0])
    assert [m["text"] for m in reply["messages"][1:]] == ["A craving fades.", "A second bubble."]
    assert reply["crisis"] == {"category": "suicide"}


def test_crisis_card_stands_once_and_no_prompt_follows_it(person, rasa):
    rasa.behaves = says(
        bubble("The same card.", "crisis"),
        bubble("Did you mean…", "choice"),
        bubble("I did not understand.", "fallback"),
    )
    assert [m["kind"] for m in person.says(CRY)["messages"]] == ["crisis"]


@pytest.mark.parametrize("fault", FAULTS)
def test_crisis_card_comes_in_time_when_rasa(fault, hurried, rasa):
    rasa.behaves = FAULTS[fault]
    began = time.monotonic()
    reply = hurried.says(CRY)
    assert [m["kind"] for m in reply["messages"]] == ["crisis"]
    assert is_card(reply["messages"][0])
    assert time.monotonic() - began < 1


def test_crisis_card_comes_when_rasa_is_down(open_gateway):
    client = open_gateway(ask_rasa=None, rasa_url="http://127.0.0.1:9")
    assert is_card(Person(client).says(CRY)["messages"][0])


def test_crisis_card_does_not_wait_for_a_slow_answer(open_gateway, rasa, monkeypatch):
    monkeypatch.setattr(turn, "CRISIS_WAIT_S", 0.1)
    rasa.behaves = FAULTS["hangs"]
    person = Person(open_gateway(deadline_s=4))
    began = time.monotonic()
    assert is_card(person.says(CRY)["messages"][0])
    assert time.monotonic() - began < 1


def test_crisis_card_does_not_wait_for_an_earlier_message(open_gateway, rasa):
    rasa.behaves = FAULTS["hangs"]
    person = Person(open_gateway(deadline_s=0.6))
    with ThreadPoolExecutor(1) as pool:
        earlier = pool.submit(person.says, "hello")
        while not rasa.asked:
            time.sleep(0.005)
        assert is_card(person.says(CRY)["messages"][0])
        assert not earlier.done()


def test_crisis_card_does_not_wait_when_rasa_is_overloaded(client, person, rasa, monkeypatch):
    monkeypatch.setattr(type(gateway_of(client).rasa), "is_busy", True)
    assert is_card(person.says(CRY)["messages"][0])
    assert rasa.asked == []


@pytest.mark.parametrize("token", ["", "nonsense", "id.signature", "é"])
def test_crisis_card_needs_no_session(client, token):
    headers = [("X-Session-Token", token.encode())]
    response = client.post("/api/messages", json={"text": CRY}, headers=headers)
    assert response.status_code == 200
    assert is_card(response.json()["messages"][0])


def test_crisis_card_needs_no_living_session(client, person):
    gateway_of(client).sessions.delete(gateway_of(client).sessions.id_in(person.opening["token"]))
    assert is_card(person.says(CRY)["messages"][0])


def test_crisis_card_knows_no_limit(open_gateway):
    person = Person(open_gateway(rate_session_per_min=1))
    person.says()
    assert person.posts(text="again").status_code == 429
    for _ in range(3):
        assert is_card(person.says(CRY)["messages"][0])


def test_crisis_over_the_limit_does_not_reach_rasa(open_gateway, rasa):
    person = Person(open_gateway(rate_session_per_min=1))
    person.says()
    person.says(CRY)
    assert len(rasa.asked) == 1


def test_crisis_is_found_in_a_text_that_is_too_long_to_answer(open_gateway, rasa):
    person = Person(open_gateway(max_text_chars=100))
    reply = person.says("it was a long day. " * 50 + CRY)
    assert is_card(reply["messages"][0])
    assert rasa.asked == []


@pytest.mark.parametrize("place", ["at its beginning", "at its end"])
def test_crisis_is_found_in_a_body_that_is_too_large(open_gateway, place):
    person = Person(open_gateway(max_body_bytes=500))
    filler = "it was a long day. " * 1000
    response = person.posts(text=f"{CRY}. {filler}" if "begin" in place else f"{filler}. {CRY}")
    assert response.status_code == 413
    assert is_card(response.json()["messages"][0])
    assert response.json()["crisis"] == {"category": "suicide"}


@pytest.mark.parametrize(
    "status, body",
    [
        (400, f'{{"text": "{CRY}'),
        (400, f'["{CRY}"]'),
        (400, f'"{CRY}"'),
        (400, f'{{"text": ["{CRY}"]}}'),
        (400, f'{{"message": "{CRY}"}}'),
        (400, f'{{"text": "{CRY}", "button": "x"}}'),
        (400, f'{{"text": "{CRY}", "message_id": 7}}'),
        (400, f'{{"text": "{CRY} \\ud83d"}}'),
        (400, '{"text": ["i want to kill m\\u0079self"]}'),
        (400, b'\xff\xfe\xff{"text": "' + CRY.encode() + b'"}'),
    ],
)
def test_crisis_is_found_in_a_malformed_body(client, status, body):
    response = client.post(
        "/api/messages", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == status
    assert is_card(response.json()["messages"][0])


def test_crisis_is_found_in_plain_text(client):
    response = client.post("/api/messages", content=CRY, headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert is_card(response.json()["messages"][0])


def test_people_to_talk_to_are_offered_when_the_detector_fails(client, person, monkeypatch):
    monkeypatch.setattr(gateway_of(client).chat.detector, "read", lambda *_: 1 / 0)
    reply = person.says("anything")
    assert reply["messages"][0]["lines"]
    assert reply["messages"][1]["text"] == "An answer."
    assert reply["crisis"] is None
    refused = client.post("/api/messages", json={"text": "anything"})
    assert (refused.status_code, bool(refused.json()["messages"][0]["lines"])) == (401, True)


def test_crisis_card_comes_when_our_own_code_fails(client, person, monkeypatch):
    monkeypatch.setattr(gateway_of(client).rasa, "ask", lambda question: 1 / 0)
    assert is_card(person.says(CRY)["messages"][0])


def test_a_crisis_that_only_rasa_sees_comes_first(person, rasa):
    rasa.behaves = says(bubble("An answer."), bubble("A card.", "crisis", topic="overdose"))
    reply = person.says("hmm")
    assert is_card(reply["messages"][0])
    assert reply["crisis"] == {"category": "overdose"}


def test_crisis_card_speaks_the_language_of_the_message(person):
    english = person.says(CRY)["messages"][0]["text"]
    assert person.says(CRY, language="es")["messages"][0]["text"] != english


def test_a_spanish_cry_in_an_english_session_gets_the_spanish_card(client, person):
    cry = "ya no quiero vivir, me quiero matar"
    reply = person.says(cry)
    spanish = Person(client, language="es").says(cry)["messages"][0]["text"]
    assert (reply["language"], reply["messages"][0]["text"]) == ("es", spanish)


def test_a_spanish_cry_without_a_session_gets_the_spanish_card(client, person):
    cry = "ya no quiero vivir, me quiero matar"
    body = {"text": cry, "message_id": "x", "language": "en"}
    reply = client.post("/api/messages", json=body).json()
    assert reply["messages"][0]["text"] == person.says(cry)["messages"][0]["text"]


def test_crisis_card_never_gives_us_numbers_elsewhere(client):
    for country in ("ZZ", "nowhere"):
        card = Person(client, country=country).says(CRY)["messages"][0]
        assert is_card(card)
        assert not [line for line in card["lines"] if line["tel"] in ("tel:988", "tel:911")]
        assert [line for line in card["lines"] if "findahelpline" in line["chat"]]
