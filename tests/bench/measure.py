"""Take every measurement of both bots in turns, so that a busy moment hits both alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests.bench.aging import Aging, run_aging
from tests.bench.bots import Bot
from tests.bench.load import Load, run_load
from tests.bench.processes import Memory, Server, Spent
from tests.bench.talk import first_answer_s

ROUNDS = 3
SENDERS = (1, 8, 32)
BUDGET_S = 600  # on a slow or busy machine there are fewer rounds


@dataclass
class Measured:
    """All numbers of one bot; a list has one entry a round.

    `cpu_ms` is the processor time a turn, over all loads of the round: unlike the others it does
    not depend much on what else the machine does.
    """

    bot: Bot
    training: Spent | None = None
    starts_s: list[float] = field(default_factory=list)
    fresh: list[Memory] = field(default_factory=list)
    used: Memory | None = None
    cpu_ms: list[float] = field(default_factory=list)
    loads: dict[int, list[Load]] = field(default_factory=lambda: {n: [] for n in SENDERS})
    aging: list[Aging] = field(default_factory=list)


def measure(bots: Sequence[Bot]) -> list[Measured]:
    """Return what was measured of each of `bots`."""
    started = time.monotonic()
    results = [Measured(bot) for bot in bots]
    for result in results:
        _say(f"training {result.bot.name}")
        result.training = result.bot.train()
    for _ in _rounds(ROUNDS - 1, started + BUDGET_S / 2):
        for result in results:
            with ExitStack() as running:
                _start(result, running)
    with ExitStack() as running:  # of the last round both stay, for the loads
        servers = [_start(result, running) for result in results]
        for number in _rounds(ROUNDS, started + BUDGET_S):
            for result, server in zip(results, servers, strict=True):
                _load(result, server, number)
        for result, server in zip(results, servers, strict=True):
            server.check()
            result.used = server.memory()
    return results


def _rounds(most: int, ends: float) -> Iterator[int]:
    """Yield up to `most` numbers, as long as one more round like the last would end in time."""
    for number in range(most):
        began = time.monotonic()
        yield number
        if 2 * time.monotonic() - began > ends:
            return


def _start(result: Measured, running: ExitStack) -> Server:
    _say(f"starting {result.bot.name}")
    server = result.bot.start()
    running.callback(server.stop)
    result.starts_s.append(asyncio.run(first_answer_s(result.bot, server)))
    result.fresh.append(server.memory())
    return server


def _load(result: Measured, server: Server, number: int) -> None:
    _say(f"talking to {result.bot.name}, round {number + 1}")
    cpu_s = server.cpu_s()
    loads = {senders: asyncio.run(run_load(result.bot, senders)) for senders in SENDERS}
    turns = sum(len(load.turns) for load in loads.values())
    result.cpu_ms.append(1000 * (server.cpu_s() - cpu_s) / turns)
    for senders, load in loads.items():
        result.loads[senders].append(load)
    result.aging.append(asyncio.run(run_aging(result.bot, number)))


def _say(what: str) -> None:
    print(f"  {what} …", flush=True)
