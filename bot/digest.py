"""Names for files by what is in them: what was learned from the same files is the same model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

READ = (".yml", ".py", ".txt", ".onnx")


def digest(data_dir: Path, roots: Iterable[Path], start: bytes = b"") -> str:
    """Return a name for the files at and below `roots`, and for `start`.

    The files in a copy of `data_dir` have the same name as those in data/.
    """
    files = [f for root in roots for f in ([root] if root.is_file() else root.rglob("*"))]
    named = {_name(f, data_dir): f for f in files if f.suffix in READ}
    made = hashlib.sha256(start)
    for name in sorted(named):
        made.update(name.as_posix().encode() + b"\0" + named[name].read_bytes() + b"\0")
    return made.hexdigest()[:16]


def _name(file: Path, data_dir: Path) -> Path:
    return Path("data") / file.relative_to(data_dir) if data_dir in file.parents else file
