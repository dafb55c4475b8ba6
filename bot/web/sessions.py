"""Sessions, in memory only: who is talking, which buttons they hold, what they were answered."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, Signer

from bot.language import Spoken
from bot.web.replies import Reply
from bot.web.watch import Watch

REPLIES_KEPT = 50
REPLIES_KEPT_S = 600
BUTTONS_KEPT = 100
WAITING_TURNS = 3
SAID_BEFORE = 2  # messages in the light of which the next one is read


@dataclass(frozen=True)
class Said:
    """What a person typed, and whether it hints at a crisis."""

    text: str
    hint: bool


class Session:
    """One conversation: its buttons, finished replies and the last words typed, in memory only."""

    def __init__(self, id: str, language: str, country: str) -> None:
        """Start with nothing said."""
        self.id = id
        self.spoken = Spoken(language, page=language)
        self.country = country
        self.watch = Watch()
        self.said: deque[Said] = deque(maxlen=SAID_BEFORE)
        self._buttons: OrderedDict[str, str] = OrderedDict()
        self._replies: OrderedDict[int, tuple[float, asyncio.Task[Reply]]] = OrderedDict()
        self._lock = asyncio.Lock()

    @property
    def language(self) -> str:
        """Return the language of the last reply."""
        return self.spoken.language

    @property
    def is_busy(self) -> bool:
        """Tell whether a turn is running."""
        return self._lock.locked()

    @property
    def is_full(self) -> bool:
        """Tell whether one turn is running and as many wait as may."""
        return sum(not task.done() for _, task in self._replies.values()) > WAITING_TURNS

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turns before this one, then hold the next back."""
        async with self._lock:
            yield

    def issue(self, payload: str) -> str:
        """Return the id of a new button that stands for `payload`; the oldest ones lapse."""
        id = secrets.token_urlsafe(12)
        self._buttons[id] = payload
        if len(self._buttons) > BUTTONS_KEPT:
            self._buttons.popitem(last=False)
        return id

    def payload(self, button: str) -> str | None:
        """Return what the button stands for, or None if this session did not issue it."""
        return self._buttons.get(button)

    def reply_to(self, key: int, now: float) -> asyncio.Task[Reply] | None:
        """Return the reply given, or being made, to the message `key`; None if it is new."""
        while self._replies and now - next(iter(self._replies.values()))[0] > REPLIES_KEPT_S:
            self._replies.popitem(last=False)
        return self._replies[key][1] if key in self._replies else None

    def reply_once(
        self, key: int, now: float, make: Callable[[], Coroutine[Any, Any, Reply]]
    ) -> asyncio.Task[Reply]:
        """Return the reply to the message `key`, making it if nobody did; failures are forgotten.

        The caller awaits it under `asyncio.shield`: a person who hangs up stops nothing.
        """
        task = self.reply_to(key, now)
        if task is None:
            task = asyncio.get_running_loop().create_task(make())
            task.add_done_callback(lambda done: self._forget_failure(key, done))
            self._replies[key] = (now, task)
            if len(self._replies) > REPLIES_KEPT:
                self._replies.popitem(last=False)
        return task

    def _forget_failure(self, key: int, task: asyncio.Task[Reply]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._replies.pop(key, None)


class Sessions:
    """All sessions, least recently used first; the oldest goes when there is no room."""

    def __init__(
        self, key: str, most: int, idle_s: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Keep at most `most` sessions, each until `idle_s` seconds after its last use."""
        self._signer = Signer(key, salt="bot.web.sessions")
        self._most = most
        self._idle_s = idle_s
        self._now = now
        self._sessions: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many sessions are held."""
        return len(self._sessions)

    def create(self, language: str, country: str) -> tuple[str, Session]:
        """Return a new session and its token, which cannot be guessed or forged."""
        self._expire()
        if len(self._sessions) >= self._most:
            self._sessions.popitem(last=False)
        session = Session(secrets.token_urlsafe(16), language, country)
        self._sessions[session.id] = (self._now(), session)
        return self._signer.sign(session.id).decode(), session

    def id_in(self, token: str) -> str | None:
        """Return the session id in a token of ours, even of a session that has ended."""
        try:
            return self._signer.unsign(token).decode()
        except (BadSignature, UnicodeError):
            return None

    def find(self, id: str | None) -> Session | None:
        """Return the living session `id`, and note that it is in use."""
        self._expire()
        if id is None or id not in self._sessions:
            return None
        _, session = self._sessions.pop(id)
        self._sessions[id] = (self._now(), session)
        return session

    def delete(self, id: str) -> None:
        """Forget the session `id`, if it is still there."""
        self._sessions.pop(id, None)

    def _expire(self) -> None:
        oldest_kept = self._now() - self._idle_s
        while self._sessions and next(iter(self._sessions.values()))[0] <= oldest_kept:
            self._sessions.popitem(last=False)
