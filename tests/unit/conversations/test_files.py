"""Conversation tests are read as written, and every mistake is named with its line and cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import ContentError
from bot.conversations import FOLDER, Conversation, chosen, known_content, load
from tests.conftest import DATA
from tests.unit.conversations.conftest import KNOWN

Read = Callable[[str], list[Conversation]]
MOST_KNOWN = 0.10  # of the conversations may be marked as known to be wrong
FEWEST = 400

WHOLE = """
- conversation: someone asks in Spanish what it costs
  page: es
  country: MX
  talk:
    - says: 2
      topic: help/cost or treatment/methadone
      button: [help/cost, Show more]
      words: [211, gratis]
      never: mg
      language: es
      known: it is not learnt yet
    - presses: help/cost
      did you mean: anything
      card: suicide or self_harm
      finds: help/cost
      text: utter_rephrase
      kind: fallback
"""


def test_every_word_of_the_format_is_read(read: Read) -> None:
    (conversation,) = read(WHOLE)
    first, second = conversation.turns
    assert (conversation.page, conversation.country, conversation.line) == ("es", "MX", 3)
    assert (first.says, first.known, first.line) == ("2", "it is not learnt yet", 7)
    assert first.expected.topics == ("help/cost", "treatment/methadone")
    assert first.expected.buttons == ("help/cost", "Show more")
    assert (first.expected.words, first.expected.never) == (("211", "gratis"), ("mg",))
    assert (second.presses, second.expected.offered) == ("help/cost", ("anything",))
    assert second.expected.cards == ("suicide", "self_harm")
    assert (second.expected.text, second.expected.kind) == ("utter_rephrase", "fallback")
    assert conversation.about >= {"help/cost", "suicide"}


TURN = "- conversation: someone asks\n  talk:\n    - says: hi\n      {}\n"


@pytest.mark.parametrize(
    "text, line, wrong, cure",
    [
        (TURN.format("topik: help/cost"), 5, "'topik'", "write topic"),
        (TURN.format("topic: help/costs"), 5, "help/costs", "write help/cost"),
        (TURN.format("topic: help/cost or help/cots"), 5, "help/cots", "write help/cost"),
        (TURN.format("card: suicid"), 5, "suicid", "write suicide"),
        (TURN.format("did you mean: methadone"), 5, "methadone", "write treatment/methadone"),
        (TURN.format("text: utter_rephras"), 5, "utter_rephras", "write utter_rephrase"),
        (TURN.format("language: spanish"), 5, "spanish", "write en or es"),
        (TURN.format("kind: card"), 5, "kind: card", "write "),
        (TURN.format("words:"), 5, "nothing after words:", "quotes"),
        (TURN.format("words: true"), 5, "no words after words:", "quotes"),
        (TURN.format("presses: Yes"), 4, "neither or both", "says:"),
        ("- conversation: a\n  talk:\n    - topic: help/cost\n", 4, "neither or both", "says:"),
        ("- conversation: a\n  talk:\n    - hello\n", 2, "'hello'", "- says:"),
        ("- conversation: a\n  talks:\n    - says: hi\n", 3, "'talks'", "write talk"),
        ("- conversation: a\n", 2, "no talk", "- says:"),
        ("- talk:\n    - says: hi\n", 2, "no title", "- conversation:"),
        ("- conversation: a\n  page: fr\n  talk:\n    - says: hi\n", 3, "'fr'", "en or es"),
        ("conversation: a\n", 1, "no list", "docs/tasks"),
        ("", 1, "no list", "docs/tasks"),
        ("stories:\n  - story: a\n", 1, "Rasa", "tests/conversations/run"),
        ("- conversation: a\n  talk:\n    - says: he said: no\n", 4, "no quotes", "quotes"),
        (TURN.format("topic: help/cost") * 2, 6, "used twice", "change one"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_cure(
    read: Read, text: str, line: int, wrong: str, cure: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read(text)
    (problem,) = [p for p in caught.value.problems if wrong in p.wrong]
    assert problem.file.endswith("test.yml")
    assert problem.line == line
    assert cure in problem.cure


def test_all_mistakes_are_named_at_once(read: Read) -> None:
    with pytest.raises(ContentError) as caught:
        read(TURN.format("topic: x") + "- conversation: other\n")
    assert len(caught.value.problems) == 2


def test_a_file_that_would_never_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "cost.yaml").write_text("# Testers\n")
    with pytest.raises(ContentError, match="let it end in .yml"):
        load([tmp_path], KNOWN)


def test_paths_topics_areas_and_crises_can_be_chosen() -> None:
    names = [str(FOLDER / "crisis"), "help/cost", "family", "overdose"]
    assert chosen(names, DATA) == ([FOLDER / "crisis"], ["help/cost", "family", "overdose"])
    assert chosen([], DATA) == ([FOLDER], [])
    with pytest.raises(RuntimeError, match="no topic like help/cost"):
        chosen(["help/costs"], DATA)


def test_our_own_conversations_are_many_readable_and_mostly_right() -> None:
    ours = load([FOLDER], known_content(DATA))
    known = [c for c in ours if any(turn.known for turn in c.turns)]
    assert len(ours) >= FEWEST
    assert len(known) <= MOST_KNOWN * len(ours)
    assert all(turn.expected.asks_for_something for c in ours for turn in c.turns)


def test_a_file_with_unreadable_letters_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.yml").write_bytes("# Años\n".encode("cp1252"))
    with pytest.raises(ContentError, match="UTF-8"):
        load([tmp_path], KNOWN)
