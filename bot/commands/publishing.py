"""Commands that put content on the air, take it off, and show what was done and asked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.registry import argument, command
from bot.settings import Settings

TOPIC = argument("topic", help="area/topic, like help/cost")
NAME = argument("--as", dest="name", metavar="NAME", help="who you are, if git does not know")


def _say(line: str) -> None:
    print(line, flush=True)


def _who(arguments: argparse.Namespace) -> str:
    from bot.publishing.people import name_of

    return name_of(arguments.name)


@command()
def diff(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say in words what publishing data/ now would change; change nothing."""
    from bot import store
    from bot.publishing.pending import pending, told

    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        waiting = pending(db, settings)
    for line in told(waiting, settings.data_dir):
        print(line)
    return 0


@command(NAME, argument("--author", metavar="NAME", help="who wrote what is not committed"))
def approve(settings: Settings, arguments: argparse.Namespace) -> int:
    """Approve data/ as it is now, as somebody who did not write it; any later edit voids it."""
    from bot.publishing import gate
    from bot.publishing.pending import told

    who = _who(arguments)
    waiting = gate.approve(settings, who, arguments.author)
    for line in told(waiting, settings.data_dir):
        print(line)
    print(f"{who} approves this, as {waiting.fingerprint[:12]}. An edit now voids the approval.")
    return 0


@command(NAME)
def publish(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check data/ and put it on the air: words and numbers in seconds, the model when trained."""
    from bot.publishing import gate

    number, code = gate.publish(settings, _who(arguments), _say), 0
    if number:
        _say(f"Published as number {number}.")
        code = _wait_for(settings, lambda health: health.get("published", 0) >= number)
    gate.release_model(settings, _say)
    return code


@command(argument("number", nargs="?", type=int, help="of a publish, as log shows it"), NAME)
def rollback(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put an earlier publish back on the air, by default the one before the newest."""
    from bot.publishing import gate

    entry = gate.roll_back(settings, arguments.number, _who(arguments))
    _say(f"What publish {entry.summary['rollback_to']} showed is back, as number {entry.id}.")
    _say("data/ still holds the words that you took back: mend them before you publish again.")
    return _wait_for(settings, lambda health: health.get("published", 0) >= entry.id)


@command(argument("--most", type=int, default=20, help="how many entries, 20 if not said"))
def log(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show who published, approved, withdrew or switched what, the newest first."""
    from bot.publishing.history import log_lines

    for line in log_lines(settings, arguments.most):
        print(line)
    return 0


@command(NAME)
def off(settings: Settings, arguments: argparse.Namespace) -> int:
    """Turn the chat off: people see the crisis lines and nothing else, within seconds."""
    return _turn(settings, arguments, off=True)


@command(NAME)
def on(settings: Settings, arguments: argparse.Namespace) -> int:
    """Turn the chat on again."""
    return _turn(settings, arguments, off=False)


def _turn(settings: Settings, arguments: argparse.Namespace, off: bool) -> int:
    from bot.publishing import stop

    changed = stop.turn(settings, off, _who(arguments))
    now = "off: people see the crisis lines" if off else "on"
    _say(f"The chat is {'' if changed else 'already '}{now}.")
    return _wait_for(settings, lambda health: health.get("off") is off)


def _wait_for(settings: Settings, seen: Callable[[dict[str, Any]], bool]) -> int:
    """Say whether the gateway that runs shows it; return the exit code."""
    from bot.publishing import stop

    is_seen = stop.is_seen(settings, seen)
    address = f"http://{settings.host}:{settings.port}/"
    if is_seen is None:
        _say(f"No bot runs at {address}; the next start will show it.")
    elif is_seen:
        _say(f"The bot at {address} shows it now.")
    else:
        print(f"The bot at {address} does not show it: see {address}healthz", file=sys.stderr)
        return 1
    return 0


@command(TOPIC, NAME)
def withdraw(settings: Settings, arguments: argparse.Namespace) -> int:
    """Take the answer to a topic (area/topic) off the air at once."""
    from bot import store

    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        if not store.withdraw(db, arguments.topic, _who(arguments)):
            return _say_unknown(arguments.topic)
    print(f"{arguments.topic} is withdrawn. python -m bot restore {arguments.topic} undoes it.")
    return 0


@command(TOPIC, NAME)
def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put a withdrawn topic (area/topic) back on the air."""
    from bot import store

    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        if not store.restore(db, arguments.topic, _who(arguments)):
            print(f"{arguments.topic!r} is not withdrawn, so nothing changed.", file=sys.stderr)
            return 1
    print(f"{arguments.topic} is on the air again.")
    return 0


def _say_unknown(topic: str) -> int:
    print(
        f"{topic!r} has no published answer: write it as area/topic, like help/cost.",
        file=sys.stderr,
    )
    return 1


@command()
def due(settings: Settings, arguments: argparse.Namespace) -> int:
    """List the crisis lines to dial again and the answers to review again."""
    from bot import content
    from bot.content.due import due_answers, due_lines

    checked, today = content.load(settings.data_dir), date.today()
    for title, tasks in (
        ("Dial, then write the day into verified_on in data/crisis/lines.yml", due_lines),
        ("Review, then write the dates into data/answers", due_answers),
    ):
        found = list(tasks(checked, today))
        print(f"{title}: {len(found)}")
        for task in found:
            print(f"  {task.what}  ({task.when}; {task.why})")
    return 0


@command(TOPIC)
def where(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show every place that uses a topic (area/topic), with file and line."""
    from bot.publishing.where import where_lines

    for line in where_lines(settings.data_dir, arguments.topic):
        print(line)
    return 0


@command(
    argument("--days", type=int, default=30, help="how many, today included; 30 if not said"),
    argument("--topic", help="only this one: area/topic, or a crisis category"),
    argument("--picture", type=Path, metavar="FILE", help="draw it too: a name in .svg or .png"),
)
def usage(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show what was asked and how it was answered, by day and topic; small counts are hidden."""
    from bot import store
    from bot.publishing.usage import usage, usage_lines

    store.migrate(settings.database_url)
    found = usage(settings, date.today(), max(1, arguments.days), arguments.topic)
    for line in usage_lines(found):
        print(line)
    if arguments.picture:
        from bot.publishing.picture import draw

        draw(found, arguments.picture)
        print(f"The picture is in {arguments.picture}.")
    return 0
