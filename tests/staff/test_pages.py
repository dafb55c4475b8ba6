"""The pages in docs/tasks say what the commands print, when they are followed on a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main

DOCS = Path("docs/tasks").resolve()
BOT = ".venv/bin/python -m bot "
Edit = tuple[str, str, str]
ANSWER, STORIES = "data/answers/recovery/cravings.yml", "data/stories/journeys.yml"
# What the page tells to do by hand before its commands, by their numbers: file, old, new.
BY_HAND: dict[str, dict[int, Edit]] = {
    "change-an-answer.md": {
        1: (ANSWER, "A craving can feel endless", "A craving may feel endless"),
        2: (ANSWER, "        A craving may", "        Addicts know this. A craving may"),
        3: (ANSWER, "Addicts know this. ", ""),
    },
    "add-an-answer.md": {},
    "add-a-story.md": {1: (STORIES, "brother\n    steps:\n      - intent: help\n      - action: "
                           "action_vetted_answer\n      - intent: family", "brother\n    steps:\n"
                           "      - intent: help\n      - action: action_vetted_answer\n"
                           "      - intent: familly")},
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree("data", tmp_path / "data")
    shutil.copyfile("domain.yml", tmp_path / "domain.yml")
    if Path("var/checked.json").is_file():
        (tmp_path / "var").mkdir()
        shutil.copyfile("var/checked.json", tmp_path / "var" / "checked.json")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/var/bot.sqlite3")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def consoles(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (command, printed lines) of each block that shows both."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for block in re.findall(r"^```\n\$ (.*?)^```", text, re.MULTILINE | re.DOTALL):
        command, *printed = block.splitlines()
        yield command, printed


def run(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    if not command.startswith(BOT):
        return subprocess.run(command, shell=True, capture_output=True, text=True).stdout
    monkeypatch.setattr(sys, "argv", ["bot", *command.removeprefix(BOT).split()])
    capsys.readouterr()
    main()
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("page", BY_HAND)
def test_the_page_shows_what_is_printed(
    page: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if page == "add-a-story.md":
        add_the_story(home / STORIES)
    for number, (command, printed) in enumerate(consoles(page)):
        if number in BY_HAND[page]:
            name, old, new = BY_HAND[page][number]
            text = (home / name).read_text(encoding="utf-8")
            assert old in text
            (home / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        said = without_counts(run(command, monkeypatch, capsys))
        for line in printed:
            assert without_counts(line) in said


def add_the_story(path: Path) -> None:
    """Add the story of the page to the file, as its first step tells."""
    page = (DOCS / "add-a-story.md").read_text(encoding="utf-8")
    story = re.search(r"^```\n(  - story: .*?)^```", page, re.MULTILINE | re.DOTALL)
    assert story
    path.write_text(path.read_text(encoding="utf-8") + story[1], encoding="utf-8")


def without_counts(text: str) -> str:
    """Return `text` without what differs from day to day: how many topics, examples, warnings."""
    return re.sub(r"\d+ topics, \d+ examples: .*|number \d+", "…", text)
