"""Commands for those who look after answers, texts and crisis lines."""

from __future__ import annotations

import argparse
import getpass
import subprocess
import sys
from datetime import date, timedelta

from bot.commands.registry import argument, command
from bot.settings import Settings

TOPIC = argument("topic", help="area/topic, like help/cost")


@command()
def publish(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check data/ and put its answers, texts and crisis lines on the air, all or nothing."""
    from bot import content, store

    checked = content.load(settings.data_dir)
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        entry = store.publish(db, checked, getpass.getuser(), commit())
        print(f"Published as number {entry.id}." if entry.changed else "Nothing has changed.")
    return 0


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
def withdraw(settings: Settings, arguments: argparse.Namespace) -> int:
    """Take the answer to a topic (area/topic) off the air at once."""
    from bot import store

    with store.session(settings.database_url) as db:
        if not store.withdraw(db, arguments.topic, getpass.getuser()):
            return _say_unknown(arguments.topic)
    print(f"{arguments.topic} is withdrawn. python -m bot restore {arguments.topic} undoes it.")
    return 0


@command(TOPIC)
def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put a withdrawn topic (area/topic) back on the air."""
    from bot import store

    with store.session(settings.database_url) as db:
        if not store.restore(db, arguments.topic):
            return _say_unknown(arguments.topic)
    print(f"{arguments.topic} is on the air again.")
    return 0


def _say_unknown(topic: str) -> int:
    print(f"{topic!r} is no such topic: write it as area/topic, like help/cost.", file=sys.stderr)
    return 1


@command()
def counts(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show what was asked in the last 30 days, and how often an answer was called helpful."""
    from bot import store

    with store.session(settings.database_url) as db:
        found = store.counts_since(db, date.today() - timedelta(days=30))
    for (topic, outcome), number in sorted(found.items()):
        print(f"{number:7} {outcome:12} {topic or '(no topic)'}")
    return 0


def commit() -> str:
    """Return the commit of the files in data/, or "" outside a git checkout."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
