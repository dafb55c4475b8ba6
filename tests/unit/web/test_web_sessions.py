"""Sessions: opened with an honest notice, kept in memory, forgotten on request."""

from __future__ import annotations

import pytest
from starlette.responses import JSONResponse

from bot.web.sessions import Sessions
from tests.unit.web.web_gateway import Person, gateway_of, text_of


def test_a_session_opens_with_the_notice_that_this_is_a_program(client):
    response = client.post("/api/sessions", json={"language": "es"})
    opening = response.json()
    assert response.status_code == 201
    assert opening["disclosure"] == text_of(client, "utter_disclosure", "es")
    assert opening["messages"][0]["text"] == text_of(client, "utter_welcome", "es")
    assert (opening["language"], opening["country"]) == ("es", "US")


def test_a_session_opens_without_a_body_in_the_language_of_the_browser(client):
    response = client.post("/api/sessions", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert (response.status_code, response.json()["language"]) == (201, "es")


@pytest.mark.parametrize("country, known", [("gb", "GB"), ("Germany", ""), ("é", ""), (None, "US")])
def test_a_country_is_a_code_or_unknown(client, country, known):
    assert Person(client, country=country).opening["country"] == known


@pytest.mark.parametrize("body", ["[]", "{", '{"language": 1}', "null"])
def test_a_malformed_opening_is_refused_with_help(client, body):
    response = client.post(
        "/api/sessions", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 400
    assert response.json()["messages"][0]["lines"]


def test_tokens_are_long_random_and_never_repeat(client):
    tokens = {Person(client).opening["token"] for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 22 + 1 + 27  # 128 random bits, a dot, a SHA-1 signature


@pytest.mark.parametrize("spoil", ["id", "signature", "swap", "other key"])
def test_a_forged_token_opens_nothing(client, open_gateway, spoil):
    token, other = (Person(client).opening["token"] for _ in range(2))
    id, signature = token.rsplit(".", 1)
    forged = {
        "id": f"{'A' if id[0] != 'A' else 'B'}{id[1:]}.{signature}",
        "signature": f"{id}.{signature[:-2]}AA",
        "swap": f"{id}.{other.rsplit('.', 1)[1]}",
        "other key": Person(open_gateway(secret_key="another")).opening["token"],
    }[spoil]
    response = client.post(
        "/api/messages", json={"text": "hi"}, headers={"X-Session-Token": forged}
    )
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "no_session"
    assert response.json()["messages"][0]["lines"]


def test_a_session_that_ended_says_so_kindly(client, person):
    gateway_of(client).sessions.delete(gateway_of(client).sessions.id_in(person.opening["token"]))
    response = person.posts(text="hi")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "session_expired")
    assert response.json()["messages"][0]["text"] == text_of(client, "utter_session_expired")


def test_the_oldest_session_makes_room(open_gateway):
    client = open_gateway(max_sessions=2)
    first, second = Person(client), Person(client)
    first.says()
    third = Person(client)
    assert [p.posts(text="hi").status_code for p in (first, second, third)] == [200, 401, 200]


def test_a_session_ends_when_idle_and_lives_while_used():
    clock = [0.0]
    sessions = Sessions("key", most=10, idle_s=1800, now=lambda: clock[0])
    _, used = sessions.create("en", "US")
    _, idle = sessions.create("en", "US")
    clock[0] = 1799
    assert sessions.find(used.id) is used
    clock[0] = 1801
    assert sessions.find(used.id) is used
    assert sessions.find(idle.id) is None
    assert len(sessions) == 1


def test_deleting_forgets_here_and_in_rasa(client, person, rasa):
    person.says()
    assert client.delete("/api/sessions", headers=person.headers).json() == {"deleted": True}
    assert rasa.forgotten == [rasa.asked[0]["sender"]]
    assert person.posts(text="hi").status_code == 401


@pytest.mark.parametrize("answer", [JSONResponse({}, 404), JSONResponse({"forgotten": False})])
def test_deleting_does_not_claim_what_rasa_did_not_confirm(client, person, rasa, answer):
    rasa.forgets = lambda sender: answer
    assert client.delete("/api/sessions", headers=person.headers).json() == {"deleted": False}
    assert person.posts(text="hi").status_code == 401


def test_deleting_needs_a_token_of_ours(client):
    assert client.delete("/api/sessions", headers={"X-Session-Token": "x"}).status_code == 401
