"""Health is a real question with a real answer, not a sign that a process runs."""

from __future__ import annotations

import pytest

from bot import models, store
from tests.unit.web.web_gateway import FAULTS, gateway_of

WELL = dict.fromkeys(("understanding", "database", "crisis", "learned"), True)


@pytest.fixture
def healthy(client):
    """A gateway whose database is there and was read."""
    published = gateway_of(client).published
    published.stop()
    models.Base.metadata.create_all(store.engine(published._database_url))
    published.refresh()
    return client


def _checks(client):
    gateway_of(client)._health._checked_at = float("-inf")
    response = client.get("/healthz")
    assert response.json()["ok"] is (response.status_code == 200)
    assert response.json()["ok"] is all(response.json()["checks"].values())
    return response.json()["checks"]


def test_all_is_well(healthy):
    assert _checks(healthy) == WELL


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - {"hangs"}))
def test_understanding_is_unhealthy_when_rasa(fault, healthy, rasa):
    rasa.behaves = FAULTS[fault]
    assert _checks(healthy) == {**WELL, "understanding": False}


def test_understanding_is_unhealthy_when_rasa_hangs(healthy, rasa, monkeypatch):
    monkeypatch.setattr("bot.web.health.ANSWER_S", 0.05)
    rasa.behaves = FAULTS["hangs"]
    assert not _checks(healthy)["understanding"]


def test_database_is_unhealthy_without_tables(client):
    published = gateway_of(client).published
    published.stop()
    models.Base.metadata.drop_all(store.engine(published._database_url))
    published.refresh()
    assert not _checks(client)["database"]


def test_database_is_unhealthy_when_it_was_not_read_lately(healthy):
    gateway_of(healthy).published._read_at -= 11
    assert not _checks(healthy)["database"]


@pytest.mark.parametrize("broken", [lambda text: None, lambda text: 1 / 0])
def test_crisis_is_unhealthy_when_a_cry_is_missed(healthy, monkeypatch, broken):
    monkeypatch.setattr(gateway_of(healthy).chat.detector, "check", broken)
    assert not _checks(healthy)["crisis"]


def test_crisis_is_unhealthy_when_the_card_cannot_be_made(healthy, monkeypatch):
    monkeypatch.setattr(gateway_of(healthy).referrals, "card", lambda crisis, locale: 1 / 0)
    assert not _checks(healthy)["crisis"]


def test_rasa_is_asked_a_real_question_at_most_once_a_second(healthy, rasa):
    rasa.asked.clear()
    for _ in range(5):
        healthy.get("/healthz")
    assert len(rasa.asked) == 1
    assert rasa.asked[0]["text"]
    assert rasa.forgotten == [rasa.asked[0]["sender"]]
