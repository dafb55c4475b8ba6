"""The files of conversation tests: which there are, which are chosen, what they may name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.content.answers import load_answers
from bot.content.files import Problems, yaml_files
from bot.content.texts import load_texts
from bot.conversations.conversation import Conversation
from bot.conversations.reader import Reader
from bot.conversations.reply import Known
from bot.safety import CATEGORIES

FOLDER = Path("tests/conversations/people")


def known_content(data_dir: Path) -> Known:
    """Return what can be named in tests. Raises `ContentError` when data/ is broken."""
    problems = Problems()
    answers = load_answers(data_dir / "answers", problems)
    texts = load_texts(data_dir / "responses", problems)
    problems.raise_if_any()
    return Known({key: answer.title for key, answer in answers.items()}, texts)


def load(paths: Sequence[Path], known: Known) -> list[Conversation]:
    """Return the conversations in `paths`, files or folders.

    Raises `ContentError` listing every problem, each with file, line and cure.
    """
    problems = Problems()
    found = [c for path in paths for file in _files(path, problems)
             for c in Reader(file, known, problems).conversations()]  # fmt: skip
    problems.raise_if_any()
    return found


def _files(path: Path, problems: Problems) -> Iterable[Path]:
    if path.is_file():
        return [path]
    for other in sorted(path.rglob("*.yaml")):
        problems.add(other, 1, "file", "ends in .yaml and would never run", "let it end in .yml")
    return yaml_files(path)


def chosen(names: Sequence[str], data_dir: Path) -> tuple[list[Path], list[str]]:
    """Return what `names` on a command line choose: (files and folders, topics).

    Raises `RuntimeError` for a name that is neither a path nor a topic, area or crisis category.
    """
    paths, topics = [], []
    areas = {path.name for path in (data_dir / "answers").iterdir()}
    for name in names:
        if Path(name).exists():
            paths.append(Path(name))
        elif (
            name in areas or name in CATEGORIES or (data_dir / "answers" / f"{name}.yml").is_file()
        ):
            topics.append(name)
        else:
            raise RuntimeError(
                f"{name!r} is no file or folder, no topic like help/cost, no area like help "
                f"and no crisis category like overdose"
            )
    return paths or [FOLDER], topics
