"""What an action server answers is checked, by a validator compiled once."""

from __future__ import annotations

from typing import Any

import pytest
from fastjsonschema import JsonSchemaException
from rasa.core.actions.action import RemoteAction

from bot.dialogue.actions_in_process import compile_action_schema


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)
    compile_action_schema()
    return RemoteAction("action_vetted_answer", None)


def test_a_good_result_is_taken(action: RemoteAction) -> None:
    slot = {"event": "slot", "name": "topic", "value": "help/cost", "timestamp": None}
    assert action._validate_action_result({"events": [slot], "responses": [{"text": "hello"}]})


@pytest.mark.parametrize(
    "result", [{"events": [{"event": "nonsense"}]}, {"responses": "hello"}, [], {"events": {}}]
)
def test_a_broken_result_is_refused(action: RemoteAction, result: Any) -> None:
    with pytest.raises(JsonSchemaException):
        action._validate_action_result(result)
