"""The report of a run as one page of HTML: every conversation as a person would read it.

Nothing in it comes from elsewhere and nothing runs in it; every word is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from bot.conversations.expected import Expected, either
from bot.conversations.reply import summary
from bot.conversations.result import Outcome, Played, Result

PAGE = Path(__file__).with_name("report.html")
WORTH = {True: "wrong", False: "right"}
CAME = {"wrong": "✗ Wrong", "right": "✓ As expected", "known": "✗ Wrong, as known"}


def page(result: Result, now: datetime | None = None) -> str:
    """Return the report of `result`; `now` is when it was made, by default this moment."""
    where = result.address or "a bot of its own, started for the tests"
    when = (now or datetime.now()).strftime("%Y-%m-%d %H:%M")
    known = [outcome for outcome in result.known if outcome not in result.mended]
    passed = [outcome for outcome in result.passed if outcome not in result.mended]
    sections = [
        _section("Failed", result.failed, "Something else came than was expected.", True),
        _section("Right now, though marked as wrong", result.mended, "Take known: out.", True),
        _section("Known to be wrong", known, "Marked so in the test, with the reason.", True),
        _section("Passed", passed, "", False),
    ]
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title="Conversation tests",
        when=escape(f"{when}, {where}, {result.turns} messages in {result.seconds:.0f} seconds"),
        sums=_sums(result),
        sections="\n".join(sections),
    )


def _sums(result: Result) -> str:
    sums = (
        ("wrong", len(result.failed), "failed"),
        ("known", len(result.known), "known to be wrong"),
        ("right", len(result.passed), "passed"),
    )
    return "".join(f'<li><b class="{kind}">{n}</b>{words}</li>' for kind, n, words in sums)


def _section(title: str, outcomes: Sequence[Outcome], words: str, is_open: bool) -> str:
    if not outcomes:
        return ""
    told = f"<p>{escape(words)}</p>" if words else ""
    every = "\n".join(_conversation(outcome, is_open) for outcome in outcomes)
    return f"<section><h2>{escape(title)} ({len(outcomes)})</h2>{told}{every}</section>"


def _conversation(outcome: Outcome, is_open: bool) -> str:
    conversation = outcome.conversation
    where = escape(f"{conversation.file}:{conversation.line}")
    said = f"<summary><b>{escape(conversation.title)}</b> <small>{where}</small></summary>"
    page = conversation.page
    turns = "".join(_turn(played, page) for played in outcome.turns)
    missing = len(conversation.turns) - len(outcome.turns)
    why = outcome.broken or "the button before it was not shown"
    rest = f"{missing} more turns were not reached: {why}"
    end = f'<div class="turn"><p class="wrong">{escape(rest)}</p></div>' if missing else ""
    return f"<details{' open' if is_open else ''}>{said}{turns}{end}</details>"


def _turn(played: Played, page: str) -> str:
    language = escape(str(played.reply.get("language") or page))
    pressed = " pressed" if played.turn.presses else ""
    did = "Presses" if pressed else "Says"
    mine = f'<span class="unseen">{did}: </span>{escape(played.turn.did)}'
    bubbles = "".join(_bubble(message) for message in played.reply.get("messages", ()))
    chat = f'<div class="bubble mine{pressed}">{mine}</div><div lang="{language}">{bubbles}</div>'
    return f'<div class="turn"><div>{chat}</div><div class="note">{_note(played)}</div></div>'


def _bubble(message: dict[str, Any]) -> str:
    title = f"<h4>{escape(message['title'])}</h4>" if message["title"] else ""
    lines = [" · ".join(filter(None, (line["name"], line["call"], line["text"], line["chat"])))
             for line in message["lines"]]  # fmt: skip
    titles = [button["title"] for button in message["buttons"]]
    parts = (title, escape(message["text"]), _list("lines", lines), _list("buttons", titles))
    return f'<div class="bubble {escape(message["kind"])}">{"".join(parts)}</div>'


def _list(kind: str, entries: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return f'<ul class="{kind}">{items}</ul>' if items else ""


def _note(played: Played) -> str:
    worth = WORTH[bool(played.failures)]
    if played.failures and played.turn.known:
        worth = "known"
    expected = wishes(played.turn.expected)
    came = "" if played.failures else summary(played.reply)
    parts = [
        f"<small>line {played.turn.line}</small>",
        f"<h4>Expected</h4>{_list('', expected)}" if expected else "",
        f'<h4 class="{worth}">{CAME[worth]}</h4><p>{escape(came)}</p>',
        _list(worth, (f"Not {f.expected}. Came: {f.came}" for f in played.failures)),
        f'<p class="known">Known: {escape(played.turn.known)}</p>' if played.turn.known else "",
    ]
    return "".join(parts)


def wishes(expected: Expected) -> list[str]:
    """Return what a turn expects, a line each, in the words of the test files."""
    alternatives = (("topic", expected.topics), ("card", expected.cards), ("finds", expected.finds))
    several = (
        ("did you mean", expected.offered),
        ("button", expected.buttons),
        ("words", expected.words),
        ("never", expected.never),
    )
    single = (("text", expected.text), ("kind", expected.kind), ("language", expected.language))
    return [
        *(f"{key}: {either(names)}" for key, names in alternatives if names),
        *(f"{key}: {name}" for key, names in several for name in names),
        *(f"{key}: {name}" for key, name in single if name),
    ]
