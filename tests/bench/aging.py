"""What a turn costs late in a conversation."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.bots import Bot
from tests.bench.messages import from_the
from tests.bench.talk import Turn, client, take_turn

EARLY_TURN = 3
LATE_TURN = 300
# 300 - 3 = 11 × 27: with so many messages in the cycle both turns, and those around, say the same.
CYCLE = 27
LIMIT_S = 60.0


@dataclass(frozen=True)
class Aging:
    """Median times of the five turns around turn 3, and around `late_turn`, of one conversation."""

    early_ms: float
    late_ms: float
    late_turn: int


async def run_aging(bot: Bot, start: int) -> Aging:
    """Hold one conversation to a little beyond turn 300, or as far as a minute goes."""
    turns: list[Turn] = []
    limit = time.perf_counter() + LIMIT_S
    words = from_the(start, bot.messages[:CYCLE])
    async with client(bot) as http:
        say = await bot.open(http)
        while len(turns) < LATE_TURN + 2 and time.perf_counter() < limit:
            turns.append(await take_turn(say, next(words)))
    late = len(turns) - 2
    return Aging(_around(turns, EARLY_TURN), _around(turns, late), late)


def _around(turns: Sequence[Turn], number: int) -> float:
    return median(turn.ms for turn in turns[number - 3 : number + 2])
