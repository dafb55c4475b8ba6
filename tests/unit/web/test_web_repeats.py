"""A message sent twice is answered once; a session is answered one message at a time."""

from __future__ import annotations

import asyncio
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

from bot.web.replies import Reply
from bot.web.sessions import Session
from tests.unit.web.web_gateway import CRY, Person, bubble, gateway_of, is_card, says


async def _slowly(asked):
    await asyncio.sleep(0.1)
    return says(bubble("An answer."))(asked)


def test_a_repeated_message_gets_the_very_same_reply(person, rasa):
    rasa.behaves = says(bubble("Which?", "choice", buttons=[("A", "/a")]))
    first = person.posts(text="hello", message_id="same")
    assert person.posts(text="hello", message_id="same").content == first.content
    assert len(rasa.asked) == 1


def test_a_message_repeated_while_it_is_answered_gets_the_same_reply(person, rasa):
    rasa.behaves = _slowly
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: person.says("hello", message_id="same"), range(6)))
    assert all(reply == replies[0] for reply in replies)
    assert len(rasa.asked) == 1


def test_a_repeated_message_gets_its_reply_over_the_limit_too(open_gateway):
    person = Person(open_gateway(rate_session_per_min=1))
    first = person.says("hello", message_id="same")
    assert person.says("hello", message_id="same") == first


def test_the_same_id_in_another_session_is_another_message(client, rasa):
    Person(client).says("hello", message_id="same")
    Person(client).says("hello", message_id="same")
    assert len(rasa.asked) == 2


def test_other_words_under_a_used_id_are_answered_so_that_no_crisis_is_hidden(person):
    person.says("hello", message_id="same")
    assert is_card(person.says(CRY, message_id="same")["messages"][0])


def test_a_message_without_an_id_is_answered(person, rasa):
    headers = {"Content-Type": "application/json", **person.headers}
    for _ in range(2):
        response = person.client.post("/api/messages", json={"text": "hi"}, headers=headers)
        assert response.status_code == 200
    assert len(rasa.asked) == 2


def test_a_reply_that_failed_is_not_kept(client, person, rasa, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(gateway_of(client).rasa, "ask", lambda question: 1 / 0)
        assert person.posts(text="hello", message_id="same").status_code == 500
    assert person.says("hello", message_id="same")["messages"][0]["text"] == "An answer."


def test_replies_are_kept_ten_minutes_and_fifty_of_them():
    made = []

    async def make() -> Reply:
        made.append(1)
        return Reply(200, b"")

    async def talk() -> None:
        session = Session("id", "en", "US")
        await session.reply_once(0, 0.0, make)
        await session.reply_once(0, 599.0, make)
        assert len(made) == 1
        await session.reply_once(0, 601.0, make)
        assert len(made) == 2
        for key in range(1, 51):
            await session.reply_once(key, 601.0, make)
        await session.reply_once(0, 601.0, make)
        assert len(made) == 53

    asyncio.run(talk())


def test_a_session_is_answered_one_message_at_a_time(person, rasa):
    running = []

    async def alone(asked):
        running.append(asked)
        assert len(running) == 1
        await asyncio.sleep(0.03)
        running.remove(asked)
        return says(bubble("An answer."))(asked)

    rasa.behaves = alone
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(person.says, "abcd"))
    assert {reply["messages"][0]["text"] for reply in replies} == {"An answer."}


def test_too_many_messages_at_once_are_refused_with_help_but_never_a_crisis(open_gateway, rasa):
    release = threading.Event()

    async def waits(asked):
        while not release.is_set():
            await asyncio.sleep(0.005)
        return says(bubble("An answer."))(asked)

    rasa.behaves = waits
    person = Person(open_gateway(deadline_s=10))
    with ThreadPoolExecutor(9) as pool:
        sent = [pool.submit(person.posts, text=text) for text in "abcdefgh"]
        first = list(itertools.islice(as_completed(sent), 4))
        cry = pool.submit(person.says, CRY)
        release.set()
        assert is_card(cry.result()["messages"][0])
    assert [future.result().json()["error"]["code"] for future in first] == ["turn_running"] * 4
    assert all(future.result().json()["messages"][0]["lines"] for future in first)
    answered = [future.result() for future in sent if future not in first]
    assert [response.status_code for response in answered] == [200] * 4


def test_other_people_do_not_wait(client, rasa):
    async def slow_for_the_first(asked):
        await asyncio.sleep(0.2 if asked["text"] == "slow" else 0)
        return says(bubble(asked["text"]))(asked)

    rasa.behaves = slow_for_the_first
    first, second = Person(client), Person(client)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(first.says, "slow")
        second.says("quick")
        assert not slow.done()
