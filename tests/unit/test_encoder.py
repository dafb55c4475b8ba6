"""The encoder is the published model, verified, and close to it after quantisation."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from bot.encoder import DIMENSIONS, SHIPPED, Encoder, EncoderMissing, build


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_untuned_is_close_to_the_numbers_that_the_authors_publish(tmp_path: Path) -> None:
    build.write(*build.published(), tmp_path)
    # The first values of "This is an example sentence" in the model's own documentation.
    vector = Encoder(tmp_path).encode(["This is an example sentence"])[0]
    assert vector[:3] == pytest.approx([0.0677, 0.0635, 0.0487], abs=0.02)


def test_the_shipped_file_is_the_one_whose_origin_is_written_down() -> None:
    digest = hashlib.sha256((SHIPPED / "model.onnx").read_bytes()).hexdigest()
    assert digest in (SHIPPED / "PROVENANCE.md").read_text(encoding="utf-8")
    assert (SHIPPED / "model.onnx").stat().st_size <= 25_000_000


def test_a_text_means_the_same_alone_and_among_others(encoder: Encoder) -> None:
    texts = ["a", "what is suboxone " * 30, "help", "x" * 3000]
    together = encoder.encode(texts)
    assert together.shape == (4, DIMENSIONS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-3)
    for text, row in zip(texts, together, strict=True):
        assert encoder.encode([text])[0] @ row == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_texts_of_one_meaning_are_nearer_than_texts_of_two(encoder: Encoder) -> None:
    pills, medicine, pizza, weather = encoder.encode(
        [
            *("I can't stop taking my pain pills", "I am hooked on painkillers"),
            *("I like pizza", "the weather is nice today"),
        ]
    )
    assert pills @ medicine > max(pills @ pizza, pills @ weather) + 0.1


def test_a_missing_model_names_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="restore it from git"):
        Encoder(tmp_path)


def test_weights_that_are_not_the_authors_are_never_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(build.SHA256, "tokenizer.json", "0" * 64)
    with pytest.raises(build.WeightsError, match="not the file its authors published"):
        build.published()
