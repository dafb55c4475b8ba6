"""Turned off, the chat refers and answers nothing: on every way in, whatever else fails."""

from __future__ import annotations

import pytest

from bot import models, store
from tests.unit.web.test_web_plain import fields
from tests.unit.web.web_gateway import CRY, FAULTS, Person, bubble, gateway_of, is_card, says

WORDS = {"en": "This chat is turned off for now", "es": "Este chat está apagado por ahora"}
CRIES = {"en": CRY, "es": "me quiero suicidar"}


@pytest.fixture
def switch(client):
    """A way for staff to turn the chat off and on; the gateway looks at once."""
    published = gateway_of(client).published
    published.stop()

    def turn(off: bool) -> None:
        with store.session(published._database_url) as db:
            store.switch(db, off, "a nurse")
        published.refresh()

    return turn


@pytest.fixture(params=["en", "es"])
def language(request) -> str:
    return request.param


def test_a_question_gets_the_lines_and_no_answer(client, rasa, switch, language):
    person = Person(client, language=language)
    switch(off=True)
    reply = person.says("help/cost?", language=language)
    (message,) = reply["messages"]
    assert message["text"].startswith(WORDS[language])
    assert "tel:988" in {line["tel"] for line in message["lines"]}
    assert not rasa.asked


def test_a_button_gets_the_lines_too(client, rasa, switch):
    rasa.behaves = says(bubble("An answer.", buttons=[("More", "/more")]))
    person = Person(client)
    button = person.says()["messages"][-1]["buttons"][0]["id"]
    switch(off=True)
    assert person.presses(button)["messages"][0]["text"].startswith(WORDS["en"])


def test_a_crisis_still_gets_its_card_first(client, switch, language):
    person = Person(client, language=language)
    switch(off=True)
    reply = person.says(CRIES[language], language=language)
    assert is_card(reply["messages"][0]) and reply["crisis"] == {"category": "suicide"}


def test_who_says_to_be_safe_is_not_invited_to_ask(client, switch):
    person = Person(client)
    person.says(CRY)
    switch(off=True)
    asked = person.says("ok")
    safe = next(m for m in asked["messages"] if m["buttons"])["buttons"][0]["id"]
    assert person.presses(safe)["messages"][0]["text"].startswith(WORDS["en"])


def test_a_new_chat_opens_with_the_lines_and_offers_nothing(client, switch, language):
    switch(off=True)
    (opening,) = Person(client, language=language).opening["messages"]
    assert opening["text"].startswith(WORDS[language]) and opening["lines"]
    assert not opening["buttons"]


def test_the_page_is_the_lines_without_a_form_or_a_script(client, switch, language):
    switch(off=True)
    page = client.get(f"/?language={language}").text
    assert WORDS[language] in page and 'href="tel:988"' in page
    assert "<form" not in page and "<script" not in page
    assert f'lang="{language}"' in page


def test_the_plain_form_of_an_open_page_gets_the_lines_and_no_new_form(client, switch, language):
    given = {**fields(client.get(f"/?language={language}").text), "text": "help/cost?"}
    switch(off=True)
    page = client.post(f"/?language={language}", data=given).text
    said = page[page.index('id="reply"') :]
    assert WORDS[language] in said and 'href="tel:988"' in said
    assert "<form" not in page


def test_on_again_it_answers_again(client, switch):
    person = Person(client)
    switch(off=True)
    switch(off=False)
    assert person.says()["messages"][0]["text"] == "An answer."
    assert "<form" in client.get("/").text


@pytest.mark.parametrize("fault", ["fails with 500", "hangs"])
def test_off_works_while_rasa_does_not(client, rasa, switch, fault):
    rasa.behaves = FAULTS[fault]
    switch(off=True)
    assert Person(client).says()["messages"][0]["text"].startswith(WORDS["en"])


def test_health_says_so_and_calls_it_no_fault(client, switch):
    switch(off=True)
    reply = client.get("/healthz")
    assert reply.json()["off"] is True and reply.status_code == 200
    switch(off=False)
    assert client.get("/healthz").json()["off"] is False


def test_off_is_still_off_for_a_gateway_that_starts(open_gateway, switch):
    switch(off=True)
    again = open_gateway()
    assert WORDS["en"] in again.get("/").text


def test_off_stays_off_when_the_database_breaks_afterwards(client, switch):
    switch(off=True)
    published = gateway_of(client).published
    models.Base.metadata.drop_all(store.engine(published._database_url))
    published._known_at -= 3600
    published.refresh()
    assert Person(client).says()["messages"][0]["text"].startswith(WORDS["en"])


def test_a_switch_that_cannot_be_read_for_long_refers_people(client, rasa, switch, language):
    person = Person(client, language=language)
    switch(off=False)
    published = gateway_of(client).published
    models.Base.metadata.drop_all(store.engine(published._database_url))
    published.refresh()
    assert person.says(language=language)["messages"][0]["text"] == "An answer."
    published._known_at -= 11
    (message,) = person.says(language=language)["messages"]
    assert message["kind"] == "fallback" and message["lines"]
    assert is_card(person.says(CRIES[language], language=language)["messages"][0])
    assert len(rasa.asked) == 1


def test_a_gateway_that_never_read_the_switch_refers_people(open_gateway, tmp_path):
    client = open_gateway(database_url=f"sqlite:///{tmp_path}/no/such/folder.sqlite3")
    (message,) = Person(client).says()["messages"]
    assert message["kind"] == "fallback" and message["lines"]
