"""Serving leaves TensorFlow out, but never for a model that could need it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bot.dialogue import placeholders

OURS = ["bot.dialogue.crisis_policy.CrisisPolicy", "rasa.core.policies.rule_policy.RulePolicy"]
DIET = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"


def model(folder: Path, components: list[str]) -> Path:
    nodes = {f"node_{number}": {"uses": name} for number, name in enumerate(components)}
    content = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return path


def said(archive: Path, code: str) -> str:
    """Return what `code` printed in a new process that leaves out what `archive` does not use."""
    start = (
        "from pathlib import Path; from bot import training; training.quiet(); "
        f"from bot.dialogue import placeholders as p; p.leave_out_unused(Path({str(archive)!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_server_starts_without_tensorflow(tmp_path: Path) -> None:
    code = (
        "import sys, bot.dialogue.server\n"
        "print([n for n in p.UNUSED if hasattr(sys.modules.get(n), '__file__')],"
        " 'jax' in sys.modules, 'tensorflow' in sys.modules)"
    )
    assert said(model(tmp_path, OURS), code) == "[] False True"


def test_what_is_called_all_the_same_says_clearly_what_is_missing(tmp_path: Path) -> None:
    code = (
        "from rasa.utils.tensorflow.model_data import RasaModelData\n"
        "from rasa.nlu.classifiers.diet_classifier import DIET\n"
        "import tensorflow as tf\n"
        "def call(f):\n"
        "    try: f()\n"
        "    except RuntimeError as error: print(error)\n"
        "call(lambda: tf.zeros(3)); call(lambda: DIET())"
    )
    first, second = said(model(tmp_path, OURS), code).splitlines()
    assert first.startswith("tensorflow.zeros was called, but this process serves without")
    assert "DIET was called" in second and "config.yml" in second


def test_names_and_decorators_pass_while_modules_are_imported(tmp_path: Path) -> None:
    code = (
        "import tensorflow as tf, typing\n"
        "from tensorflow.python.framework.ops import Tensor\n"
        "@tf.function\n"
        "def plain(): return 1\n"
        "class Layer(tf.keras.layers.Layer):\n"
        "    @tf.function(jit_compile=True)\n"
        "    def call(self, x: typing.Optional[tf.Tensor]) -> Tensor: ...\n"
        "print(plain(), isinstance(1, tf.Tensor), hasattr(tf, '__version__'))"
    )
    assert said(model(tmp_path, OURS), code) == "1 False False"


@pytest.mark.parametrize("components", [[*OURS, DIET], ["my.own.Component"]])
def test_a_model_with_another_component_gets_the_real_one(
    tmp_path: Path, components: list[str]
) -> None:
    before = list(sys.meta_path)
    assert not placeholders.leave_out_unused(model(tmp_path, components))
    assert sys.meta_path == before


def test_a_missing_model_changes_nothing(tmp_path: Path) -> None:
    assert not placeholders.leave_out_unused(tmp_path / "none.tar.gz")
