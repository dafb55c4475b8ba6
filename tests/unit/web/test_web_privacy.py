"""What people type is written nowhere."""

from __future__ import annotations

import json
import logging

from starlette.responses import Response

from tests.unit.web.web_gateway import CRY, FAULTS, Person, gateway_of

CANARY = "canary-7f3a"


def _fails(*_: object) -> None:
    raise ValueError(f"cannot read '{CANARY}'")


def test_no_log_at_any_level_holds_a_word_of_a_message(open_gateway, rasa, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    client = open_gateway(rate_session_per_min=1000, deadline_s=0.2)
    person = Person(client)
    echoes = lambda asked: Response(json.dumps(asked), 500)  # noqa: E731
    for behaviour in (rasa.behaves, *FAULTS.values(), echoes):
        rasa.behaves = behaviour
        person.posts(text=f"{CANARY} hello")
        person.posts(text=f"{CANARY} {CRY}")
    for body in (f'{{"text": "{CANARY}', f'["{CANARY}"]', f'{{"text": "{CANARY} \\ud800"}}'):
        client.post("/api/messages", content=body, headers={"Content-Type": "application/json"})
    person.posts(text=CANARY, button=CANARY)
    person.posts(button=CANARY)
    with monkeypatch.context() as patch:
        patch.setattr(gateway_of(client).chat.detector, "read", _fails)
        person.posts(text=f"{CANARY} detector")
    with monkeypatch.context() as patch:
        patch.setattr(gateway_of(client).rasa, "ask", _fails)
        person.posts(text=f"{CANARY} rasa")
    with monkeypatch.context() as patch:
        patch.setattr(gateway_of(client).referrals, "card", _fails)
        person.posts(text=f"{CANARY} {CRY} card")
    assert "failed" in caplog.text
    assert CANARY not in caplog.text
    assert person.opening["token"] not in caplog.text


def test_memory_holds_the_last_two_messages_at_most_and_ends_with_the_session(client, person):
    person.says(f"{CANARY} hello", message_id="same")
    person.posts(text=f"{CANARY} {CRY}")
    gateway = gateway_of(client)
    session = gateway.sessions.find(gateway.sessions.id_in(person.opening["token"]))
    kept = [{**vars(session), "said": ()}, [t.result() for _, t in session._replies.values()]]
    assert CANARY not in repr(kept)
    assert [said.text for said in session.said] == [f"{CANARY} hello"]  # a crisis is not kept
    person.says("one")
    person.says("two")
    assert CANARY not in repr(vars(session))
    client.delete("/api/sessions", headers=person.headers)
    assert gateway.sessions.find(session.id) is None
