"""The end of a conversation looks as it does in the whole of it."""

from __future__ import annotations

import json

import pytest
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.recent_states import longest_rule, recent_states

DOMAIN = Domain.from_dict(
    {
        "intents": ["ask", "crisis"],
        "actions": ["action_answer"],
        "forms": {"check": {"required_slots": ["mood"]}},
        "slots": {"mood": {"type": "text", "mappings": [{"type": "from_text"}]}},
    }
)


def turn(intent: str, action: str, *after: Event) -> list[Event]:
    user = UserUttered("some words", {"name": intent})
    return [ActionExecuted("action_listen"), user, ActionExecuted(action), *after]


PLAIN = turn("ask", "action_answer") * 4
FORM = [
    *turn("ask", "check", ActiveLoop("check"), SlotSet("requested_slot", "mood")),
    *turn("ask", "check", SlotSet("mood", "low")),
    *turn("crisis", "action_answer"),
    *turn("ask", "check", ActionExecutionRejected("check"), ActionExecuted("action_answer")),
]
CONVERSATIONS = {
    "nothing said": [],
    "questions": PLAIN,
    "a form with an interruption": [*PLAIN, *FORM],
    "a form that ends": [*FORM, *turn("ask", "check", ActiveLoop(None)), *PLAIN],
    "a restart": [*PLAIN, ActionExecuted("action_restart"), Restarted(), *PLAIN[:5]],
    "words taken back": [*PLAIN, *turn("ask", "action_answer", UserUtteranceReverted())],
}


@pytest.mark.parametrize("most", [1, 2, 3, 50])
@pytest.mark.parametrize("events", CONVERSATIONS.values(), ids=CONVERSATIONS.keys())
def test_the_last_states_are_those_of_the_whole(events: list[Event], most: int) -> None:
    tracker = DialogueStateTracker.from_events("someone", events, slots=DOMAIN.slots)
    assert recent_states(tracker, DOMAIN, most) == tracker.past_states(DOMAIN)[-most:]


class Policy:
    lookup = {
        RULES: {json.dumps([{}, {}]): "action_answer", json.dumps([{}]): "check"},
        RULES_FOR_LOOP_UNHAPPY_PATH: {json.dumps([{}, {}, {}]): "loop_was_interrupted"},
    }


def test_the_longest_rule_sets_how_far_back_to_look() -> None:
    assert longest_rule(Policy()) == 3
