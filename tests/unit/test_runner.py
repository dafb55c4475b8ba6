"""The ordered runner gives what dask gives, and fails as it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.dialogue.runner import OrderedRunner


class Part(GraphComponent):
    """Joins what it gets; raises when it is told to."""

    calls = 0

    @classmethod
    def create(cls, config: dict, **kwargs: Any) -> Part:
        made = cls()
        made.error = config.get("raises")
        return made

    def join(self, **given: Any) -> str:
        Part.calls += 1
        if self.error:
            raise self.error
        return "(" + " ".join(f"{name}={value}" for name, value in given.items()) + ")"


def node(raises: Exception | None = None, target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs, Part, "create", "join", {"raises": raises}, eager=True, is_target=target
    )


def schema(raises: Exception | None = None) -> GraphSchema:
    return GraphSchema(
        {
            "last": node(one="left", other="right", target=True),
            "left": node(words="message"),
            "right": node(raises, words="message", left="left"),
            "aside": node(words="message"),
        }
    )


Make = Callable[[GraphSchema], Any]


@pytest.fixture(params=[DaskGraphRunner, OrderedRunner])
def make(request: pytest.FixtureRequest) -> Make:
    return lambda graph: request.param.create(graph, None, ExecutionContext(graph))


def test_gives_the_outputs_of_the_targets(make: Make) -> None:
    runner = make(schema())
    expected = "(one=(words=hi) other=(words=hi left=(words=hi)))"
    assert runner.run({"message": "hi"}) == {"last": expected}
    assert runner.run({"message": "hi"}, ["left", "aside"]) == {
        "left": "(words=hi)",
        "aside": "(words=hi)",
    }
    assert runner.run({"message": "ho"}, ["message"]) == {"message": "ho"}


def test_runs_each_node_that_is_needed_once(make: Make) -> None:
    runner = make(schema())
    Part.calls = 0
    runner.run({"message": "hi"})
    assert Part.calls == 3
    runner.run({"message": "hi"}, ["left"])
    assert Part.calls == 4


def test_an_input_stands_in_for_a_node(make: Make) -> None:
    assert make(schema()).run({"message": "hi", "left": ["known"]}, ["right"]) == {
        "right": "(words=hi left=['known'])"
    }


def test_a_fault_of_a_component_is_wrapped_alike(make: Make) -> None:
    with pytest.raises(GraphComponentException) as caught:
        make(schema(ValueError("no"))).run({"message": "hi"})
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_missing_input_and_a_clashing_one_are_refused_alike(make: Make) -> None:
    with pytest.raises(GraphRunError):
        make(schema()).run({})
    with pytest.raises(GraphRunError):
        make(schema()).run({"message": "left"})


def test_a_runtime_error_around_a_component_is_a_run_error(make: Make) -> None:
    runner = make(schema())
    nodes = getattr(runner, "_runner", runner)._instantiated_nodes
    nodes["left"]._run_before_hooks = _fail
    with pytest.raises(GraphRunError):
        runner.run({"message": "hi"})


def _fail(given: dict) -> None:
    raise RuntimeError("no")
