"""What staff publish, take back or turn off is what the next message shows, on the whole bot."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import store
from bot.publishing import gate, stop
from bot.publishing.history import log_lines
from bot.publishing.people import Refused
from bot.settings import Settings
from tests.conftest import DATA
from tests.servers import Bot

ANA, BEN = "Ana Ruiz", "Ben Ode"
OLD, NEW = "1-833-852-6262", "1-800-555-0199"
ANSWER, LINES = "data/answers/groups/pregnancy.yml", "data/crisis/lines.yml"
SECONDS = 10
WORDS = {"en": "This chat is turned off for now", "es": "Este chat está apagado por ahora"}


@pytest.fixture
def settings(stack: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Yield the settings of staff beside the bot that runs, with a data/ of their own to edit."""
    _checkout(tmp_path)
    monkeypatch.chdir(tmp_path)
    # A bot of its own for the tests that publishing holds would take minutes here.
    monkeypatch.setattr(gate, "conversation_failures", lambda settings, waiting, say: [])
    made = Settings.from_env(stack.environment)
    made = replace(made, data_dir=Path("data"), require_approval=True)
    with store.session(made.database_url) as db:
        before = store.publish_id(db)
    yield made
    with store.session(made.database_url) as db:
        store.switch(db, False, "the test")
        if store.publish_id(db) != before:
            store.roll_back(db, before, "the test")
    assert stop.is_seen(made, lambda health: health["off"] is False)


def _checkout(folder: Path) -> None:
    shutil.copytree(DATA, folder / "data")
    for path in (folder / "data/nlu").rglob("*.yml"):  # nothing is trained here
        path.write_text(_shortened(path.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(DATA.parent / "domain.yml", folder)
    git(folder, "init", "-q")
    git(folder, "config", "user.name", "Whoever sits here")
    git(folder, "config", "user.email", "here@clinic.example")
    git(folder, "add", "data", "domain.yml")
    git(folder, "commit", "-qm", "All", "--author", "Zoe Old <zoe@clinic.example>")


def _shortened(examples: str) -> str:
    """Return `examples` with the first ten of each block, the least that `check` takes."""
    return re.sub(
        r"((?:^ +- [^{\n]*\n){10})(?:^ +- (?!intent)[^\n]*\n?)+", r"\1", examples, flags=re.M
    )


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def mend(folder: Path) -> None:
    """Change the number in the answer and in the line, as Ana, and commit it."""
    for file in (ANSWER, LINES):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    git(folder, "commit", "-aqm", "The number changed", "--author", f"{ANA} <ana@clinic.example>")


def shown(stack: Bot) -> set[str]:
    """Return which of both numbers the next message and the lines beside the chat show."""
    answer = str(stack.say("im pregnant and i use opioids")["messages"])
    lines = stack.http.get("/api/crisis-lines").text
    return {number for number in (OLD, NEW) for text in (answer, lines) if number in text}


def until_seen(settings: Settings, number: int) -> None:
    assert stop.is_seen(settings, lambda health: health["published"] >= number)


def test_a_mended_number_is_approved_published_shown_logged_and_taken_back(
    stack: Bot, settings: Settings, tmp_path: Path
) -> None:
    mend(tmp_path)
    with pytest.raises(Refused, match="nobody has approved"):
        gate.publish(settings, ANA, print)
    with pytest.raises(Refused, match="their own change"):
        gate.approve(settings, ANA)
    assert shown(stack) == {OLD}
    process = stack.process.pid, stack.child("gateway"), stack.child("rasa")

    gate.approve(settings, BEN)
    number = gate.publish(settings, ANA, print)
    until_seen(settings, number)
    assert shown(stack) == {NEW}
    newest = next(log_lines(settings, 1))
    assert f"by {ANA}, written by {ANA}, approved by {BEN}" in newest

    started = time.monotonic()
    until_seen(settings, gate.roll_back(settings, None, "Cem").id)
    assert time.monotonic() - started < SECONDS
    assert shown(stack) == {OLD}
    assert process == (stack.process.pid, stack.child("gateway"), stack.child("rasa"))


def test_an_edit_after_the_approval_is_not_published(
    stack: Bot, settings: Settings, tmp_path: Path
) -> None:
    mend(tmp_path)
    gate.approve(settings, BEN)
    path = tmp_path / ANSWER
    path.write_text(path.read_text(encoding="utf-8").replace("To find care:", "For care:"), "utf-8")
    with pytest.raises(Refused, match="An edit after an approval needs a new one"):
        gate.publish(settings, ANA, print)
    assert shown(stack) == {OLD}


def test_off_and_on_reach_every_way_in_within_seconds(stack: Bot, settings: Settings) -> None:
    tokens = {language: stack.session(language) for language in WORDS}
    _turn(stack, "off")
    for language, words in WORDS.items():
        question = "what is methadone" if language == "en" else "qué es la metadona"
        reply = stack.say(question, tokens[language], language=language)
        assert reply["messages"][0]["text"].startswith(words)
        assert "tel:988" in str(reply["messages"][0]["lines"])
        page = stack.http.get("/", params={"language": language}).text
        assert words in page and 'href="tel:988"' in page and "<form" not in page
        sent = stack.http.post("/", params={"language": language}, data={"text": question}).text
        assert words in sent and "<form" not in sent
    cry = stack.say("i want to kill myself")
    assert cry["messages"][0]["kind"] == "crisis"
    health = stack.http.get("/healthz")
    assert health.status_code == 200 and health.json()["off"] is True

    _turn(stack, "on")
    assert stack.answers() and "<form" in stack.http.get("/").text


def _turn(stack: Bot, way: str) -> None:
    """Run `python -m bot off` or `on` as staff do; it says so when the bot shows it."""
    environment = {**os.environ, **stack.environment}
    command = [sys.executable, "-m", "bot", way, "--as", ANA]
    home = Path(__file__).parents[2]
    started = time.monotonic()
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True)
    assert done.returncode == 0 and "shows it now" in done.stdout, done.stdout + done.stderr
    assert time.monotonic() - started < 2 * SECONDS
