"""Whether an answer helped is counted by topic, and nothing else can be written there."""

from __future__ import annotations

import pytest

from tests.unit.web.web_gateway import gateway_of


def counted(client) -> dict[tuple[str, str], int]:
    counts = gateway_of(client).chat.counts._counts
    return {(topic, outcome): number for (_, topic, outcome), number in counts.items()}


@pytest.fixture
def known(client):
    gateway_of(client).published.topics = frozenset({"recovery/cravings"})


def test_yes_and_no_are_counted(client, person, known):
    for helpful in (True, True, False):
        body = {"topic": "recovery/cravings", "helpful": helpful}
        answer = client.post("/api/feedback", json=body, headers=person.headers)
        assert answer.json() == {"counted": True}
    assert counted(client) == {
        ("recovery/cravings", "helpful"): 2,
        ("recovery/cravings", "not_helpful"): 1,
    }


@pytest.mark.parametrize(
    "body, status",
    [
        ({"topic": "my name is Ann", "helpful": True}, 400),
        ({"topic": "recovery/cravings", "helpful": "words of mine"}, 400),
        ({"topic": "recovery/cravings"}, 400),
        ([], 400),
    ],
)
def test_nobody_can_write_words_into_the_counts(client, person, known, body, status):
    answer = client.post("/api/feedback", json=body, headers=person.headers)
    assert answer.status_code == status and answer.json()["messages"][0]["lines"]
    assert counted(client) == {}


def test_without_a_session_nothing_is_counted(client, known):
    body = {"topic": "recovery/cravings", "helpful": True}
    assert client.post("/api/feedback", json=body).status_code == 401
    assert counted(client) == {}
