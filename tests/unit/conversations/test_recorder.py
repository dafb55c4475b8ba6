"""A recorded chat becomes a test file that reads, is masked, and passes where it was recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations import known_content, load
from bot.conversations.recorder import Said, expectations, saved_chat, write
from bot.conversations.reply import Known
from tests.conftest import DATA
from tests.unit.conversations.conftest import KNOWN, buttons, message, reply

COPY = """Program: This is a computer program, not a person.

You: my brother Tyler asks what it costs

Program: Prices differ a lot.

Program: What treatment costs and who pays
Ask before you sign.

Call 211.

You: i want to kill myself

Program: Help right now
I'm really glad you told me. Your life matters.
  988 · 988

Usted: asdf qwer

Programa: {lost}"""


@pytest.fixture(scope="module")
def known() -> Known:
    return known_content(DATA)


def test_a_saved_copy_becomes_a_test(tmp_path: Path, known: Known) -> None:
    copy = tmp_path / "notes.txt"
    copy.write_text(COPY.format(lost=known.texts["utter_rephrase", "es"]), encoding="utf-8")
    out = write(saved_chat(copy, known, DATA), str(tmp_path / "made.yml"), DATA, "es")
    (conversation,) = load([out], known)
    first, crisis, lost = conversation.turns
    assert first.says == "my brother [name] asks what it costs"
    assert first.expected.topics == ("help/cost",)
    assert crisis.expected.cards == ("suicide",)
    assert lost.expected.text == "utter_rephrase" and conversation.page == "es"


def test_no_file_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("mine")
    with pytest.raises(RuntimeError, match="--out"):
        write([Said("says", "hi", {})], str(path), DATA, "en")
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "came, expected",
    [
        (reply(message(topic="help/cost")), {"topic": "help/cost"}),
        (
            reply(message("Call.", "crisis"), message(topic="help/cost"), crisis="suicide"),
            {"card": "suicide", "topic": "help/cost"},
        ),
        (
            reply(message("Is it one of these?", "choice", buttons=buttons("Methadone"))),
            {"text": "utter_did_you_mean"},
        ),
        (reply(message("Which?", "choice")), {"did you mean": "anything", "topic": "none"}),
    ],
)
def test_what_came_is_what_is_expected(came: dict, expected: dict[str, str]) -> None:
    assert expectations(came, KNOWN) == expected
