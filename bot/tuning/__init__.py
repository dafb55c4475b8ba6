"""Fine-tunes the sentence encoder on our own examples: a rare step, by `python -m bot tune`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tokenizers import Tokenizer

from bot.encoder import SHIPPED, build
from bot.safety.views import Views
from bot.tuning.batches import MOST_TOKENS
from bot.tuning.rows import Rows, load_rows
from bot.tuning.tuner import SEED, Tuner

EPOCHS = 5
_PROVENANCE = """\
# Where this encoder comes from

`model.onnx` is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers and
Gurevych 2019), fine-tuned by `python -m bot tune` on the messages in data/nlu and
data/crisis/examples of this repository, and quantised to int8. `tokenizer.json` is the authors'.
Licence: Apache-2.0, as the original.

- seed {seed}, {epochs} epochs over {learnt} messages, {held_out} kept apart
- sha256 of the published weights: {published}
- sha256 of the messages and their labels: {digest}
- sha256 of model.onnx: {model}
- {report}
"""


def tune(data_dir: Path, folder: Path = SHIPPED) -> None:
    """Replace the encoder in `folder` by one tuned on `data_dir`; prints how it goes.

    Raises `build.WeightsError` when the published weights are not installed.
    """
    weights, tokenizer_file = build.published()
    rows = load_rows(data_dir)
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    print(f"Tuning on {len(rows.learnt)} messages, {len(rows.held_out)} kept apart …", flush=True)
    tuner = Tuner(weights, tokenizer, rows, Views.from_directory(data_dir))
    tuned = tuner.run(EPOCHS)
    build.write({**weights, **tuned}, tokenizer_file, folder)
    provenance = _provenance(rows, tuner.report(), folder / "model.onnx")
    (folder / "PROVENANCE.md").write_text(provenance, encoding="utf-8")
    print(f"Written: {folder}. Now run make test and make bench, and read what changed.")


def _provenance(rows: Rows, report: str, model: Path) -> str:
    return _PROVENANCE.format(
        seed=SEED,
        epochs=EPOCHS,
        learnt=len(rows.learnt),
        held_out=len(rows.held_out),
        published=build.SHA256["model.safetensors"],
        digest=rows.digest,
        model=hashlib.sha256(model.read_bytes()).hexdigest(),
        report=report,
    )
