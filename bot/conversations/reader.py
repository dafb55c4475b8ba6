"""Reads one file of conversation tests, noting every mistake with its line and cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.content.files import LANGUAGES, Problems, line_of, read_test_yaml
from bot.conversations.conversation import Conversation, Turn
from bot.conversations.expected import ANYTHING, KINDS, NONE, Expected
from bot.conversations.reply import Known
from bot.safety import CATEGORIES

PAGE = "docs/tasks/write-a-conversation-test.md"
CONVERSATION_KEYS = ("conversation", "page", "country", "talk")
TURN_KEYS = (
    *("says", "presses", "topic", "did you mean", "finds", "card", "button", "words"),
    *("never", "text", "kind", "language", "known"),
)
QUOTES = 'put it in quotes, like "no" or "2"'


class Reader:
    """Reads one file, noting every problem and going on."""

    def __init__(self, path: Path, known: Known, problems: Problems) -> None:
        """Read `path` later; what it may name is `known`, what is wrong goes to `problems`."""
        self._path, self._known, self._problems = path, known, problems

    def conversations(self) -> Iterator[Conversation]:
        """Yield the conversations of the file, those with mistakes too."""
        found = len(self._problems.found)
        document = self._document()
        if isinstance(document, dict) and "stories" in document:
            self._add(1, "file", "holds stories for Rasa", "run it with tests/conversations/run")
        elif isinstance(document, list) and document:
            yield from self._each(document)
        elif len(self._problems.found) == found:
            self._add(1, "file", "holds no list of conversations", f"write it as {PAGE} shows")

    def _document(self) -> Any:
        return read_test_yaml(self._path, self._problems)

    def _each(self, document: list[Any]) -> Iterator[Conversation]:
        titles: set[str] = set()
        for place, entry in enumerate(document):
            line = document.lines[place]  # type: ignore[attr-defined]
            title = entry.get("conversation") if isinstance(entry, dict) else None
            if not isinstance(title, str):
                cure = "begin with - conversation: and say in a sentence who wants what"
                self._add(line, "conversation", "has no title", cure)
            elif title in titles:
                self._add(line, title, "is a title used twice in this file", "change one of them")
            else:
                titles.add(title)
                yield self._conversation(entry, title, line)

    def _conversation(self, entry: Any, title: str, line: int) -> Conversation:
        self._keys(entry, CONVERSATION_KEYS, title)
        page = str(entry.get("page", "en"))
        if page not in LANGUAGES:
            self._add(line_of(entry, "page"), title, f"has the page {page!r}", "write en or es")
        talk = entry.get("talk")
        if not isinstance(talk, list) or not talk:
            self._add(line, title, "has no talk", "add talk: with a list of - says: lines")
            talk = []
        turns = tuple(turn for node in talk if (turn := self._turn(node, title, line)))
        country = str(entry.get("country", ""))
        return Conversation(title, page, country, turns, str(self._path), line)

    def _turn(self, node: Any, title: str, above: int) -> Turn | None:
        if not isinstance(node, dict):
            self._add(above, title, f"has the turn {str(node)!r}", "begin each turn with - says:")
            return None
        line = line_of(node)
        self._keys(node, TURN_KEYS, title)
        says, presses = self._one(node, "says", title), self._one(node, "presses", title)
        if ("says" in node) == ("presses" in node):
            cure = "write what the person types (says:), or the button they press (presses:)"
            self._add(line, title, "has a turn with neither or both of says and presses", cure)
        why = self._one(node, "known", title)
        return Turn(says, presses, self._expected(node, title), why, line)

    def _expected(self, node: Any, title: str) -> Expected:
        topics = self._alternatives(node, "topic", title)
        cards = self._alternatives(node, "card", title)
        finds = self._alternatives(node, "finds", title)
        offered = self._several(node, "did you mean", title)
        text, kind = self._one(node, "text", title), self._one(node, "kind", title)
        language = self._one(node, "language", title)
        every_text = {name for name, _ in self._known.texts}
        self._among(node, "topic", title, topics, {*self._known.topics, NONE})
        self._among(node, "finds", title, finds, self._known.topics)
        self._among(node, "did you mean", title, offered, {*self._known.topics, ANYTHING})
        self._among(node, "card", title, cards, CATEGORIES)
        self._among(node, "text", title, (text,), every_text)
        self._among(node, "kind", title, (kind,), KINDS)
        self._among(node, "language", title, (language,), LANGUAGES)
        buttons, words = (self._several(node, key, title) for key in ("button", "words"))
        never = self._several(node, "never", title)
        return Expected(
            topics, cards, offered, finds, buttons, words, never, text, kind, language
        )  # fmt: skip

    def _alternatives(self, node: Any, key: str, title: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in self._one(node, key, title).split(" or ") if name)

    def _several(self, node: Any, key: str, title: str) -> tuple[str, ...]:
        values = node.get(key, [])
        values = values if isinstance(values, list) else [values]
        return tuple(self._text(value, node, key, title) for value in values)

    def _one(self, node: Any, key: str, title: str) -> str:
        return self._text(node[key], node, key, title) if key in node else ""

    def _text(self, value: Any, node: Any, key: str, title: str) -> str:
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value):
            return str(value)
        wrong = f"has nothing after {key}:" if value in (None, "") else f"has no words after {key}:"
        self._add(line_of(node, key), title, wrong, QUOTES)
        return ""

    def _among(
        self, node: Any, key: str, title: str, names: Sequence[str], allowed: Iterable[str]
    ) -> None:
        for name in names:
            if name and name not in allowed:
                wrong = f"has {key}: {name}, which there is not"
                self._add(line_of(node, key), title, wrong, _nearest(name, allowed))

    def _keys(self, node: Any, allowed: Sequence[str], title: str) -> None:
        for key in node:
            if key not in allowed:
                wrong = f"has the word {str(key)!r}, which means nothing here"
                self._add(line_of(node, key), title, wrong, _nearest(str(key), allowed))

    def _add(self, line: int, entry: str, wrong: str, cure: str) -> None:
        self._problems.add(self._path, line, entry, wrong, cure)


def _nearest(name: str, allowed: Iterable[str]) -> str:
    near = get_close_matches(name, list(allowed), n=3, cutoff=0.4)
    some = near or sorted(allowed)[:12]
    return f"write {' or '.join(some)}"
