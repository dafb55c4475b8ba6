"""Run a model's graph in an order worked out once; stock Rasa plans it anew at every run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphComponent, GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner

from bot.dialogue.recent_states import recent_states_of

Step = tuple[str, GraphNode, tuple[str, ...]]


def quicken(agent: Agent) -> None:
    """Spare `agent` at every turn what changes no reply, once its model is loaded."""
    if agent.processor is None:
        return
    agent.processor.graph_runner = runner = OrderedRunner(agent.processor.graph_runner)
    for component in runner.components():
        if type(component) is RulePolicy:
            component._prediction_states = recent_states_of(component)
    # Warns of intents and entities missing in the domain, which `rasa data validate` finds.
    agent.processor._check_for_unseen_features = lambda parse_data: None


class OrderedRunner(GraphRunner):
    """The nodes, results and errors of a dask runner, without the scheduler of dask."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Take over the nodes of `runner`."""
        self._runner = runner
        self._schema = runner._graph_schema
        self._steps = lru_cache(maxsize=16)(self._plan)

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> OrderedRunner:
        """Create the nodes of a schema as dask's runner does."""
        return cls(DaskGraphRunner.create(*args, **kwargs))

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target, given `inputs` by name.

        Raises what a component raises, but a `RuntimeError` as `GraphRunError`.
        """
        wanted = tuple(targets or self._schema.target_names)
        known: dict[str, Any] = dict.fromkeys(self._schema.nodes)
        self._runner._add_inputs_to_graph(inputs, known)  # refuses what clashes with a node
        try:
            for name, node, needs in self._steps(wanted):
                if known.get(name) is None:
                    known[name] = node(*(known.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(known[target] for target in wanted)

    def components(self) -> list[GraphComponent]:
        """Return the component of every node."""
        return [node._component for node in self._runner._instantiated_nodes.values()]

    def _plan(self, targets: tuple[str, ...]) -> list[Step]:
        """Return the nodes that `targets` need, each after those it needs itself."""
        steps: dict[str, Step] = {}

        def add(name: str) -> None:
            if name in steps or name not in self._schema.nodes:  # done, or an input
                return
            needs = tuple(self._schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            steps[name] = (name, self._runner._instantiated_nodes[name], needs)

        for target in targets:
            add(target)
        return list(steps.values())
