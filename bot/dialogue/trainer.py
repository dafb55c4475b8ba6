"""Train a model with Rasa, quietly."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import rasa.model_training


def train_model(folders: list[Path], path: Path) -> None:
    """Train on the YAML files in `folders` and write the archive to `path`.

    Raises `RuntimeError` with all that Rasa printed when there is no archive at the end.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = rasa.model_training.train(
            "domain.yml",
            "config.yml",
            [str(folder) for folder in folders],
            output=str(path.parent),
            fixed_model_name=path.name.removesuffix(".tar.gz"),
        )
    if result.code != 0 or not path.is_file():
        raise RuntimeError(f"Rasa could not train (code {result.code}):\n{said.getvalue()}")
