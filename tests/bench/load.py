"""Closed-loop senders: each says the next thing once it has its answer, for a bounded time."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles

import httpx

from tests.bench.bots import Bot, Outcome
from tests.bench.messages import TURNS_A_CONVERSATION, from_the
from tests.bench.processes import BenchError
from tests.bench.talk import Turn, client, take_turn

WARM_UP_S = 1.5
TIMED_S = 6.0
MOST_TURNS = 5000


@dataclass
class Load:
    """The turns between `begins` and `ends`; those of the warm-up count for nothing."""

    begins: float
    ends: float
    turns: list[Turn] = field(default_factory=list)

    @property
    def timed(self) -> list[Turn]:
        """Return the turns that began in time."""
        return [turn for turn in self.turns if self.begins <= turn.began < self.ends]

    @property
    def p50_ms(self) -> float:
        """Return the middle turn time."""
        return median(turn.ms for turn in self.timed)

    @property
    def p95_ms(self) -> float:
        """Return the time that 19 of 20 turns did not exceed."""
        return quantiles([turn.ms for turn in self.timed], n=20, method="inclusive")[-1]

    @property
    def per_s(self) -> float:
        """Return the turns a second that ended in time; a failed turn is none."""
        done = [t for t in self.turns if self.begins <= t.ended < self.ends]
        return sum(t.outcome is not Outcome.FAILED for t in done) / (self.ends - self.begins)

    @property
    def outcomes(self) -> Counter[Outcome]:
        """Return how the turns that began in time went."""
        return Counter(turn.outcome for turn in self.timed)


async def run_load(bot: Bot, senders: int) -> Load:
    """Return the load of `senders` at once, each in a new conversation every few turns."""
    begins = time.perf_counter() + WARM_UP_S
    load = Load(begins, begins + TIMED_S)
    async with client(bot, senders) as http:
        await asyncio.gather(*(_send(bot, http, number, load) for number in range(senders)))
    if len(load.timed) < 2:
        raise BenchError(f"{bot.name}: {senders} senders took no two turns in {TIMED_S} s")
    return load


async def _send(bot: Bot, http: httpx.AsyncClient, number: int, load: Load) -> None:
    words = from_the(number, bot.messages)
    while time.perf_counter() < load.ends:
        say = await bot.open(http)
        for _ in range(TURNS_A_CONVERSATION):
            if time.perf_counter() >= load.ends or len(load.turns) >= MOST_TURNS:
                return
            load.turns.append(await take_turn(say, next(words)))
