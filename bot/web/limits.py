"""How much one session, and everybody together, may ask in a minute."""

from __future__ import annotations

import asyncio
import logging

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings

REDIS_WAIT_S = 0.25

_log = logging.getLogger(__name__)


class Limits:
    """The limits of the settings. A limiter that is broken lets everybody in."""

    def __init__(self, settings: Settings) -> None:
        """Count in Redis if there is one, else in memory."""
        self._in_redis = bool(settings.redis_url)
        self._limiter = MovingWindowRateLimiter(_storage(settings.redis_url))
        self._per_session = RateLimitItemPerMinute(settings.rate_session_per_min)
        self._together = RateLimitItemPerMinute(settings.rate_global_per_min)

    async def allow_session(self) -> bool:
        """Count one new session; False if there were too many."""
        return await self._hit(self._together, "sessions")

    async def allow_message(self, session_id: str) -> bool:
        """Count one message of this session; False if it, or everybody, sent too many."""
        return await self._hit(self._per_session, session_id) and await self._hit(
            self._together, "messages"
        )

    async def _hit(self, item: RateLimitItemPerMinute, key: str) -> bool:
        try:
            if not self._in_redis:
                return self._limiter.hit(item, key)
            counted = asyncio.to_thread(self._limiter.hit, item, key)
            return await asyncio.wait_for(counted, REDIS_WAIT_S)
        except Exception as error:  # a broken counter must turn nobody away
            _log.warning("limits are not counted: %s", type(error).__name__)
            return True


def _storage(redis_url: str) -> Storage:
    if not redis_url:
        return MemoryStorage()
    return RedisStorage(redis_url, socket_timeout=REDIS_WAIT_S, socket_connect_timeout=REDIS_WAIT_S)
