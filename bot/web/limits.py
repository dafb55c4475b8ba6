"""How much one session, and everybody together, may ask in a minute."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque

from limits import RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings

MINUTE_S = 60
REDIS_WAIT_S = 0.25

_log = logging.getLogger(__name__)


class Limits:
    """The limits of the settings. A limiter that is broken lets everybody in."""

    def __init__(self, settings: Settings) -> None:
        """Count in Redis if there is one, else in memory."""
        self._counted: Minute | RedisMinute = Minute()
        if settings.redis_url:
            self._counted = RedisMinute(settings.redis_url)
        self._per_session = settings.rate_session_per_min
        self._together = settings.rate_global_per_min

    async def allow_session(self) -> bool:
        """Count one new session; False if there were too many."""
        return await self._hit(self._together, "sessions")

    async def allow_message(self, session_id: str) -> bool:
        """Count one message of this session; False if it, or everybody, sent too many."""
        return await self._hit(self._per_session, session_id) and await self._hit(
            self._together, "messages"
        )

    async def _hit(self, most: int, key: str) -> bool:
        try:
            return await self._counted.hit(most, key, time.monotonic())
        except Exception as error:  # a broken counter must turn nobody away
            _log.warning("limits are not counted: %s", type(error).__name__)
            return True


class Minute:
    """What was allowed in the last minute, in memory and without a thread."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._times: OrderedDict[str, deque[float]] = OrderedDict()  # the longest idle key first

    async def hit(self, most: int, key: str, now: float) -> bool:
        """Count one more of `key`, unless there were `most` in the minute before `now`."""
        self._forget_idle(now)
        times = self._times.setdefault(key, deque())
        while times and times[0] <= now - MINUTE_S:
            times.popleft()
        if len(times) >= most:
            return False
        times.append(now)
        self._times.move_to_end(key)
        return True

    def _forget_idle(self, now: float) -> None:
        while self._times:
            key, times = next(iter(self._times.items()))
            if times and times[-1] > now - MINUTE_S:
                return
            del self._times[key]


class RedisMinute:
    """The same in Redis, for several gateways together."""

    def __init__(self, url: str) -> None:
        """Connect at the first count."""
        wait = {"socket_timeout": REDIS_WAIT_S, "socket_connect_timeout": REDIS_WAIT_S}
        self._limiter = MovingWindowRateLimiter(RedisStorage(url, **wait))

    async def hit(self, most: int, key: str, now: float) -> bool:
        """Count one more of `key`; raises when Redis is late or down."""
        counted = asyncio.to_thread(self._limiter.hit, RateLimitItemPerMinute(most), key)
        return await asyncio.wait_for(counted, REDIS_WAIT_S)
