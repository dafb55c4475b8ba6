"""Limits: generous, kind when reached, and open when the counter is broken."""

from __future__ import annotations

import asyncio
import time

from bot.web.limits import Minute
from tests.unit.web.web_gateway import Person, text_of


def _is_refused_kindly(response, client) -> bool:
    body = response.json()
    return (
        response.status_code == 429
        and body["error"]["code"] == "too_many_requests"
        and body["messages"][0]["text"] == text_of(client, "utter_rate_limited")
        and bool(body["messages"][0]["lines"])
        and int(response.headers["Retry-After"]) > 0
    )


def test_a_session_that_floods_is_asked_to_wait(open_gateway, rasa):
    client = open_gateway(rate_session_per_min=2)
    person = Person(client)
    person.says()
    person.says()
    assert _is_refused_kindly(person.posts(text="again"), client)
    assert len(rasa.asked) == 2
    Person(client).says()


def test_all_together_are_limited(open_gateway):
    client = open_gateway(rate_global_per_min=3)
    people = [Person(client) for _ in range(3)]
    for person in people:
        person.says()
    assert _is_refused_kindly(people[0].posts(text="again"), client)


def test_new_sessions_are_limited(open_gateway):
    client = open_gateway(rate_global_per_min=1)
    Person(client)
    assert _is_refused_kindly(client.post("/api/sessions"), client)


def test_a_broken_counter_turns_nobody_away(open_gateway):
    client = open_gateway(redis_url="redis://127.0.0.1:9/0", rate_session_per_min=1)
    began = time.monotonic()
    person = Person(client)
    person.says()
    person.says()
    assert time.monotonic() - began < 1.5


def counted(minute: Minute, most: int, key: str, *times: float) -> list[bool]:
    return [asyncio.run(minute.hit(most, key, now)) for now in times]


def test_a_minute_moves_on_and_a_refused_one_does_not_count():
    minute = Minute()
    assert counted(minute, 2, "a", 0, 30, 59, 60.5, 61, 90.5) == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]


def test_each_key_has_its_own_minute_and_an_idle_one_is_forgotten():
    minute = Minute()
    assert counted(minute, 1, "a", 0) + counted(minute, 1, "b", 10) == [True, True]
    counted(minute, 1, "c", 65)
    assert list(minute._times) == ["b", "c"]
    assert counted(minute, 0, "d", 66, 67) == [False, False]
