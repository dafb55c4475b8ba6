"""A reply that lacks what was expected fails, each expectation by itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations.expected import Expected
from tests.unit.conversations.conftest import KNOWN, buttons, message, reply

ANSWER = reply(
    message("Prices differ. Call 211.", topic="help/cost", buttons=buttons("Methadone")),
)
OFFER = reply(message("Is it one of these?", "choice", buttons=buttons("Methadone", "None")))
CARD = reply(message("Call 911 now.", "crisis"), crisis="suicide")
BELOW = reply(message("Call.", "crisis"), message(topic="help/cost"), crisis="suicide")
LOST = reply(message("I did not understand.", "fallback"), language="es")


@pytest.mark.parametrize(
    "expected, came",
    [
        (Expected(), ANSWER),
        (Expected(topics=("help/cost",)), ANSWER),
        (Expected(topics=("treatment/methadone", "help/cost")), ANSWER),
        (Expected(topics=("none",)), OFFER),
        (Expected(buttons=("treatment/methadone",)), ANSWER),
        (Expected(buttons=("methadone",)), ANSWER),
        (Expected(offered=("treatment/methadone",)), OFFER),
        (Expected(offered=("anything",)), OFFER),
        (Expected(finds=("help/cost",)), ANSWER),
        (Expected(finds=("treatment/methadone",)), OFFER),
        (Expected(words=("prices  DIFFER", "211"), never=("mg",)), ANSWER),
        (Expected(words=("None",)), OFFER),
        (Expected(text="utter_did_you_mean", kind="choice"), OFFER),
        (Expected(cards=("overdose", "suicide")), CARD),
        (Expected(cards=("suicide",), topics=("help/cost",)), BELOW),
        (Expected(language="es", text="utter_rephrase"), LOST),
    ],
)
def test_what_is_expected_passes(expected: Expected, came: dict[str, Any]) -> None:
    assert expected.failures(came, KNOWN) == []


@pytest.mark.parametrize(
    "expected, came, named",
    [
        (Expected(topics=("treatment/methadone",)), ANSWER, "topic treatment/methadone"),
        (Expected(topics=("help/cost",)), OFFER, "topic help/cost"),
        (Expected(topics=("none",)), ANSWER, "no answer"),
        (Expected(buttons=("help/cost",)), ANSWER, "button help/cost"),
        (Expected(offered=("help/cost",)), OFFER, "button help/cost"),
        (Expected(offered=("treatment/methadone",)), ANSWER, "a question back"),
        (Expected(finds=("help/cost",)), OFFER, "help/cost, answered or offered"),
        (Expected(words=("free",)), ANSWER, "the words “free”"),
        (Expected(never=("prices",)), ANSWER, "never the words “prices”"),
        (Expected(text="utter_rephrase"), OFFER, "text utter_rephrase"),
        (Expected(kind="answer"), OFFER, "kind answer"),
        (Expected(language="en"), LOST, "language en"),
        (Expected(cards=("suicide",)), ANSWER, "card suicide"),
        (Expected(cards=("overdose",)), CARD, "card overdose"),
        (Expected(), CARD, "no card"),
        (Expected(topics=("help/cost",)), BELOW, "no card"),
    ],
)
def test_what_is_not_there_fails(expected: Expected, came: dict[str, Any], named: str) -> None:
    (failure,) = expected.failures(came, KNOWN)
    assert failure.expected == named


def test_a_card_below_something_else_fails() -> None:
    came = reply(message(), message("Call.", "crisis"), crisis="suicide")
    failures = Expected(cards=("suicide",)).failures(came, KNOWN)
    assert [failure.expected for failure in failures] == ["the card first"]


def test_a_refusal_fails_and_says_its_code() -> None:
    (failure,) = Expected().failures({"error": {"code": "turn_running"}, "messages": []}, KNOWN)
    assert "turn_running" in failure.came
