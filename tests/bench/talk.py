"""Talk to a bot over HTTP, with the clock running."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httpx

from tests.bench.bots import Bot, Outcome, Say
from tests.bench.processes import START_LIMIT_S, BenchError, Server, tail

REPLY_LIMIT_S = 20.0
ASK_EVERY_S = 0.25


@dataclass(frozen=True)
class Turn:
    """One message and its reply; times are seconds of the performance counter."""

    began: float
    ended: float
    outcome: Outcome

    @property
    def ms(self) -> float:
        """Return how long the reply took."""
        return 1000 * (self.ended - self.began)


def client(bot: Bot, connections: int = 1) -> httpx.AsyncClient:
    """Return a client of `bot` that keeps its connections open, as a proxy would."""
    return httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{bot.port}",
        timeout=REPLY_LIMIT_S,
        limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        trust_env=False,
    )


async def take_turn(say: Say, text: str) -> Turn:
    """Say `text`, wait for the reply and return how it went."""
    began = time.perf_counter()
    try:
        outcome = await say(text)
    except httpx.HTTPError:
        outcome = Outcome.FAILED
    return Turn(began, time.perf_counter(), outcome)


async def first_answer_s(bot: Bot, server: Server) -> float:
    """Return the seconds from the start of the process to the first real answer."""
    async with client(bot) as http:
        while time.perf_counter() - server.started < START_LIMIT_S:
            server.check()
            if await _answers(bot, http):
                return time.perf_counter() - server.started
            await asyncio.sleep(ASK_EVERY_S)
    raise BenchError(f"{bot.name} gave no answer in {START_LIMIT_S} s: {tail(server.log)}")


async def _answers(bot: Bot, http: httpx.AsyncClient) -> bool:
    try:
        return await (await bot.open(http))(bot.messages[0]) is Outcome.ANSWERED
    except httpx.HTTPError:
        return False
