"""A deadline is kept, whatever the late work does."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from bot.web.deadline import within


async def _stubborn() -> None:
    try:
        await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        await asyncio.sleep(0.5)
        raise ValueError("words of a person") from None


async def _soon() -> str:
    await asyncio.sleep(0.01)
    return "done"


async def _fails() -> None:
    raise KeyError("words")


def test_work_in_time_gives_its_result():
    assert asyncio.run(within(1, _soon())) == "done"


def test_a_failure_in_time_is_raised():
    with pytest.raises(KeyError):
        asyncio.run(within(1, _fails()))


def test_late_work_that_ignores_being_stopped_is_left_behind(caplog):
    caplog.set_level(logging.DEBUG)

    async def measure() -> float:
        began = time.monotonic()
        with pytest.raises(asyncio.TimeoutError):
            await within(0.05, _stubborn())
        took = time.monotonic() - began
        await asyncio.sleep(0.6)
        return took

    assert asyncio.run(measure()) < 0.3
    assert "words" not in caplog.text


def test_no_time_left_is_late():
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(within(-1, _soon()))
