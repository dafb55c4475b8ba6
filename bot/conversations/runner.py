"""Run conversations against a bot, a few at a time."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot.conversations.client import Chat, ChatError, NoButton, Pace
from bot.conversations.conversation import Conversation, Turn
from bot.conversations.expected import Failure
from bot.conversations.files import FOLDER, known_content, load
from bot.conversations.own_bot import own_bot
from bot.conversations.reply import Known
from bot.conversations.result import Outcome, Played, Result
from bot.settings import Settings

# More at once and the gateway, being busy, shows crisis cards without the answer below them.
AT_ONCE = 3
REPLY_LIMIT_S = 60
PER_MINUTE = 240  # for a deployed bot, which others use at the same time
Watch = Callable[[Outcome], None]


def run(
    settings: Settings,
    topics: Sequence[str] = (),
    paths: Sequence[Path] = (FOLDER,),
    url: str = "",
    per_minute: int = PER_MINUTE,
    tell: Callable[[str], None] = lambda words: None,
    watch: Watch = lambda outcome: None,
) -> Result:
    """Run the conversations in `paths`, those about `topics` if any are named.

    A topic is area/topic, an area, or a crisis category. Without `url` a bot of our own says what
    is in `settings.data_dir`, whether it is published or not. `tell` is told what goes on, `watch`
    is shown each outcome. Raises `ContentError` for files that cannot be used, `RuntimeError` when
    no bot can be reached.
    """
    known = known_content(settings.data_dir)
    chosen = about(load(paths, known), topics)
    if not chosen:
        return Result((), 0.0, url)
    with nullcontext(url) if url else own_bot(settings, tell) as address:
        pace = Pace(per_minute if url else 0)
        started = time.monotonic()
        outcomes = asyncio.run(_all(chosen, address, pace, known, watch))
    return Result(tuple(outcomes), time.monotonic() - started, url)


def about(conversations: Sequence[Conversation], topics: Sequence[str]) -> list[Conversation]:
    """Return the conversations about any of `topics` (topics, areas, crisis categories)."""
    if not topics:
        return list(conversations)
    wanted = set(topics)
    return [c for c in conversations if {n for t in c.about for n in (t, t.split("/")[0])} & wanted]


async def _all(
    chosen: Sequence[Conversation], address: str, pace: Pace, known: Known, watch: Watch
) -> list[Outcome]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(http: aiohttp.ClientSession, conversation: Conversation) -> Outcome:
        async with turn:
            outcome = await play(http, conversation, pace, known)
        watch(outcome)
        return outcome

    limit = aiohttp.ClientTimeout(total=REPLY_LIMIT_S)
    async with aiohttp.ClientSession(address, timeout=limit) as http:
        await _must_answer(http, address)
        outcomes = await asyncio.gather(*(one(http, conversation) for conversation in chosen))
        return [await _again(http, outcome, pace, known) for outcome in outcomes]


async def _again(
    http: aiohttp.ClientSession, outcome: Outcome, pace: Pace, known: Known
) -> Outcome:
    """Return `outcome`, held once more if it failed: a busy machine must fail nobody."""
    if not outcome.has_failed:
        return outcome
    return replace(await play(http, outcome.conversation, pace, known), tries=2)


async def _must_answer(http: aiohttp.ClientSession, address: str) -> None:
    try:
        async with http.get("/healthz") as reply:
            said = await reply.text()
            healthy = reply.status == 200 and json.loads(said).get("ok") is True
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, AttributeError) as error:
        raise RuntimeError(
            f"{address} does not answer as a bot ({type(error).__name__}): "
            "check the address, and that the bot runs"
        ) from None
    if not healthy:
        raise RuntimeError(f"{address} says it is not healthy: {said[:300]}")


async def play(
    http: aiohttp.ClientSession, conversation: Conversation, pace: Pace, known: Known
) -> Outcome:
    """Hold one conversation and return how it went.

    It goes on after a wrong reply, but not past a button that was not shown.
    """
    played: list[Played] = []
    try:
        chat = Chat(http, pace, known, conversation.page, conversation.country)
        async with chat:
            for turn in conversation.turns:
                played.append(await _turn(chat, turn, known))
                if not played[-1].reply:
                    break
    except ChatError as error:
        return Outcome(conversation, tuple(played), str(error))
    return Outcome(conversation, tuple(played))


async def _turn(chat: Chat, turn: Turn, known: Known) -> Played:
    try:
        reply = await (chat.presses(turn.presses) if turn.presses else chat.says(turn.says))
    except NoButton as error:
        return Played(turn, {}, (Failure(f"button {turn.presses} to press", str(error)),))
    return Played(turn, reply, tuple(turn.expected.failures(reply, known)))
