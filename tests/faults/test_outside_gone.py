"""Whatever happens to the action server or to Redis, people in crisis get their card."""

from __future__ import annotations

from tests.faults.cells import Fault
from tests.faults.outside import Outside


def assert_referred(outside: Outside, fault: Fault) -> None:
    fault.everybody_gets_the_card(outside.bot)
    outside.bot.says_failing("understanding")
    assert outside.bot.say("what is methadone")["messages"][0]["kind"] == "fallback"


def test_action_server_is_down(outside: Outside, fault: Fault) -> None:
    with outside.actions.stopped():
        assert_referred(outside, fault)
    fault.is_over(outside.bot)


def test_every_action_raises(outside: Outside, fault: Fault) -> None:
    with outside.every_action("raise"):
        assert_referred(outside, fault)
    fault.is_over(outside.bot)


def test_every_action_hangs(outside: Outside, fault: Fault) -> None:
    with outside.every_action("hang"):
        assert_referred(outside, fault)
    fault.is_over(outside.bot)


def test_redis_is_gone(outside: Outside, fault: Fault) -> None:
    with outside.redis.stopped():
        assert_referred(outside, fault)
    fault.is_over(outside.bot)


def test_redis_is_frozen(outside: Outside, fault: Fault) -> None:
    with outside.redis.frozen():
        assert_referred(outside, fault)
    fault.is_over(outside.bot)
