"""The bot's command line: `python -m bot COMMAND`. One function a command."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from bot.settings import Settings, SettingsError

Command = Callable[[Settings, argparse.Namespace], int]
COMMANDS: dict[str, Command] = {}


def command(function: Command) -> Command:
    """Make `function` a command of the same name; its docstring is its help."""
    COMMANDS[function.__name__.rstrip("_")] = function
    return function


@command
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


@command
def prepare_(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build what is missing: database with the published content, trained models."""
    prepare(settings)
    return 0


def prepare(settings: Settings) -> None:
    """Build the database and the models where they are missing."""
    from bot import content, crisis, store, training

    print("Checking the content …", flush=True)
    checked = content.load(settings.data_dir)
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        if store.publish_id(db) == 0:
            store.publish(db, checked, "first start", _commit())
            print(f"  published {len(checked.topics)} topics", flush=True)
        elif not store.is_published(db, checked):
            print("  data/ has changes that are not published: python -m bot publish", flush=True)
    crisis.train_crisis_model(settings)
    if not training.model_path(settings).is_file():
        print(f"Training on {len(checked.examples)} examples, about three minutes …", flush=True)
    training.train(settings)


@command
def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check every file under data/; say file, line, entry and cure for each problem."""
    from bot import content

    checked = content.load(settings.data_dir)
    print(f"{len(checked.topics)} topics, {len(checked.examples)} examples: no problems.")
    return 0


@command
def publish(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check data/ and put its answers, texts and crisis lines on the air, all or nothing."""
    from bot import content, store

    checked = content.load(settings.data_dir)
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        entry = store.publish(db, checked, getpass.getuser(), _commit())
        print(f"Published as number {entry.id}." if entry.changed else "Nothing has changed.")
    return 0


@command
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


@command
def withdraw(settings: Settings, arguments: argparse.Namespace) -> int:
    """Take the answer to a topic (area/topic) off the air at once."""
    from bot import store

    with store.session(settings.database_url) as db:
        if not store.withdraw(db, arguments.topic, getpass.getuser()):
            return _say_unknown(arguments.topic)
    print(f"{arguments.topic} is withdrawn. python -m bot restore {arguments.topic} undoes it.")
    return 0


@command
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


@command
def counts(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show what was asked in the last 30 days, and how often an answer was called helpful."""
    from bot import store

    with store.session(settings.database_url) as db:
        found = store.counts_since(db, date.today() - timedelta(days=30))
    for (topic, outcome), number in sorted(found.items()):
        print(f"{number:7} {outcome:12} {topic or '(no topic)'}")
    return 0


@command
def train(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train both models, each if what it learns from has changed since the last time."""
    from bot import crisis, training

    crisis.train_crisis_model(settings)
    print(f"Training for {training.model_path(settings)} …", flush=True)
    training.train(settings)
    return 0


@command
def understand(settings: Settings, arguments: argparse.Namespace) -> int:
    """Read one message a line; write {text, crisis, topic, confidence, offered} as JSON lines."""
    from bot import training
    from bot.dialogue.placeholders import leave_out_unused

    model = training.model_path(settings)
    if not model.is_file():
        print(f"{model} is missing: run python -m bot train", file=sys.stderr)
        return 1
    training.quiet()
    leave_out_unused(model)
    from bot.understanding.reader import Reader

    reader = Reader(model)
    for line in sys.stdin:
        print(json.dumps(reader.read(line.rstrip("\r\n")), ensure_ascii=False), flush=True)
    return 0


@command
def explain(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say why one message is read as it is: ranking, decision, nearest examples, loudest words."""
    from bot import training

    training.quiet()
    from bot.explain import explanation

    for line in explanation(settings, arguments.text):
        print(line)
    return 0


@command
def report(settings: Settings, arguments: argparse.Namespace) -> int:
    """List every answer by what to mend first: wording, review, length, reading level."""
    from bot.content.report import report_lines

    for line in report_lines(settings.data_dir, date.today()):
        print(line)
    return 0


@command
def tune(settings: Settings, arguments: argparse.Namespace) -> int:
    """Fine-tune the encoder on our examples (an hour); rarely needed, see docs/tasks."""
    from bot.training import quiet

    quiet()
    from bot import tuning

    tuning.tune(settings.data_dir)
    return 0


@command
def language(settings: Settings, arguments: argparse.Namespace) -> int:
    """Count anew how English and Spanish are told apart, from the examples in data/nlu."""
    from bot.content import load
    from bot.language.build import build
    from bot.language.detect import TABLE

    print(f"{TABLE.name}: {build(load(settings.data_dir).examples)} parts of words.")
    return 0


@command
def rasa(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the trained model to the gateway; `run` starts this."""
    from bot import supervisor, training
    from bot.dialogue.placeholders import leave_out_unused

    training.quiet(settings.log_level)
    model = training.model_path(settings)
    leave_out_unused(model)
    # For products as small as ours numpy's second thread only spins: 9 ms of processor a turn.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.dialogue.server import serve

    if not sys.stdin.isatty():
        supervisor.end_with_parent()
    serve(settings, model)
    return 0


@command
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


def _commit() -> str:
    """Return the commit of the files in data/, or "" outside a git checkout."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-command a function."""
    made = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        sub = subparsers.add_parser(name, help=function.__doc__, description=function.__doc__)
        if name in ("withdraw", "restore"):
            sub.add_argument("topic")
        if name == "explain":
            sub.add_argument("text", help="the message, in quotes")
    return made


def main() -> int:
    """Run one command; return its exit code, 1 with a sentence when it cannot be done."""
    from bot.content import ContentError

    arguments = parser().parse_args()
    try:
        return COMMANDS[arguments.command](Settings.from_env(), arguments)
    except ContentError as error:
        print(f"{error}\n{len(error.problems)} problems; nothing was changed.", file=sys.stderr)
    except (SettingsError, RuntimeError) as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
