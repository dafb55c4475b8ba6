"""Conversations in memory or in Redis: short, forgotten when idle, never on disk.

A turn's time grows with the events before it (measured on stock Rasa: 11 ms at turn 10, 139 ms
at turn 290), so every store keeps only the last turns and the slots.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import redis
from cachetools import TTLCache
from rasa.core.tracker_store import RedisTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import Settings

MOST_TURNS = 6
KEPT_TURNS = 3


def tracker_store(settings: Settings) -> RollingMemoryStore | RollingRedisStore:
    """Return the store that the settings ask for; both forget after `session_idle_s`."""
    if settings.redis_url:
        return RollingRedisStore(settings.redis_url, settings.session_idle_s)
    return RollingMemoryStore(settings.max_sessions, settings.session_idle_s)


class RollingMemoryStore(TrackerStore):
    """Keep at most `most` conversations in memory, each until idle for `idle_s` seconds.

    It keeps the events themselves: stock Rasa's memory store writes them as JSON and reads them
    back at every turn, which takes as long as understanding the message.
    """

    def __init__(self, most: int, idle_s: int) -> None:
        """Start empty; the oldest conversation goes first when there are too many."""
        super().__init__(Domain.empty())
        self._events: TTLCache[str, list[Event]] = TTLCache(maxsize=most, ttl=idle_s)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation's last turns."""
        self._events[tracker.sender_id] = list(rolled(tracker, self.domain).events)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation, or None if there is none or it was idle for too long."""
        events = self._events.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, events, slots=self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """Return the senders of all conversations."""
        return list(self._events)

    def forget(self, sender: str) -> None:
        """Drop the conversation of `sender`, if there is one."""
        self._events.pop(sender, None)


class RollingRedisStore(RedisTrackerStore):
    """Keep conversations in Redis, so that several Rasa processes can share them."""

    def __init__(self, url: str, idle_s: int) -> None:
        """Connect lazily to `url`; Redis itself forgets after `idle_s` seconds."""
        super().__init__(Domain.empty(), record_exp=idle_s)
        self.red = redis.StrictRedis.from_url(
            url, decode_responses=True, socket_timeout=1, socket_connect_timeout=1
        )

    async def save(self, tracker: DialogueStateTracker, timeout: float | None = None) -> None:
        """Keep the conversation's last turns, in place of what was there."""
        text = self.serialise_tracker(rolled(tracker, self.domain))
        self.red.set(self.key_prefix + tracker.sender_id, text, ex=int(self.record_exp or 0))

    def forget(self, sender: str) -> None:
        """Drop the conversation of `sender`, if there is one."""
        self.red.delete(self.key_prefix + sender)


def rolled(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """Return `tracker`, cut to its slots and last `KEPT_TURNS` turns once it is too long.

    A conversation inside a form is left whole: its slots are still being filled.
    """
    events = list(tracker.events)
    turns = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= MOST_TURNS or tracker.active_loop_name:
        return tracker
    first = turns[-KEPT_TURNS]
    while first > 0 and not _is_listen(events[first]):
        first -= 1
    kept = [ActionExecuted("action_session_start"), SessionStarted(), *_slots(tracker)]
    return DialogueStateTracker.from_events(
        tracker.sender_id, kept + events[first:], slots=domain.slots, domain=domain
    )


def _is_listen(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == "action_listen"


def _slots(tracker: DialogueStateTracker) -> list[Any]:
    return [SlotSet(s.name, s.value) for s in tracker.slots.values() if s.value != s.initial_value]
