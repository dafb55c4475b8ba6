"""Whatever happens to Rasa, a person gets an answer or a referral in time, and it comes back."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from urllib.parse import urlsplit

import psutil

from tests import servers
from tests.faults.cells import DEADLINE_S, Fault
from tests.faults.homes import Breaks, missing, truncated
from tests.faults.outside import Stack, frozen
from tests.servers import Bot

WAITING = 20  # people with an ordinary question: Rasa needs a while for all of them


def assert_referred(bot: Bot, fault: Fault) -> None:
    fault.everybody_gets_the_card(bot)
    assert_told(bot)


def assert_told(bot: Bot) -> None:
    """Assert that people and operators are told that nothing is understood."""
    token, started = bot.session(), time.monotonic()
    ordinary = bot.say("what is methadone", token)["messages"][0]
    assert time.monotonic() - started < DEADLINE_S + 0.5
    assert ordinary["kind"] == "fallback"
    assert any(line["tel"] == "tel:988" for line in ordinary["lines"])
    bot.says_failing("understanding")


def end_rasa(bot: Bot, how: signal.Signals) -> None:
    os.kill(bot.child("rasa"), how)
    port = int(urlsplit(bot.environment["RASA_URL"]).port or 0)
    servers.wait_until(lambda: not servers.accepts(port), "Rasa's end", 15)


def test_rasa_is_frozen(bot: Bot, fault: Fault) -> None:
    with frozen(bot.child("rasa")):
        assert_referred(bot, fault)
    fault.is_over(bot)


def test_rasa_is_stopped(bot: Bot, fault: Fault) -> None:
    end_rasa(bot, signal.SIGTERM)
    assert_referred(bot, fault)
    fault.is_over(bot)


def test_rasa_is_killed_while_it_answers(bot: Bot, fault: Fault) -> None:
    tokens = [bot.session() for _ in range(WAITING)]
    with ThreadPoolExecutor(WAITING) as people, fault.everybody_asks(bot):
        asked = [people.submit(bot.say, "what is methadone", token) for token in tokens]
        wait(asked, return_when=FIRST_COMPLETED)
        os.kill(bot.child("rasa"), signal.SIGKILL)
        kinds = [reply.result()["messages"][0]["kind"] for reply in asked]
    assert set(kinds) == {"answer", "fallback"}, "some were answered before, some interrupted"
    assert_told(bot)
    fault.is_over(bot)


def test_model_is_missing(by_default: Stack, fault: Fault) -> None:
    assert_lives_without(missing, by_default, fault)


def test_model_is_truncated(outside: Stack, fault: Fault) -> None:
    # In the other bot only because each supervisor waits longer after each end of its Rasa.
    assert_lives_without(truncated, outside, fault)


def assert_lives_without(broken: Breaks, stack: Stack, fault: Fault) -> None:
    with broken(stack.home.model):
        end_rasa(stack.bot, signal.SIGKILL)
        assert_started_in_vain(stack.bot)
        assert_referred(stack.bot, fault)
    fault.is_over(stack.bot)


def assert_started_in_vain(bot: Bot) -> None:
    """Wait until the supervisor started Rasa again, and Rasa ended again."""

    def new() -> psutil.Process | None:
        for child in psutil.Process(bot.process.pid).children():
            if child.status() != psutil.STATUS_ZOMBIE and child.cmdline()[-1:] == ["rasa"]:
                return child
        return None

    servers.wait_until(lambda: new() is not None, "Rasa's next start", 35)
    servers.wait_until(lambda: new() is None, "Rasa's end without a model")


def test_the_gateway_killed_is_started_again(bot: Bot) -> None:
    os.kill(bot.child("gateway"), signal.SIGKILL)
    assert servers.wait_until(bot.healthy, "the gateway's return") < 30
