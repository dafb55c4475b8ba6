"""Sentence embeddings: the meaning of a message as 384 numbers, without Rasa or torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
SHIPPED = Path(__file__).parent / "model"  # tuned on our examples: see PROVENANCE.md there
# The model was trained on 256 tokens at most; a message is limited to 1,000 characters.
MOST_TOKENS = 256
MANY = 1000  # texts: from here on worth every core


class EncoderMissing(RuntimeError):
    """The encoder's files are not there; the message says which command builds them."""


class Encoder:
    """Turn texts into unit vectors of `DIMENSIONS` floats; equal meaning, small angle.

    `folder` holds `model.onnx` and `tokenizer.json`; those we ship are made by
    `python -m bot tune`.
    One thread: a message is a few milliseconds and several processes share the machine.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load both files, or raise `EncoderMissing`."""
        if not (folder / "model.onnx").exists():
            raise EncoderMissing(f"{folder}/model.onnx is missing: restore it from git")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()  # its file asks for 128 tokens always: ten times slower
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit vector a text, shape (len(texts), `DIMENSIONS`), float32.

        One text at a time: the int8 model scales by the largest value of a whole batch, so that
        a text would mean something else (cosine down to 0.96) beside others. It is faster, too.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if len(texts) < MANY:
            for row, text in enumerate(texts):
                vectors[row] = self._vector(text)
            return vectors
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            for row, vector in enumerate(threads.map(self._vector, texts)):
                vectors[row] = vector
        return vectors

    def _vector(self, text: str) -> np.ndarray:
        encoded = self._tokenizer.encode(text)
        inputs = {"input_ids": encoded.ids, "attention_mask": encoded.attention_mask}
        feed = {name: np.array([values], dtype=np.int64) for name, values in inputs.items()}
        return np.asarray(self._session.run(None, feed)[0][0])
