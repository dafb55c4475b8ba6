"""Commands that start the bot and its processes."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from bot.commands.registry import command
from bot.settings import Settings


@command()
def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Start the whole bot and print the address of the chat page; Ctrl-C stops it."""
    from bot.supervisor import Supervisor, taken

    started = time.monotonic()
    for setting, port in taken(settings):
        print(
            f"Port {port} is in use, perhaps by a bot that still runs: stop it, "
            f"or choose another with {setting}=… in .env or the environment.",
            file=sys.stderr,
        )
        return 1
    # In a process of its own: what it loads is not needed afterwards.
    code = subprocess.run([sys.executable, "-m", "bot", "prepare"], check=False).returncode
    if code != 0:
        return code
    print("Starting …", flush=True)

    def ready() -> None:
        seconds = time.monotonic() - started
        print(f"Ready in {seconds:.0f} s: http://{settings.host}:{settings.port}/", flush=True)

    Supervisor(settings).run(ready)
    print("Stopped.")
    return 0


@command()
def prepare_(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build what is missing: database with the published content, trained models."""
    prepare(settings)
    return 0


def prepare(settings: Settings) -> None:
    """Build the database and the models where they are missing; put both on the air."""
    from bot import content, releases, store
    from bot.publishing import people
    from bot.publishing.files import read_files

    print("Checking the content …", flush=True)
    checked = content.load(settings.data_dir)
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        if store.publish_id(db) == 0:
            files = read_files(settings.data_dir)
            store.publish(db, checked, "first start", people.commit(), files=files)
            print(f"  published {len(checked.topics)} topics", flush=True)
        elif not store.is_published(db, checked, read_files(settings.data_dir)):
            print("  data/ has changes that are not published: python -m bot diff", flush=True)
        if store.is_off(db):
            print("  the chat is turned off: python -m bot on turns it on", flush=True)
    why = releases.needs_first_release(settings)
    if why:
        print(f"Taking the model of data/: {why}.", flush=True)
        release = releases.first_release(settings, "first start", say)
        print(f"  {release.topics} is on the air", flush=True)
    elif releases.model_changed(settings):
        print("  data/ has examples or rules that are not published: python -m bot publish")


def say(line: str) -> None:
    """Print a line of progress at once."""
    print(line, flush=True)


@command()
def rasa(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the trained model to the gateway; `run` starts this."""
    from bot import supervisor, training
    from bot.dialogue.placeholders import leave_out_unused, readable
    from bot.releases import read_record

    training.quiet(settings.log_level)

    def on_air() -> list[Path]:
        """Return the model on the air and those before it; before any release, that of data/."""
        line = read_record(settings).line()
        return [release.topics for release in line] or [training.model_path(settings)]

    first = next(filter(readable, on_air()), None)
    if first is None:
        print(f"{on_air()[0]} is missing or broken: run python -m bot prepare", file=sys.stderr)
        return 1
    leave_out_unused(first)
    # For products as small as ours numpy's second thread only spins: 9 ms of processor a turn.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.dialogue.server import serve

    if not sys.stdin.isatty():
        supervisor.end_with_parent()
    serve(settings, on_air)
    return 0


@command()
def gateway(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the chat page and its API; `run` starts this."""
    import uvicorn

    from bot import supervisor
    from bot.web.connections import MakesRoom

    if not sys.stdin.isatty():
        supervisor.end_with_parent()
    uvicorn.run(
        "bot.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level.lower(),
        access_log=False,
        server_header=False,
        http=MakesRoom,
        ws="none",  # the chat needs none, and none can be exhausted
    )
    return 0
