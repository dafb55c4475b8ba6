"""New examples that the trained model places elsewhere: a hint, as it has not learned them."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from bot.content.examples import Placed
from bot.content.files import HINT, Problem, Problems
from bot.settings import Settings
from bot.training import MODELS, quiet

SURE = 0.6  # from which probability on the other topic is worth a hint
MOST = 500  # examples: more than a person writes in a day, and some seconds of encoding


def misplaced(settings: Settings, placed: Sequence[Placed]) -> list[Problem]:
    """Return a hint for each example new since the last commit that the model places elsewhere.

    Empty without git, without a trained model, or when more than `MOST` are new.
    """
    added = added_examples(settings.data_dir / "nlu")
    new = [one for one in placed if one.example.text in added]
    model = newest_model()
    if not new or model is None or len(new) > MOST:
        return []
    quiet()  # before what explain imports
    from bot.explain import TrainedTopics

    rankings = TrainedTopics(model).rank([one.example.text for one in new])
    problems = Problems()
    for one, ranking in zip(new, rankings, strict=True):
        label, likely = ranking[0]
        if label != one.example.intent and likely >= SURE:
            cure = f"look whether it fits {label} better; if not, add two or three like it"
            wrong = f"is taken for {label} ({likely:.0%}) by the model trained last"
            problems.add(one.path, one.line, one.example.text[:40], wrong, cure, HINT)
    return problems.found


def newest_model() -> Path | None:
    """Return the model trained last, or None."""
    models = sorted(MODELS.glob("bot-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return models[-1] if models else None


def added_examples(folder: Path) -> set[str]:
    """Return the examples below `folder` that the last commit does not have."""
    changed = _git("diff", "-U0", "HEAD", "--", str(folder)).splitlines()
    lines = [line[1:] for line in changed if line.startswith("+") and not line.startswith("+++")]
    for name in _git("ls-files", "--others", "--exclude-standard", "--", str(folder)).splitlines():
        lines += Path(name).read_text(encoding="utf-8", errors="replace").splitlines()
    return {line.strip()[2:].strip() for line in lines if line.strip().startswith("- ")}


def _git(*arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=off", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""
