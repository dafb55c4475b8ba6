"""Commands that train the models, and that show how a message is understood."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

from bot.commands.registry import argument, command
from bot.settings import Settings


@command(argument("--only", choices=("crises", "topics"), help="one of the two models"))
def train(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train both models, each if what it learns from has changed since the last time."""
    from bot import crisis, training

    if arguments.only == "crises":
        crisis.train_crisis_model(settings)
        return 0
    beside = None
    if arguments.only is None and not crisis.crisis_model_path(settings).is_file():
        # The two share nothing: beside each other they take little longer than one of them.
        beside = subprocess.Popen([sys.executable, "-m", "bot", "train", "--only", "crises"])
    try:
        print(f"Training for {training.model_path(settings)} …", flush=True)
        training.train(settings)
    finally:
        code = beside.wait() if beside else 0
    return code


@command()
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


@command(argument("text", help="the message, in quotes"))
def explain(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say why one message is read as it is: ranking, decision, nearest examples, loudest words."""
    from bot import training

    training.quiet()
    from bot.explain import explanation

    for line in explanation(settings, arguments.text):
        print(line)
    return 0


@command()
def tune(settings: Settings, arguments: argparse.Namespace) -> int:
    """Fine-tune the encoder on our examples (an hour); rarely needed, see docs/tasks."""
    from bot.training import quiet

    quiet()
    from bot import tuning

    tuning.tune(settings.data_dir)
    return 0


@command()
def language(settings: Settings, arguments: argparse.Namespace) -> int:
    """Count anew how English and Spanish are told apart, from the examples in data/nlu."""
    from bot.content import load
    from bot.language.build import build
    from bot.language.detect import TABLE

    print(f"{TABLE.name}: {build(load(settings.data_dir).examples)} parts of words.")
    return 0
