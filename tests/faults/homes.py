"""A folder to run the bot in whose files a test may break: the checkout stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import crisis, training
from bot.settings import Settings

LINKED = ("actions", "data", "domain.yml", "config.yml", "requirements.txt")
ENCODER = Path("bot/encoder/model")
Breaks = Callable[[Path], AbstractContextManager[None]]  # a file, until the end of a block


@dataclass(frozen=True)
class Home:
    """The program's folder, with links to content, models and encoder."""

    folder: Path
    model: Path
    crisis_model: Path
    encoder: Path


def home(folder: Path) -> Home:
    """Return a new home in `folder`, which must be empty, for the models trained last."""
    models = [training.model_path(Settings()), crisis.crisis_model_path(Settings())]
    for name in LINKED:
        (folder / name).symlink_to(Path(name).resolve())
    ignored = shutil.ignore_patterns("__pycache__", "*.onnx", "tokenizer.json")
    shutil.copytree("bot", folder / "bot", ignore=ignored)
    for file in ENCODER.glob("*.[oj]*"):
        (folder / file).symlink_to(file.resolve())
    (folder / "models").mkdir()
    for path in models:
        assert path.is_file(), f"{path} is missing: python -m bot prepare trains it"
        (folder / path).symlink_to(path.resolve())
    return Home(folder, folder / models[0], folder / models[1], folder / ENCODER / "model.onnx")


@contextmanager
def missing(path: Path) -> Iterator[None]:
    """Take `path` away until the end of the block."""
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    try:
        yield
    finally:
        aside.replace(path)


@contextmanager
def replaced(path: Path, content: bytes) -> Iterator[None]:
    """Have `content` in the place of `path` until the end of the block."""
    with missing(path):
        path.write_bytes(content)
        yield


@contextmanager
def truncated(path: Path) -> Iterator[None]:
    """Have only the first half of `path` until the end of the block."""
    whole = path.read_bytes()
    with replaced(path, whole[: len(whole) // 2]):
        yield
