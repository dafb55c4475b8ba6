"""The measured numbers side by side, and which goals they reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.bots import Outcome
from tests.bench.measure import SENDERS, Measured
from tests.bench.messages import TURNS_A_CONVERSATION
from tests.bench.processes import Memory
from tests.bench.tables import Section, table

MOST_FAILED = 0.01
HOW = f"""\
Both bots were trained and served in this run. A number is the median of the rounds,
which alternate between the bots; in brackets are the lowest and the highest. Senders wait for each
reply before they speak again, and share the machine with the bot; a conversation has
{TURNS_A_CONVERSATION} turns. Ours is asked through the gateway, as the public does, with its
limits on messages raised; stock is asked through its REST channel, in the words of its own
domain. Start is from the start of the process to the first real answer. Memory is the sum over
all processes of a bot: RSS counts shared pages in each process, PSS shares them out. A failed
turn is an error, or the gateway's words for Rasa not answering; a silent turn is an empty reply.
"""


@dataclass(frozen=True)
class Goal:
    """One promise about ours beside stock; `ratio` is what was measured."""

    what: str
    ratio: float
    bound: float
    at_least: bool

    def __str__(self) -> str:
        """Return the line that says whether it is met."""
        met = self.ratio >= self.bound if self.at_least else self.ratio < self.bound
        sign = "≥" if self.at_least else "<"
        verdict = "met" if met else "MISSED"
        return f"- {self.what}: {self.ratio:.2f} (goal {sign} {self.bound:g}) — {verdict}"


def comparison(ours: Measured, stock: Measured) -> list[Section]:
    """Return the sections on goals and on speed."""
    lines = [str(goal) for goal in goals(ours, stock)] + failures(ours, stock)
    head = ["", "ours", "stock"]
    rows = [[name, cell(ours), cell(stock)] for name, cell in _ROWS]
    return [
        Section("Goals", lines),
        Section("Speed and size", [*table(head, rows), "", *HOW.splitlines()]),
    ]


def goals(ours: Measured, stock: Measured) -> list[Goal]:
    """Return the goals, with the ratios of the medians."""
    turn = _mid(stock, 1, "p50_ms") / _mid(ours, 1, "p50_ms")
    per_s = {n: _mid(ours, n, "per_s") / _mid(stock, n, "per_s") for n in SENDERS if n > 1}
    memory = _memory(ours).rss / _memory(stock).rss
    return [
        Goal("times faster a turn, one sender, p50", turn, 3, True),
        *(Goal(f"times the throughput, {n} senders", r, 3, True) for n, r in per_s.items()),
        Goal("of the memory after the loads, RSS", memory, 0.6, False),
    ]


def failures(*results: Measured) -> list[str]:
    """Return a line for each bot with too many failed turns: its numbers then mean little."""
    lines = []
    for result in results:
        failed, turns = _count(result, Outcome.FAILED), sum(_turns(result))
        if failed > MOST_FAILED * turns:
            lines.append(f"- {result.bot.name}: {failed} of {turns} turns failed — MISSED")
    return lines


def _mid(result: Measured, senders: int, value: str) -> float:
    return float(median(getattr(load, value) for load in result.loads[senders]))


def _spread(values: Sequence[float], unit: str) -> str:
    digits = 0 if min(values) >= 100 else 1
    low, mid, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
    return f"{mid} {unit} ({low}–{high})"


def _load(senders: int, value: str, unit: str) -> Callable[[Measured], str]:
    def cell(result: Measured) -> str:
        return _spread([getattr(load, value) for load in result.loads[senders]], unit)

    return cell


def _memory(result: Measured) -> Memory:
    assert result.used is not None
    return result.used


def _megabytes(memories: Sequence[Memory]) -> str:
    rss = f"{median(memory.rss for memory in memories):.0f} MB"
    pss = [memory.pss for memory in memories if memory.pss is not None]
    return f"{rss}, PSS {median(pss):.0f} MB" if pss else rss


def _training(result: Measured) -> str:
    assert result.training is not None
    return f"{result.training.wall_s:.0f} s, CPU {result.training.cpu_s:.0f} s"


def _late(result: Measured) -> str:
    turn = min(aging.late_turn for aging in result.aging)
    reached = "" if turn == max(a.late_turn for a in result.aging) == 300 else f", turn {turn}"
    return _spread([aging.late_ms for aging in result.aging], "ms") + reached


def _turns(result: Measured) -> list[int]:
    return [len(load.timed) for loads in result.loads.values() for load in loads]


def _count(result: Measured, outcome: Outcome) -> int:
    return sum(load.outcomes[outcome] for loads in result.loads.values() for load in loads)


_ROWS: list[tuple[str, Callable[[Measured], str]]] = [
    ("turn, one sender, p50", _load(1, "p50_ms", "ms")),
    ("turn, one sender, p95", _load(1, "p95_ms", "ms")),
    *(
        (f"{senders} senders, {name}", _load(senders, value, unit))
        for senders in SENDERS
        if senders > 1
        for name, value, unit in (("throughput", "per_s", "msg/s"), ("p95", "p95_ms", "ms"))
    ),
    ("processor time a turn", lambda m: _spread(m.cpu_ms, "ms")),
    ("turn 3 of a conversation", lambda m: _spread([a.early_ms for a in m.aging], "ms")),
    ("turn 300 of it", _late),
    ("start", lambda m: _spread(m.starts_s, "s")),
    ("memory after the start", lambda m: _megabytes(m.fresh)),
    ("memory after the loads", lambda m: _megabytes([_memory(m)])),
    ("training", _training),
    ("rounds of starts, of loads", lambda m: f"{len(m.starts_s)}, {len(m.aging)}"),
    ("turns timed", lambda m: str(sum(_turns(m)))),
    ("failed turns", lambda m: str(_count(m, Outcome.FAILED))),
    ("silent turns", lambda m: str(_count(m, Outcome.SILENT))),
]
