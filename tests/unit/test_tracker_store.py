"""Conversations stay short, are forgotten when idle and never outgrow their number."""

from __future__ import annotations

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import KEPT_TURNS, MOST_TURNS, RollingMemoryStore, rolled

DOMAIN = Domain.from_dict(
    {"slots": {"topic": {"type": "text", "mappings": [{"type": "custom"}]}}, "intents": ["x"]}
)


def conversation(turns: int, sender: str = "someone") -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events(sender, [], slots=DOMAIN.slots)
    for number in range(turns):
        for event in (
            ActionExecuted("action_listen"),
            UserUttered(f"message {number}", intent={"name": "x"}),
            ActionExecuted("action_vetted_answer"),
            SlotSet("topic", f"topic {number}"),
            BotUttered("reply"),
        ):
            tracker.update(event)
    return tracker


def said(tracker: DialogueStateTracker) -> list[str | None]:
    return [e.text for e in tracker.events if isinstance(e, UserUttered)]


def test_a_long_conversation_keeps_its_last_turns_and_its_slots() -> None:
    kept = rolled(conversation(300), DOMAIN)
    assert said(kept) == [f"message {n}" for n in range(300 - KEPT_TURNS, 300)]
    assert kept.get_slot("topic") == "topic 299"


def test_a_short_conversation_is_left_whole() -> None:
    tracker = conversation(MOST_TURNS)
    assert rolled(tracker, DOMAIN) is tracker


def test_a_conversation_inside_a_form_is_left_whole() -> None:
    tracker = conversation(300)
    tracker.update(ActiveLoop("self_check"))
    assert rolled(tracker, DOMAIN) is tracker


def store(most: int = 10, idle_s: int = 60) -> RollingMemoryStore:
    made = RollingMemoryStore(most, idle_s)
    made.domain = DOMAIN
    return made


def test_gives_back_what_was_saved_and_nothing_of_others() -> None:
    memory = store()
    asyncio.run(memory.save(conversation(2, "a")))
    back = asyncio.run(memory.retrieve("a"))
    assert back is not None and said(back) == ["message 0", "message 1"]
    assert asyncio.run(memory.retrieve("b")) is None


def test_forgets_an_idle_conversation() -> None:
    memory = store(idle_s=0)
    asyncio.run(memory.save(conversation(2, "a")))
    assert asyncio.run(memory.retrieve("a")) is None


def test_the_oldest_conversation_goes_when_there_are_too_many() -> None:
    memory = store(most=2)
    for sender in "abc":
        asyncio.run(memory.save(conversation(1, sender)))
    assert sorted(asyncio.run(memory.keys())) == ["b", "c"]
