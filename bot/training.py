"""Train the model when what it learns from has changed, and only then."""

from __future__ import annotations

import logging
import os
import time
import warnings
from pathlib import Path

from bot.digest import digest
from bot.logs import quiet_logs
from bot.settings import Settings

MODELS = Path("models")
# What the model is made from. Answers are not: they are read from the database at run time.
LEARNT_FROM = ("nlu", "rules", "stories")
BEHAVIOUR = ("domain.yml", "config.yml")
CODE = (
    *("requirements.txt", "bot/encoder", "bot/linear.py"),
    *("bot/understanding", "bot/dialogue/crisis_policy.py"),
)


def model_path(settings: Settings) -> Path:
    """Return where the model for the present training data is, or will be once trained."""
    roots = [*(settings.data_dir / name for name in LEARNT_FROM), *map(Path, (*BEHAVIOUR, *CODE))]
    return MODELS / f"bot-{digest(settings.data_dir, roots)}.tar.gz"


def train(settings: Settings) -> Path:
    """Return the model for the present training data, training it if there is none yet.

    Raises `RuntimeError` when Rasa could not train; it has printed why.
    """
    path = model_path(settings)
    if not path.is_file():
        started = time.monotonic()
        quiet()
        from bot.dialogue.trainer import train_model

        folders = [settings.data_dir / name for name in (*LEARNT_FROM, "answers", "responses")]
        train_model(folders, path)
        print(f"  trained {path} in {time.monotonic() - started:.0f} s", flush=True)
    return path


def quiet(level: str = "ERROR") -> None:
    """Silence what Rasa and TensorFlow print for their developers; call before importing them.

    Afterwards log records at `level` and above are shown, without a word that a person typed.
    """
    os.environ.update(
        TF_CPP_MIN_LOG_LEVEL="3",
        RASA_TELEMETRY_ENABLED="false",
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
        CUDA_VISIBLE_DEVICES="-1",
        LOG_LEVEL=level,
    )
    # Not a filter: some of these packages set filters of their own when they are imported.
    warnings.showwarning = lambda *_, **__: None
    for name in ("rasa", "tensorflow"):
        logging.getLogger(name).setLevel(logging.ERROR)
    quiet_logs(level)
