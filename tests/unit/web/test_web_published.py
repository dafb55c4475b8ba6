"""What staff publish shows at once; a broken database takes nothing away."""

from __future__ import annotations

import dataclasses

import pytest

from bot import models, store
from bot.content import Content
from bot.web.referrals import PEOPLE, Locale
from tests.unit.web.web_gateway import CRY, Person, bubble, gateway_of, says

US = Locale("en", "US")


@pytest.fixture
def published(client):
    published = gateway_of(client).published
    published.stop()
    models.Base.metadata.create_all(store.engine(published._database_url))
    return published


def _publish(published, lines=None, texts=None):
    referrals = published._referrals
    files = Content({}, dict(texts or referrals.texts), lines or referrals.lines, {}, ())
    with store.session(published._database_url) as db:
        store.publish(db, files, who="test", commit="")


def test_a_corrected_number_shows_without_a_restart(client, published):
    line = gateway_of(client).referrals.helplines(US)[0]
    lines = dict(gateway_of(client).referrals.lines)
    lines[line.id] = dataclasses.replace(lines[line.id], call="555-0100")
    _publish(published, lines)
    published.refresh()
    shown = client.get("/api/crisis-lines").json()["lines"]
    assert "555-0100" in [line["call"] for line in shown]
    assert "555-0100" in client.get("/").text
    assert "555-0100" in str(client.get("/nothing").json())


def test_a_corrected_text_shows_without_a_restart(client, published):
    texts = {**gateway_of(client).referrals.texts, ("utter_not_found", "en"): "Not here."}
    _publish(published, texts=texts)
    published.refresh()
    assert client.get("/nothing").json()["messages"][0]["text"] == "Not here."


def test_a_text_is_never_read_as_html(client, published):
    gateway_of(client).referrals.texts = {("utter_disclosure", "en"): "<i>5 > 3</i>"}
    assert "&lt;i&gt;5 &gt; 3&lt;/i&gt;" in client.get("/").text


def test_lines_stay_when_the_database_breaks(client, published, caplog):
    _publish(published)
    published.refresh()
    models.Base.metadata.drop_all(store.engine(published._database_url))
    published.refresh()
    published.refresh()
    assert not published.is_current
    assert Person(client).says(CRY)["messages"][0]["lines"]
    assert caplog.text.count("the database fails") <= 2  # once before there were tables


def test_a_publish_without_lines_keeps_those_of_the_files(client, published):
    before = gateway_of(client).referrals.card(PEOPLE, US)
    gateway_of(client).referrals.publish({}, {}, {})
    assert gateway_of(client).referrals.card(PEOPLE, US) == before


def test_a_card_whose_lines_are_all_gone_keeps_those_of_the_files(client):
    referrals = gateway_of(client).referrals
    shown = {line.id for line in referrals.helplines(US)}
    referrals.publish({k: v for k, v in referrals.lines.items() if k not in shown}, {}, {})
    assert referrals.helplines(US)


def test_the_greeting_offers_topics_that_are_on_the_air(client, published, rasa):
    gateway_of(client).referrals.publish({}, {}, {"en": {"help/start": "How to start"}})
    person = Person(client)
    (button,) = person.opening["messages"][0]["buttons"]
    assert button["title"] == "How to start"
    person.presses(button["id"])
    assert rasa.asked[-1]["payload"] == '/ask{"topic": "help/start"}'


def _counted(published) -> dict[tuple[str, str], int]:
    published.refresh()
    with store.session(published._database_url) as db:
        rows = db.query(models.DailyCount).all()
        return {(row.topic, row.outcome): row.count for row in rows}


def test_turns_are_counted_by_topic_and_outcome_and_repeats_only_once(client, published, rasa):
    person = Person(client)
    rasa.behaves = says(bubble("An answer."), topic="help/cost")
    person.says("how much is it", message_id="same")
    person.says("how much is it", message_id="same")
    person.says("how much is it")
    person.says(CRY)
    client.post("/api/messages", json={"text": CRY})
    client.post("/api/messages", content=CRY, headers={"Content-Type": "text/plain"})
    rasa.behaves = lambda asked: []
    person.says("hello")
    expected = {("help/cost", "answer"): 2, ("suicide", "crisis"): 3, ("", "fallback"): 1}
    assert _counted(published) == expected
    assert _counted(published) == expected


def test_counts_are_kept_while_the_database_takes_none(client, published):
    table, engine = models.DailyCount.__table__, store.engine(published._database_url)
    table.drop(engine)
    Person(client).says(CRY)
    published.refresh()
    assert not published.is_current
    table.create(engine)
    assert _counted(published) == {("suicide", "crisis"): 1}
