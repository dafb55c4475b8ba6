"""What is tested in which situation, counted from the tests themselves."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversations import Conversation
from bot.conversations.coverage import counted, coverage_lines
from tests.conftest import DATA
from tests.unit.conversations.conftest import KNOWN

TALKS = """
- conversation: someone asks, asks on, presses
  talk:
    - says: what does it cost for my brother to get help
      topic: help/cost
    - says: how long?
      topic: treatment/methadone
    - presses: help/cost
      topic: help/cost
- conversation: someone asks in Spanish after a misunderstanding, then is in danger and asks
  page: es
  talk:
    - says: asdf
      topic: none
    - says: ¿cuánto cuesta el tratamiento?
      topic: help/cost
    - says: me quiero morir
      card: suicide
      topic: help/cost
"""


def test_situations_are_read_from_the_talks(
    read: Callable[[str], list[Conversation]],
) -> None:
    topics, crises = counted(read(TALKS), KNOWN)
    situations = ("first en", "relative", "followed", "pressed", "misread", "below")
    assert {s: topics["help/cost"][s] for s in situations} == dict.fromkeys(situations, 1)
    assert topics["treatment/methadone"]["later"] == 1
    assert crises["suicide"]["later"] == 1 and crises["suicide"]["question"] == 1


def test_what_is_missing_is_listed(read: Callable[[str], list[Conversation]]) -> None:
    said = list(coverage_lines(read(TALKS), KNOWN, DATA, only_missing=True))
    assert "treatment/methadone: first en" in said
    assert "help/cost: first en" not in said
    assert "overdose: first en" in said
    assert said[-2].startswith("2 conversations, 6 messages")
