"""Conversation tests as files: short YAML that a careful person writes in a minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.content import ContentError
from bot.content.answers import load_answers
from bot.content.files import LANGUAGES, Problems, line_of, read_yaml, yaml_files
from bot.content.texts import load_texts
from bot.conversations.expected import ANYTHING, KINDS, NONE, Expected, Known
from bot.safety import CATEGORIES

FOLDER = Path("tests/conversations/people")
PAGE = "docs/tasks/write-a-conversation-test.md"
CONVERSATION_KEYS = ("conversation", "page", "country", "talk")
TURN_KEYS = (
    *("says", "presses", "topic", "did you mean", "finds", "card", "button", "words"),
    *("never", "text", "kind", "language", "known"),
)
QUOTES = 'put it in quotes, like "no" or "2"'


@dataclass(frozen=True)
class Turn:
    """One thing a person types or presses, and what must come back.

    `known` says why the bot is known to get this turn wrong at present; "" means it must be right.
    """

    says: str
    presses: str
    expected: Expected
    known: str
    line: int

    @property
    def did(self) -> str:
        """Return what the person typed, or the button they pressed."""
        return self.says or self.presses


@dataclass(frozen=True)
class Conversation:
    """One test. `page` is the language of the chat page, `country` an ISO 3166 code or ""."""

    title: str
    page: str
    country: str
    turns: tuple[Turn, ...]
    file: str
    line: int

    @property
    def about(self) -> frozenset[str]:
        """Return the topics and crisis categories that the test expects anywhere."""
        wants = [turn.expected for turn in self.turns]
        names = [n for e in wants for n in (*e.topics, *e.cards, *e.offered, *e.finds, *e.buttons)]
        return frozenset(names) - {NONE, ANYTHING}


def known_content(data_dir: Path) -> Known:
    """Return what can be named in tests. Raises `ContentError` when data/ is broken."""
    problems = Problems()
    answers = load_answers(data_dir / "answers", problems)
    texts = load_texts(data_dir / "responses", problems)
    problems.raise_if_any()
    return Known({key: answer.title for key, answer in answers.items()}, texts)


def load(paths: Sequence[Path], known: Known) -> list[Conversation]:
    """Return the conversations in `paths`, files or folders.

    Raises `ContentError` listing every problem, each with file, line and cure.
    """
    problems = Problems()
    found = [c for path in paths for file in _files(path, problems)
             for c in _Reader(file, known, problems).conversations()]  # fmt: skip
    problems.raise_if_any()
    return found


def problem(path: Path, wrong: str, cure: str) -> ContentError:
    """Return the error for one thing wrong with a whole file."""
    problems = Problems()
    problems.add(path, 1, "file", wrong, cure)
    return ContentError(problems.found)


def _files(path: Path, problems: Problems) -> Iterable[Path]:
    if path.is_file():
        return [path]
    for other in sorted(path.rglob("*.yaml")):
        problems.add(other, 1, "file", "ends in .yaml and would never run", "let it end in .yml")
    return yaml_files(path)


class _Reader:
    """Reads one file, noting every problem and going on."""

    def __init__(self, path: Path, known: Known, problems: Problems) -> None:
        self._path, self._known, self._problems = path, known, problems

    def conversations(self) -> Iterator[Conversation]:
        found = len(self._problems.found)
        document = read_yaml(self._path, self._problems)
        if isinstance(document, dict) and "stories" in document:
            self._add(1, "file", "holds stories for Rasa", "run it with tests/conversations/run")
        elif isinstance(document, list) and document:
            yield from self._each(document)
        elif len(self._problems.found) == found:
            self._add(1, "file", "holds no list of conversations", f"write it as {PAGE} shows")

    def _each(self, document: list[Any]) -> Iterator[Conversation]:
        titles: set[str] = set()
        for place, entry in enumerate(document):
            line = int(document.lc.item(place)[0]) + 1  # type: ignore[attr-defined]
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


def chosen(names: Sequence[str], data_dir: Path) -> tuple[list[Path], list[str]]:
    """Return what `names` on a command line choose: (files and folders, topics).

    Raises `RuntimeError` for a name that is neither a path nor a topic, area or crisis category.
    """
    paths, topics = [], []
    areas = {path.name for path in (data_dir / "answers").iterdir()}
    for name in names:
        if Path(name).exists():
            paths.append(Path(name))
        elif (
            name in areas or name in CATEGORIES or (data_dir / "answers" / f"{name}.yml").is_file()
        ):
            topics.append(name)
        else:
            raise RuntimeError(
                f"{name!r} is no file or folder, no topic like help/cost, no area like help "
                f"and no crisis category like overdose"
            )
    return paths or [FOLDER], topics
