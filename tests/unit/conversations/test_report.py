"""The HTML report: failures first, nothing unescaped, nothing from elsewhere."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser

from bot.conversations.conversation import Conversation, Turn
from bot.conversations.expected import Expected, Failure
from bot.conversations.report import page
from bot.conversations.result import Outcome, Played, Result
from tests.unit.conversations.conftest import buttons, message, reply

EVIL = '<script>alert("x")</script> & <b>'
NOW = datetime(2026, 11, 22, 12, 0)


def outcome(title: str, *failures: Failure, known: str = "", text: str = "Words.") -> Outcome:
    turn = Turn(title, "", Expected(topics=("help/cost",), words=(text,)), known, 4)
    came = reply(message(text, title=text, topic="help/cost", buttons=buttons(text)))
    conversation = Conversation(title, "en", "", (turn,), "tests/a.yml", 2)
    return Outcome(conversation, (Played(turn, came, failures),))


class Opened(HTMLParser):
    """Collects the elements of a page and the addresses they load from."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


def test_every_word_is_escaped() -> None:
    wrong = Failure(EVIL, EVIL)
    text = page(Result((outcome(EVIL, wrong, known=EVIL, text=EVIL),), 1.0, EVIL), NOW)
    assert "script" not in Opened(text).elements
    assert "&lt;script&gt;" in text and EVIL not in text


def test_nothing_comes_from_elsewhere() -> None:
    text = page(Result((outcome("a"),), 1.0), NOW)
    opened = Opened(text)
    assert opened.addresses == [] and "script" not in opened.elements
    assert "url(" not in text and "@import" not in text


def test_failures_come_first_and_open_and_what_passed_last_and_closed() -> None:
    right, wrong = outcome("all is right"), outcome("all is wrong", Failure("a card", "none"))
    text = page(
        Result((right, wrong, outcome("is known", Failure("a", "b"), known="why")), 2.0), NOW
    )
    places = [
        text.index(f"<b>{title}</b>") for title in ("all is wrong", "is known", "all is right")
    ]
    assert places == sorted(places)
    assert text.count("<details open>") == 2 and text.count("<details>") == 1
    assert "Not a card. Came: none" in text and "Known: why" in text


def test_both_themes_are_there() -> None:
    text = page(Result((), 0.0), NOW)
    assert "prefers-color-scheme: dark" in text and '<html lang="en">' in text
