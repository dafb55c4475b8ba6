"""Why the bot reads a message as it does, for staff: `python -m bot explain "text"`."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bot.content.examples import Example, load_examples
from bot.content.files import Problems
from bot.crisis import crisis_detector
from bot.encoder import SHIPPED, Encoder
from bot.linear import Shares
from bot.safety import Crisis
from bot.safety.detect import LEARNED
from bot.safety.learned_detector import load_thresholds
from bot.settings import Settings
from bot.training import MODELS, model_path
from bot.understanding.topic_classifier import MODEL_FILE, Understood, decide
from bot.understanding.topic_model import TopicModel, TopicModelConfig

SHOWN = 5  # topics of the ranking, and training examples
LOUDEST = 8  # words and letter groups
OUT_OF_SCOPE = "out_of_scope"
Ranking = list[Any]  # (label, probability) pairs, the likeliest first


class TrainedTopics:
    """The trained topic model, its encoder and its parameters, without Rasa around them."""

    def __init__(self, archive: Path) -> None:
        """Read the `archive` and the parameters in it; raise `RuntimeError` without it."""
        if not archive.is_file():
            raise RuntimeError(f"{archive} is missing: run python -m bot train")
        with tarfile.open(archive) as tar:
            nodes = json.load(tar.extractfile("metadata.json"))["predict_schema"]["nodes"]  # type: ignore[arg-type]
        self.config = {k: v for node in nodes.values() for k, v in node["config"].items()}
        self.encoder = Encoder(Path(self.config["folder"]))
        with TemporaryDirectory() as folder:
            file = _unpack(archive, Path(folder))
            self.model = TopicModel.load(file, model_config(self.config))

    @property
    def thresholds(self) -> tuple[float, float]:
        """Return from which probability on the bot answers, and from which on it offers."""
        return self.config["answer_threshold"], self.config["offer_threshold"]

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """Return a ranking of every label for each of `texts`."""
        return self.model.ranking(texts, self.encoder.encode(texts))

    def decide(self, text: str, ranking: Ranking) -> Understood:
        """Return what the bot takes `text` to ask; without a letter or digit, nothing."""
        if not any(character.isalnum() for character in text):
            return Understood(None, 0.0, [])
        return decide(ranking, *self.thresholds)

    def shares(self, text: str, topic: str) -> dict[str, Shares]:
        """Return how much meaning, letters, words and habit gave `topic`: its margin in sum."""
        return self.model.shares(text, self.encoder.encode([text])[0], topic)


def model_config(config: dict[str, Any]) -> TopicModelConfig:
    """Return the model's parameters out of the merged `config` of all components."""
    chosen: dict[str, Any] = {}
    for field in fields(TopicModelConfig):
        value = config[field.name]
        chosen[field.name] = tuple(value) if isinstance(value, list) else value
    return TopicModelConfig(**chosen)


def why(
    ranking: Ranking, understood: Understood, crisis: Crisis | None, at: Sequence[float]
) -> str:
    """Return what the bot does and why, in a sentence; `at` are both thresholds."""
    (label, likely), (answer, offer) = ranking[0], at
    if crisis:
        return f"crisis: {crisis.category} was found by {', '.join(crisis.reasons)}"
    if not understood.confidence:
        return "declined: there is no letter or digit in it"
    if understood.topic == OUT_OF_SCOPE:
        return f"declined: out_of_scope has {likely:.2f}, at least answer_threshold {answer}"
    if understood.topic:
        return f"answered: {label} has {likely:.2f}, at least answer_threshold {answer}"
    below = f"{label} has {likely:.2f}, below answer_threshold {answer}"
    if understood.offered:
        offers = ", ".join(understood.offered)
        return f"asked back with {offers}: {below}, at least offer_threshold {offer}"
    if label == OUT_OF_SCOPE:
        return f"declined: {below}, and what is likely not ours gets no offers"
    return f"declined: {below}, and nothing can be offered below offer_threshold {offer}"


def explanation(settings: Settings, text: str) -> Iterator[str]:
    """Yield the lines that explain `text`; raise `RuntimeError` if nothing is trained."""
    topics = TrainedTopics(model_path(settings))
    ranking, crisis = topics.rank([text])[0], crisis_detector(settings).check(text)
    understood = topics.decide(text, ranking)
    yield f"{why(ranking, understood, crisis, topics.thresholds)}."
    if crisis and LEARNED in crisis.reasons:
        at = load_thresholds(settings.data_dir)
        yield f"(learned: at least {at.whole} for all of it, or {at.part} for a part of it)"
    yield "\nLikeliest topics:"
    yield from (f"  {likely:.2f}  {label}" for label, likely in ranking[:SHOWN])
    yield "\nNearest training examples (cosine of meaning):"
    near = nearest(settings.data_dir, topics.encoder, text)
    yield from (f"  {cosine:.2f}  {example.intent}: {example.text}" for cosine, example in near)
    for label, _ in ranking[:2]:
        yield f"\nWhat spoke for {label}:"
        for name, shares in topics.shares(text, label).items():
            loudest = [f"“{ngram}” {share:+.2f}" for ngram, share in shares[:LOUDEST] if ngram]
            total = sum(share for _, share in shares)
            yield f"  {total:+.2f}  {name}  {', '.join(loudest)}".rstrip()


def nearest(data_dir: Path, encoder: Encoder, text: str) -> list[tuple[float, Example]]:
    """Return the training examples nearest to `text` in meaning, with their cosines."""
    examples = load_examples(data_dir / "nlu", Problems())
    cosines = example_embeddings(encoder, examples) @ encoder.encode([text])[0]
    return [(float(cosines[i]), examples[i]) for i in np.argsort(-cosines)[:SHOWN]]


def example_embeddings(encoder: Encoder, examples: Sequence[Example]) -> np.ndarray:
    """Return one unit vector an example, (n, 384); kept in a file beside the models."""
    path = MODELS / f"examples-{_digest(examples)}.npy"
    if not path.is_file():
        print(f"Encoding {len(examples)} examples once, some minutes …", flush=True)
        vectors = encoder.encode([example.text for example in examples])
        np.save(path, vectors.astype(np.float16))
    return np.asarray(np.load(path), dtype=np.float32)


def _digest(examples: Sequence[Example]) -> str:
    digest = hashlib.sha256((SHIPPED / "model.onnx").read_bytes())
    digest.update("\0".join(example.text for example in examples).encode())
    return digest.hexdigest()[:16]


def _unpack(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(MODEL_FILE))
        (folder / MODEL_FILE).write_bytes(tar.extractfile(member).read())  # type: ignore[union-attr]
    return folder / MODEL_FILE
