"""Puts the crisis detector together, and trains its learned part when the examples changed."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Iterable
from pathlib import Path

from bot import safety
from bot.content.examples import load_examples as load_topic_examples
from bot.content.files import Problems
from bot.encoder import SHIPPED, Encoder
from bot.linear import LinearModel
from bot.safety.crisis_model import CONFIG, CrisisModel
from bot.safety.examples import NONE, load_examples
from bot.safety.learned_detector import LearnedDetector, load_thresholds
from bot.safety.phrase_detector import PhraseDetector
from bot.safety.views import Views
from bot.settings import Settings

MODELS = Path("models")
# What the model is made from, beside the encoder's weights: examples, and the code that reads them.
CODE = ("bot/linear.py", "bot/safety", "requirements.txt")

_log = logging.getLogger(__name__)


def crisis_model_path(settings: Settings) -> Path:
    """Return where the crisis model for the present examples is, or will be once trained."""
    digest = hashlib.sha256((SHIPPED / "model.onnx").read_bytes())
    roots = [settings.data_dir / "crisis" / "examples", settings.data_dir / "nlu"]
    for path in _files([*roots, *map(Path, CODE)]):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return MODELS / f"crisis-{digest.hexdigest()[:16]}.npz"


def train_crisis_model(settings: Settings) -> Path:
    """Return the crisis model for the present examples, training it if there is none yet.

    Raises `CrisisDataError` for an example that cannot be used.
    """
    path = crisis_model_path(settings)
    if path.is_file():
        return path
    started = time.monotonic()
    texts, labels = training_examples(settings.data_dir)
    print(f"Learning crises from {len(texts)} messages …", flush=True)
    model = LinearModel(CONFIG)
    model.fit(texts, Encoder().encode(texts), labels)
    path.parent.mkdir(exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    model.save(scratch)
    scratch.replace(path)
    print(f"  trained {path} in {time.monotonic() - started:.0f} s", flush=True)
    return path


def training_examples(data_dir: Path) -> tuple[list[str], list[str]]:
    """Return the texts, as the detector sees them, and their labels.

    Every question of data/nlu is an example of no crisis.
    """
    rows = [(e.text, e.category) for e in load_examples(data_dir)]
    ordinary = load_topic_examples(data_dir / "nlu", Problems())
    rows += [(example.text, NONE) for example in ordinary]
    views = Views.from_directory(data_dir)
    seen = {views.whole(text): label for text, label in reversed(rows)}
    return list(seen), list(seen.values())


def crisis_detector(settings: Settings) -> safety.CrisisDetector:
    """Return the detector with all it can have; without the learned part if that is broken.

    Raises `CrisisDataError` when the phrases cannot be used.
    """
    phrases = PhraseDetector(settings.data_dir)
    return safety.CrisisDetector(phrases, _learned(settings, Views(phrases.speller)))


def _learned(settings: Settings, views: Views) -> LearnedDetector | None:
    try:
        thresholds = load_thresholds(settings.data_dir)
        encoder = Encoder()
        model = CrisisModel.load(_model_at_hand(settings), encoder, thresholds.temperature)
        return LearnedDetector(model, thresholds, views)
    except Exception as error:  # whatever it is, the phrases must go on alone
        _log.error("no learned crisis detector, phrases only: %s: %s", type(error).__name__, error)
        return None


def _model_at_hand(settings: Settings) -> Path:
    """Return the model of the present examples, else the newest: better than none."""
    path = crisis_model_path(settings)
    if path.is_file():
        return path
    others = sorted(path.parent.glob("crisis-*.npz"), key=lambda other: other.stat().st_mtime)
    if others:
        _log.warning("crisis examples changed since %s: run python -m bot train", others[-1])
    return others[-1] if others else path


def _files(roots: Iterable[Path]) -> list[Path]:
    files = [f for root in roots for f in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(f for f in files if f.suffix in (".yml", ".py", ".txt"))
