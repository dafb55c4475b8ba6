"""Train the model when what it learns from has changed, and only then."""

from __future__ import annotations

import hashlib
import logging
import os
import time
import warnings
from pathlib import Path

from bot.logs import quiet_logs
from bot.settings import Settings

MODELS = Path("models")
# What the model is made from. Answers are not: they are read from the database at run time.
LEARNT_FROM = ("nlu", "rules", "stories")
CODE = (
    *("domain.yml", "config.yml", "requirements.txt"),
    *("bot/encoder", "bot/linear.py", "bot/understanding", "bot/dialogue/crisis_policy.py"),
)


def model_path(settings: Settings) -> Path:
    """Return where the model for the present training data is, or will be once trained."""
    digest = hashlib.sha256()
    for path in _inputs(settings.data_dir):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return MODELS / f"bot-{digest.hexdigest()[:16]}.tar.gz"


def _inputs(data_dir: Path) -> list[Path]:
    roots = [*(data_dir / name for name in LEARNT_FROM), *map(Path, CODE)]
    files = [f for root in roots for f in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(f for f in files if f.suffix in (".yml", ".py", ".txt", ".onnx"))


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
