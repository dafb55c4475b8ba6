"""Someone half way through a form says they want to die: the referral wins, then the form."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import rasa.model_training
from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from bot import training
from bot.dialogue.runner import quicken

HERE = Path(__file__).parent / "form_bot"


class CardOnly(EndpointConfig):
    """An action endpoint with one action, which says CARD."""

    async def request(self, *args: object, **kwargs: object) -> dict:
        return {"events": [], "responses": [{"text": "CARD"}]}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    training.quiet()
    out = tmp_path_factory.mktemp("model")
    files = (str(HERE / name) for name in ("domain.yml", "config.yml"))
    result = rasa.model_training.train(*files, [str(HERE / "data.yml")], output=str(out))
    return result.model


@pytest.fixture(scope="module", params=["stock", "quick"])
def agent(model: str, request: pytest.FixtureRequest) -> Agent:
    """Return the bot as stock Rasa runs it, and as our server does."""
    made = Agent.load(model, action_endpoint=CardOnly())
    if request.param == "quick":
        quicken(made)
    return made


Say = Callable[[str], list[str]]


@pytest.fixture
def say(agent: Agent, request: pytest.FixtureRequest) -> Say:
    sender = request.node.nodeid
    loop: Callable[[Awaitable], list] = asyncio.new_event_loop().run_until_complete

    def said(text: str) -> list[str]:
        return [m["text"] for m in loop(agent.handle_text(text, sender_id=sender)) or []]

    return said


def test_a_crisis_at_the_start_gets_the_referral(say: Say) -> None:
    assert say("i want to die") == ["CARD"]


def test_a_crisis_inside_a_form_gets_the_referral_and_fills_no_slot(say: Say) -> None:
    assert say("check in") == ["How did you sleep?"]
    assert say("i want to die") == ["CARD"]
    assert say("badly") == ["Thank you."]


def test_a_crisis_in_a_form_twice_in_a_row_gets_the_referral_twice(say: Say) -> None:
    say("check in")
    assert say("i want to die") == ["CARD"]
    assert say("overdose") == ["CARD"]


def test_a_crisis_after_a_restart_gets_the_referral(say: Say) -> None:
    say("check in")
    say("/restart")
    assert say("i want to die") == ["CARD"]


def test_a_crisis_after_a_finished_form_gets_the_referral(say: Say) -> None:
    say("check in")
    say("badly")
    assert say("i took an overdose") == ["CARD"]
