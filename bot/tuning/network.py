"""The encoder as a TensorFlow computation on the published weights, so that it can be trained."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import tensorflow as tf

LAYERS, HEADS, HEAD_SIZE, HIDDEN = 6, 12, 32, 384
LOW = tf.bfloat16  # matrix products: twice as fast, and the weights stay in 32 bits


class Network:
    """BERT with mean pooling, the same computation as `bot.encoder.build` writes as ONNX."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        """Make the encoder's weights trainable."""
        self.weights = {
            name: tf.Variable(value, name=name.replace(".", "_"))
            for name, value in weights.items()
            if value.dtype == np.float32 and not name.startswith("pooler")
        }

    def encode(self, ids: Any, mask: Any, dropout: float) -> Any:
        """Return unit vectors of shape (texts, 384) for `ids` and `mask` of (texts, tokens)."""
        texts, tokens = tf.shape(ids)[0], tf.shape(ids)[1]
        seen = tf.cast(mask, tf.float32)
        hidden = self._dropped(self._embedded(ids, tokens), dropout)
        hidden = tf.reshape(hidden, (-1, HIDDEN))
        unseen = tf.cast((1 - seen)[:, None, None, :] * -10000.0, LOW)
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            hidden = self._layer(layer, hidden, unseen, (texts, tokens), dropout)
        hidden = tf.reshape(hidden, (texts, tokens, HIDDEN)) * seen[:, :, None]
        means = tf.reduce_sum(hidden, 1) / tf.reduce_sum(seen, 1, keepdims=True)
        return tf.math.l2_normalize(means, -1)

    def _embedded(self, ids: Any, tokens: Any) -> Any:
        words = tf.gather(self.weights["embeddings.word_embeddings.weight"], ids)
        places = self.weights["embeddings.position_embeddings.weight"][:tokens]
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        return self._normed(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, name: str, hidden: Any, unseen: Any, shape: Any, dropout: float) -> Any:
        context = self._attention(f"{name}.attention", hidden, unseen, shape)
        context = self._dense(context, f"{name}.attention.output.dense")
        hidden = self._added(hidden, context, f"{name}.attention.output.LayerNorm", dropout)
        inner = self._dense(tf.cast(hidden, LOW), f"{name}.intermediate.dense")
        outer = self._dense(tf.nn.gelu(inner, approximate=True), f"{name}.output.dense")
        return self._added(hidden, outer, f"{name}.output.LayerNorm", dropout)

    def _attention(self, name: str, hidden: Any, unseen: Any, shape: Any) -> Any:
        low = tf.cast(hidden, LOW)
        query, key, value = (
            self._heads(self._dense(low, f"{name}.self.{part}"), shape)
            for part in ("query", "key", "value")
        )
        scale = tf.cast(1 / math.sqrt(HEAD_SIZE), LOW)
        scores = tf.matmul(query, key, transpose_b=True) * scale + unseen
        context = tf.matmul(tf.nn.softmax(scores, -1), value)
        return tf.reshape(tf.transpose(context, (0, 2, 1, 3)), (-1, HIDDEN))

    def _heads(self, value: Any, shape: Any) -> Any:
        return tf.transpose(tf.reshape(value, (*shape, HEADS, HEAD_SIZE)), (0, 2, 1, 3))

    def _dense(self, value: Any, name: str) -> Any:
        kernel = tf.cast(self.weights[f"{name}.weight"], LOW)
        product = tf.matmul(value, kernel, transpose_b=True)
        return product + tf.cast(self.weights[f"{name}.bias"], LOW)

    def _added(self, hidden: Any, value: Any, name: str, dropout: float) -> Any:
        return self._normed(hidden + tf.cast(self._dropped(value, dropout), tf.float32), name)

    def _dropped(self, value: Any, dropout: float) -> Any:
        return tf.nn.dropout(value, dropout) if dropout else value

    def _normed(self, value: Any, name: str) -> Any:
        centred = value - tf.reduce_mean(value, -1, keepdims=True)
        variance = tf.reduce_mean(centred * centred, -1, keepdims=True)
        scaled = centred * tf.math.rsqrt(variance + 1e-12)
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
