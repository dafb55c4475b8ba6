"""Which files may stand where in data/, and which must be there."""

from __future__ import annotations

import re
from pathlib import Path

from bot.content.crisis_wording import ACCEPTED, PHRASES
from bot.content.files import Problems
from bot.safety.lines import LINES_FILE

_TABLES = (
    *("answers.yml", "below.yml", "countries.yml", "thresholds.yml", LINES_FILE.name),
    *PHRASES,
)
NEEDED = ("followups.yml", *(f"crisis/{name}" for name in _TABLES))
_NAME = r"[a-z][a-z0-9_]*"
_PLACES = [
    re.compile(pattern)
    for pattern in (
        rf"answers/{_NAME}/{_NAME}\.yml",
        rf"nlu/({_NAME}/)?{_NAME}\.yml",
        rf"(responses|rules|stories)/{_NAME}\.yml",
        rf"crisis/(cards|patterns|examples|examples/ordinary)/{_NAME}\.yml",
        *map(re.escape, (*NEEDED, ACCEPTED.as_posix())),
    )
]


def check_places(data_dir: Path, problems: Problems) -> None:
    """Note each file that the bot does not read, and each that it needs and misses."""
    for path in sorted(data_dir.rglob("*")):
        name = path.relative_to(data_dir).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in path.parts[-4:]):
            continue
        if not any(place.fullmatch(name) for place in _PLACES):
            wrong, cure = _wrong(name)
            problems.add(path, 1, "file", wrong, cure)
    for name in NEEDED:
        if not (data_dir / name).is_file():
            cure = f"restore it: git checkout {data_dir / name}"
            problems.add(data_dir / name, 1, "file", "is missing", cure)


def _wrong(name: str) -> tuple[str, str]:
    last = name.rpartition("/")[2]
    if not re.fullmatch(rf"{_NAME}\.yml", last):
        return (
            "has a name the bot does not read",
            "use small letters, digits and _, and end with .yml, like first_visit.yml",
        )
    return (
        "stands where the bot does not read it",
        "move it: answers/area/topic.yml, nlu/area/topic.yml, responses, rules, stories or crisis",
    )


def check_pairs(answered: set[str], asked: set[str], data_dir: Path, problems: Problems) -> None:
    """Note topics that have an answer and no examples, or the other way round."""
    for topic in sorted(answered - asked):
        problems.add(
            data_dir / "answers" / f"{topic}.yml",
            1,
            topic,
            "has an answer but no examples",
            f"write how people ask it in nlu/{topic}.yml",
        )
    for topic in sorted(asked - answered):
        problems.add(
            data_dir / "nlu" / f"{topic}.yml",
            1,
            topic,
            "has examples but no answer",
            f"write the answer in answers/{topic}.yml",
        )
