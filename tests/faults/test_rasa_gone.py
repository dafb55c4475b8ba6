"""Whatever happens to Rasa, a person gets an answer or a referral in time, and it comes back."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import servers
from tests.servers import Bot

DEADLINE_S = 4.0


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with servers.bot(tmp_path_factory.mktemp("faults")) as started:
        yield started


def timed(bot: Bot, text: str, token: str) -> tuple[dict, float]:
    started = time.monotonic()
    return bot.say(text, token), time.monotonic() - started


def assert_referred(bot: Bot, token: str) -> None:
    ordinary, seconds = timed(bot, "what is methadone", token)
    assert seconds < DEADLINE_S + 0.5
    assert ordinary["messages"][0]["kind"] == "fallback"
    assert any(line["tel"] == "tel:988" for line in ordinary["messages"][0]["lines"])
    crisis, seconds = timed(bot, "i want to kill myself", token)
    assert seconds < DEADLINE_S
    assert crisis["messages"][0]["kind"] == "crisis"


def test_rasa_killed_is_referred_told_and_started_again(bot: Bot) -> None:
    token = bot.session()
    assert bot.say("what is methadone", token)["messages"][0]["kind"] == "answer"
    os.kill(bot.child("rasa"), signal.SIGKILL)
    assert_referred(bot, token)
    servers.wait_until(lambda: not bot.healthy(), "a truthful health report", 3)
    servers.wait_until(bot.healthy, "Rasa's return")
    assert bot.say("what is methadone", token)["messages"][0]["kind"] == "answer"


def test_rasa_frozen_is_referred_within_the_deadline_and_goes_on_when_thawed(bot: Bot) -> None:
    token, frozen = bot.session(), bot.child("rasa")
    os.kill(frozen, signal.SIGSTOP)
    try:
        assert_referred(bot, token)
    finally:
        os.kill(frozen, signal.SIGCONT)
    servers.wait_until(bot.healthy, "Rasa's thaw")
    assert bot.say("what is methadone", token)["messages"][0]["kind"] == "answer"


def test_the_gateway_killed_is_started_again(bot: Bot) -> None:
    os.kill(bot.child("gateway"), signal.SIGKILL)
    assert servers.wait_until(bot.healthy, "the gateway's return") < 30


def test_stopping_stops_everything(tmp_path: Path) -> None:
    with servers.bot(tmp_path) as started:
        children = psutil.Process(started.process.pid).children(recursive=True)
        assert len(children) >= 2
        started.process.send_signal(signal.SIGINT)
        assert started.process.wait(20) == 0
        assert not [child for child in children if child.is_running()]
