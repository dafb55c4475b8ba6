"""Match rules against the end of a conversation only: no rule looks further back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

States = list[dict[str, Any]]


def longest_rule(policy: RulePolicy) -> int:
    """Return how many states the longest rule of a trained `policy` has, at least 1."""
    lookups = (policy.lookup.get(name, {}) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH))
    return max((len(json.loads(key)) for lookup in lookups for key in lookup), default=1)


def recent_states_of(policy: RulePolicy) -> Callable[..., States]:
    """Return what can replace `policy._prediction_states` with the same predictions.

    Stock Rasa makes the states of the whole conversation anew for each look at the rules, three
    times a turn.
    """
    most = longest_rule(policy)

    def prediction_states(
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> States:
        states = recent_states(tracker, domain, most)
        policy.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    return prediction_states


def recent_states(tracker: DialogueStateTracker, domain: Domain, most: int) -> States:
    """Return the last `most` of `tracker.past_states(domain)`: before each action, and now."""
    events = tracker.applied_events()
    to_skip = 1 - most + sum(isinstance(event, ActionExecuted) for event in events)
    then = tracker.init_copy()
    states = []
    for event in events:
        if isinstance(event, ActionExecuted):
            if to_skip <= 0:
                states.append(_state(then, domain))
            to_skip -= 1
        then.update(event)
    return [*states, _state(then, domain)]


def _state(tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    return domain._clean_state(domain.get_active_state(tracker))
