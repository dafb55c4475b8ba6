"""Commands for those who write: check what was written, begin a new topic, see what to mend."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bot.commands.registry import argument, command
from bot.settings import Settings

LOOK_EVERY_S = 1.0
FORMATS = ("text", "json")


@command(
    argument("--format", choices=FORMATS, default="text", help="json: a list for editors"),
    argument("--watch", action="store_true", help="check again whenever a file is saved"),
)
def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check every file under data/; say file, line, entry and cure for each problem."""
    as_json = arguments.format == "json"
    if not arguments.watch:
        return _check_once(settings, as_json)
    try:
        _watch(settings, as_json)
    except KeyboardInterrupt:
        print("Stopped watching.", file=sys.stderr)
    return 0


@command()
def report(settings: Settings, arguments: argparse.Namespace) -> int:
    """List every answer by what to mend first: wording, review, length, reading level."""
    from bot.content.report import report_lines

    for line in report_lines(settings.data_dir, date.today()):
        print(line)
    return 0


@command(
    argument("what", choices=("topic",), help="topic"),
    argument("name", help="area/topic, like help/cost"),
)
def new(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write the two files of a new topic, with guidance on what to fill in."""
    from bot.content.new import NewTopicError, write_topic

    try:
        files = write_topic(settings.data_dir, arguments.name, date.today())
    except NewTopicError as error:
        print(error, file=sys.stderr)
        return 1
    for file in files:
        print(f"Wrote {file}")
    print("Fill them in; python -m bot check says what is left.")
    return 0


def _check_once(settings: Settings, as_json: bool) -> int:
    from bot import content
    from bot.placement import misplaced

    checked = content.check(settings.data_dir, _today(), settings.var_dir / "checked.json")
    problems = [*checked.problems, *misplaced(settings, checked.placed)]
    if as_json:
        print(json.dumps([each.as_json() for each in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            print(problem)
        size = f"{len(checked.content.topics)} topics, {len(checked.content.examples)} examples"
        print(f"{size}: {_counted([each.level for each in problems])}.", flush=True)
    return 1 if checked.errors else 0


def _counted(levels: list[str]) -> str:
    """Return "no problems", or how many errors, warnings and hints there are."""
    counts = [(levels.count(level), level) for level in ("error", "warning", "hint")]
    named = [f"{number} {level}{'s' * (number > 1)}" for number, level in counts if number]
    return ", ".join(named) or "no problems"


def _watch(settings: Settings, as_json: bool) -> None:
    before = None
    while True:
        now = _saved(settings.data_dir)
        if now != before:
            _check_once(settings, as_json)
            if not as_json:
                print(f"Watching {settings.data_dir}; Ctrl-C ends.", flush=True)
            before = now
        time.sleep(LOOK_EVERY_S)


def _saved(data_dir: Path) -> dict[Path, tuple[int, int]]:
    """Return when each file was saved last, and its size."""
    from bot.content.behaviour import domain_of

    found = {}
    for path in [domain_of(data_dir), *data_dir.rglob("*")]:
        try:
            state = path.stat()
        except FileNotFoundError:  # an editor replaces a file by deleting it
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def _today() -> date:
    """Return the day of the clock, or of the last commit if the clock is behind that."""
    asked = ["git", "log", "-1", "--format=%cs"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        return max(date.today(), date.fromisoformat(done.stdout.strip()))
    except ValueError:  # no git, or no commit
        return date.today()
