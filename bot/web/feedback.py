"""Whether an answer helped: a yes or a no to a topic, counted, and nothing else."""

from __future__ import annotations

from pydantic import BaseModel, StrictBool, StrictStr, ValidationError
from starlette.requests import Request

from bot.web.asked import read_json
from bot.web.counts import Counts
from bot.web.limits import Limits
from bot.web.published import Published
from bot.web.sessions import Sessions


class _Feedback(BaseModel):
    topic: StrictStr
    helpful: StrictBool


class Feedback:
    """Counts what people with a session say about topics that exist."""

    def __init__(
        self, sessions: Sessions, limits: Limits, counts: Counts, published: Published
    ) -> None:
        """Use the gateway's own parts."""
        self._sessions = sessions
        self._limits = limits
        self._counts = counts
        self._published = published

    async def take(self, request: Request, token: str, max_bytes: int) -> str:
        """Count the feedback in `request`; return "" or the code of a refusal."""
        body = await read_json(request, max_bytes)
        if body.fault:
            return body.fault
        try:
            given = _Feedback.parse_obj(body.content)
        except ValidationError:
            return "bad_message"
        return await self.count(token, given.topic, given.helpful)

    async def count(self, token: str, topic: str, helpful: bool) -> str:
        """Count that `topic` was `helpful` to a person; return "" or the code of a refusal."""
        session = self._sessions.find(self._sessions.id_in(token))
        if session is None:
            return "no_session"
        if not await self._limits.allow_message(session.id):
            return "too_many_requests"
        # Only names we know: nobody can write words of their own into our counts.
        if topic not in self._published.topics:
            return "bad_message"
        self._counts.add(topic, "helpful" if helpful else "not_helpful")
        return ""
