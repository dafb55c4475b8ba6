"""Puts the crisis detector together, and trains its learned part when the examples changed."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

from bot import safety
from bot.content.examples import load_examples as load_topic_examples
from bot.content.files import Problems
from bot.digest import digest
from bot.encoder import SHIPPED, Encoder
from bot.linear import LinearModel
from bot.safety.crisis_model import CONFIG, CrisisModel
from bot.safety.examples import NONE, load_examples
from bot.safety.learned_detector import LearnedDetector, Thresholds, load_thresholds
from bot.safety.phrase_detector import PhraseDetector
from bot.safety.views import Views
from bot.settings import Settings

MODELS = Path("models")
# What the model is made from, beside the encoder's weights: examples, and the code that reads them.
CODE = ("bot/linear.py", "bot/safety", "requirements.txt")

_log = logging.getLogger(__name__)


def crisis_model_path(settings: Settings) -> Path:
    """Return where the crisis model for the present examples is, or will be once trained."""
    roots = [settings.data_dir / "crisis" / "examples", settings.data_dir / "nlu"]
    encoder = (SHIPPED / "model.onnx").read_bytes()
    name = digest(settings.data_dir, [*roots, *map(Path, CODE)], encoder)
    return MODELS / f"crisis-{name}.npz"


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
    """Return the detector of the present examples; without the learned part if that is broken.

    Raises `CrisisDataError` when the phrases cannot be used.
    """
    phrases = PhraseDetector(settings.data_dir)
    try:
        wanted = crisis_model_path(settings)
        at_hand = model_at_hand(wanted)
        if at_hand != wanted:
            _log.warning("crisis examples changed since %s: run python -m bot train", at_hand)
        learned = load_learned(at_hand, load_thresholds(settings.data_dir), Encoder(), phrases)
    except Exception as error:  # whatever it is, the phrases must go on alone
        _log.error("no learned crisis detector, phrases only: %s: %s", type(error).__name__, error)
        learned = None
    return safety.CrisisDetector(phrases, learned)


def load_learned(
    path: Path, thresholds: Thresholds, encoder: Encoder, phrases: PhraseDetector
) -> LearnedDetector:
    """Return the learned part from the model at `path`; raises if it is none.

    It sees words spelled as `phrases` does.
    """
    model = CrisisModel.load(path, encoder, thresholds.temperature)
    return LearnedDetector(model, thresholds, Views(phrases.speller))


def model_at_hand(path: Path) -> Path:
    """Return the model at `path`, else the newest: better than none."""
    if path.is_file():
        return path
    others = sorted(path.parent.glob("crisis-*.npz"), key=lambda other: other.stat().st_mtime)
    return others[-1] if others else path
