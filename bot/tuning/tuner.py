"""The training itself: one encoder, two heads, topics and crises together."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from tokenizers import Tokenizer

from bot.safety.views import Views
from bot.tuning.batches import Batch, batches
from bot.tuning.network import HIDDEN, Network
from bot.tuning.noise import Noise
from bot.tuning.rows import CRISES, NO_TOPIC, Rows

SEED = 7
RATE, HEAD_RATE, WARM_STEPS = 2e-4, 2e-3, 150
SCALE = 20.0  # of the cosine between a text and its class
DROPOUT = 0.1
STORY_CHARS = 60  # an ordinary text this long lends sentences to others
REPORT_EVERY = 50


class Tuner:
    """Trains a network on rows; the heads are thrown away afterwards."""

    def __init__(
        self, weights: dict[str, np.ndarray], tokenizer: Tokenizer, rows: Rows, views: Views
    ) -> None:
        """Prepare the network and its heads, all from one seed."""
        tf.keras.utils.set_random_seed(SEED)
        self.network = Network(weights)
        self._tokenizer, self._rows, self._views = tokenizer, rows, views
        self._topics = _head(len(rows.topics))
        self._crises = _head(len(CRISES))
        self._offsets = tf.Variable(np.zeros(len(CRISES), np.float32))
        with_topic = [row.topic for row in rows.learnt if row.topic != NO_TOPIC]
        self._topic_weights = _weights(with_topic, len(rows.topics))
        of_crisis_files = [row.crisis for row in rows.learnt if row.topic == NO_TOPIC]
        self._crisis_weights = _weights(of_crisis_files, len(CRISES))
        self._slow = tf.keras.optimizers.legacy.Adam(RATE, beta_2=0.98)
        self._fast = tf.keras.optimizers.legacy.Adam(HEAD_RATE)
        ids, labels = tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,), tf.int32)
        self._step = tf.function(self._learn, input_signature=[ids, ids, labels, labels])
        self._embed = tf.function(
            lambda ids, mask: self.network.encode(ids, mask, 0.0), input_signature=[ids, ids]
        )

    def run(self, epochs: int) -> dict[str, np.ndarray]:
        """Train for `epochs`, printing progress; return the encoder's new weights."""
        self._start_at_means()
        noise, chance = Noise(self._stories(), self._views, SEED), random.Random(SEED)
        started, done, losses = time.monotonic(), 0, []
        for epoch in range(epochs):
            seen = [noise.changed(row) for row in self._rows.learnt]
            planned = list(batches(seen, self._tokenizer, chance))
            total = done + len(planned) * (epochs - epoch)
            for batch in planned:
                left = max(0.0, 1 - done / total)
                self._slow.learning_rate = RATE * min(1, (done + 1) / WARM_STEPS) * left
                losses.append([float(x) for x in self._step(*_inputs(batch))])
                done += 1
                if done % REPORT_EVERY == 0:
                    topics, crises = np.mean(losses[-REPORT_EVERY:], axis=0)
                    minutes = (time.monotonic() - started) / 60
                    print(
                        f"  {done} of about {total} steps, {minutes:.0f} min, "
                        f"loss: topics {topics:.2f}, crises {crises:.2f}",
                        flush=True,
                    )
            print(f"  epoch {epoch + 1}: {self.report()}", flush=True)
        return {name: value.numpy() for name, value in self.network.weights.items()}

    def report(self) -> str:
        """Return how well the heads do on the rows kept apart."""
        rows = self._rows.held_out
        topics, crises = np.zeros(len(rows), int), np.zeros(len(rows))
        for batch in batches(rows, self._tokenizer):
            said, danger = self._logits(self._embed(batch.ids, batch.mask))
            topics[batch.numbers] = np.argmax(said, 1)
            crises[batch.numbers] = 1 - tf.nn.softmax(danger).numpy()[:, 0]
        own = np.array([row.topic for row in rows])
        asked, danger = own != NO_TOPIC, np.array([row.crisis for row in rows]) > 0
        limit = np.quantile(crises[~asked & ~danger], 0.95)
        return (
            f"held out: topic {np.mean(topics[asked] == own[asked]):.1%}, crises found at 5 % "
            f"false alarms among hard ordinary messages {np.mean(crises[danger] > limit):.1%}"
        )

    def _start_at_means(self) -> None:
        sums = np.zeros((len(self._rows.topics), HIDDEN), np.float32)
        some = [row for row in self._rows.learnt if row.topic != NO_TOPIC][::4]
        for batch in batches(some, self._tokenizer):
            np.add.at(sums, batch.topics, self._embed(batch.ids, batch.mask).numpy())
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        self._topics.assign(sums / np.maximum(lengths, 1e-6))

    def _stories(self) -> list[str]:
        calm = [row.text for row in self._rows.learnt if row.crisis == 0]
        return [text for text in calm if len(text) >= STORY_CHARS]

    def _logits(self, embedded: Any) -> tuple[Any, Any]:
        topics, crises = (
            SCALE * tf.matmul(embedded, tf.math.l2_normalize(head, -1), transpose_b=True)
            for head in (self._topics, self._crises)
        )
        return topics, crises + self._offsets

    def _learn(self, ids: Any, mask: Any, topics: Any, crises: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            said, danger = self._logits(self.network.encode(ids, mask, DROPOUT))
            has_topic = tf.cast(topics >= 0, tf.float32)
            own = tf.maximum(topics, 0)
            of_topics = has_topic * tf.gather(self._topic_weights, own) * _losses(own, said)
            # Questions are no crisis: easy rows, of which there are many.
            weight = tf.gather(self._crisis_weights, crises) * (1 - 0.5 * has_topic)
            of_crises = weight * _losses(crises, danger)
            loss = tf.reduce_mean(of_topics) + tf.reduce_mean(of_crises)
        slow = list(self.network.weights.values())
        fast = [self._topics, self._crises, self._offsets]
        steps = [tf.convert_to_tensor(step) for step in tape.gradient(loss, slow + fast)]
        steps, _ = tf.clip_by_global_norm(steps, 1.0)
        # TensorFlow's rewriting of this function knows no zip(strict=True).
        self._slow.apply_gradients(zip(steps[: len(slow)], slow))  # noqa: B905
        self._fast.apply_gradients(zip(steps[len(slow) :], fast))  # noqa: B905
        asked = tf.maximum(tf.reduce_sum(has_topic), 1.0)
        return tf.reduce_sum(of_topics) / asked, tf.reduce_mean(of_crises)


def _head(classes: int) -> Any:
    chance = np.random.default_rng(SEED)
    return tf.Variable(chance.normal(0, 0.05, (classes, HIDDEN)).astype(np.float32))


def _weights(labels: Sequence[int], classes: int) -> Any:
    """Return a weight a class: rare ones count more, by the square root."""
    counts = np.maximum(np.bincount(labels, minlength=classes), 1)
    return tf.constant(np.sqrt(counts.mean() / counts), tf.float32)


def _losses(labels: Any, logits: Any) -> Any:
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)


def _inputs(batch: Batch) -> tuple[np.ndarray, ...]:
    return batch.ids, batch.mask, batch.topics, batch.crises
