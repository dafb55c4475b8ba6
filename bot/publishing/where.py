"""Every place that names a topic: its own files, and all that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.content.files import Problems, read_yaml, yaml_files
from bot.publishing.people import Refused
from bot.publishing.words import LANGUAGE

CODE = ("actions", "bot")
TESTS = Path("tests/conversations")
KINDS = (  # the first that fits says what a place is
    ("answers/", "offered after another answer"),
    ("nlu/", "named in other examples"),
    ("rules/", "rule"),
    ("stories/", "story"),
    ("followups.yml", "follow-up"),
    ("crisis/below.yml", "below a crisis card"),
    ("crisis/", "crisis file"),
    ("responses/", "connective text"),
)


@dataclass(frozen=True)
class Place:
    """One line of a file that names the topic. `kind` says what the place is for."""

    kind: str
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """Return one line in the form editors make clickable."""
        return f"{self.file}:{self.line}: {self.text}"


def where_lines(data_dir: Path, topic: str) -> Iterator[str]:
    """Yield in words every place where `topic` is used. Raises `Refused` for an unknown one."""
    _must_exist(data_dir, topic)
    yield f"{topic} is answered in {(data_dir / 'answers' / topic).as_posix()}.yml"
    yield f"and learnt from {_examples(data_dir, topic)}"
    kind = ""
    for place in places(data_dir, topic):
        if place.kind != kind:
            kind = place.kind
            yield f"{kind}:"
        yield f"  {place}"


def places(data_dir: Path, topic: str) -> list[Place]:
    """Return every line that names `topic` in data/, the conversation tests and the program."""
    own = {(data_dir / part / f"{topic}.yml") for part in ("answers", "nlu")}
    files = [path for path in yaml_files(data_dir) if path not in own]
    files += [*yaml_files(TESTS), Path("domain.yml")]
    files += sorted(path for folder in CODE for path in Path(folder).rglob("*.py"))
    names = re.compile(rf"(?<![\w/]){re.escape(topic)}(?![\w/])")
    found = [place for path in files for place in _in(path, names, data_dir)]
    return sorted(found, key=lambda place: _ORDER.index(place.kind))


def _in(path: Path, names: re.Pattern[str], data_dir: Path) -> Iterator[Place]:
    if not path.is_file():
        return
    kind = _kind(path, data_dir)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if names.search(line):
            yield Place(kind, path.as_posix(), number, line.strip()[:100])


def _kind(path: Path, data_dir: Path) -> str:
    if path.is_relative_to(TESTS):
        return _TEST
    if path.suffix == ".py":
        return _PROGRAM
    name = path.relative_to(data_dir).as_posix() if path.is_relative_to(data_dir) else ""
    return next((kind for start, kind in KINDS if name.startswith(start)), _OTHER)


_TEST, _PROGRAM, _OTHER = "conversation test", "program", "other file"
_ORDER = [*dict.fromkeys(kind for _, kind in KINDS), _TEST, _PROGRAM, _OTHER]


def _examples(data_dir: Path, topic: str) -> str:
    path = data_dir / "nlu" / f"{topic}.yml"
    document = read_yaml(path, Problems()) if path.is_file() else None
    counts = [
        f"{len(str(block['examples']).splitlines())} {LANGUAGE[block['metadata']['language']]}"
        for block in (document or {}).get("nlu", ())
    ]
    return f"{' and '.join(counts) or 'no'} examples in {path.as_posix()}"


def _must_exist(data_dir: Path, topic: str) -> None:
    folder = data_dir / "answers"
    known = {path.relative_to(folder).with_suffix("").as_posix() for path in yaml_files(folder)}
    if topic in known:
        return
    near = get_close_matches(topic, sorted(known), 3)
    hint = f" Is it {' or '.join(near)}?" if near else " Write it as area/topic, like help/cost."
    raise Refused(f"{topic!r} is no topic.{hint}")
