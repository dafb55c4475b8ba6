"""A run of conversations in the terminal: what it does while it runs, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bot.conversations.result import Outcome, Played, Result


class Progress:
    """Counts outcomes on one line of a terminal; says nothing where nobody is watching."""

    def __init__(self) -> None:
        """Start with none."""
        self._shows = sys.stderr.isatty()
        self._done = self._failed = 0

    def saw(self, outcome: Outcome) -> None:
        """Count `outcome`."""
        self._done += 1
        self._failed += outcome.has_failed
        self._say(f"{self._done} conversations, {self._failed} failed")

    def end(self) -> None:
        """Clear the line."""
        self._say("")

    def _say(self, words: str) -> None:
        if self._shows:
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def lines(result: Result) -> Iterator[str]:
    """Yield what a tester wants to read: failures with their cause, then the sums."""
    for outcome in result.failed:
        yield from _failed(outcome)
    for outcome in result.mended:
        turn = next(played.turn for played in outcome.turns if played.is_mended)
        where = f"{outcome.conversation.file}:{turn.line}"
        yield f"MENDED  {where}: {outcome.conversation.title}: take the line known: out"
    yield totals(result)


def totals(result: Result) -> str:
    """Return the sums in one line."""
    number, seconds = len(result.outcomes), max(result.seconds, 0.001)
    twice = sum(o.tries > 1 and not o.has_failed for o in result.outcomes)
    again = f" {twice} of them only at the second try." if twice else ""
    return (
        f"{number} conversations, {result.turns} messages in {seconds:.0f} s "
        f"({number / seconds:.0f} conversations a second): {len(result.passed)} passed, "
        f"{len(result.known)} known to be wrong, {len(result.failed)} failed.{again}"
    )


def _failed(outcome: Outcome) -> Iterator[str]:
    conversation = outcome.conversation
    yield f"FAILED  {conversation.file}:{conversation.line}: {conversation.title}"
    for played in outcome.turns:
        if not played.turn.known:
            yield from _wrong(played)
    if outcome.broken:
        yield f"    broken off: {outcome.broken}"


def _wrong(played: Played) -> Iterator[str]:
    for failure in played.failures:
        yield f"    line {played.turn.line}, “{played.turn.did}”"
        yield f"        expected {failure.expected}"
        yield f"        came     {failure.came}"
