"""No text that people read tells a way to die, an amount of a drug, or speaks ill of anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.wording import wording_problems

# Keys whose values no person reads, or which name other people's publications.
_UNREAD = {"url", "retrieved", "next", "condition", "version", "reviewer", "source", "chat", "id"}
_CITED = {"sources"}
READ = (
    *sorted(Path("data/answers").glob("**/*.yml")),
    *sorted(Path("data/responses").glob("*.yml")),
    *sorted(Path("data/crisis/cards").glob("*.yml")),
    *(Path("data/crisis/lines.yml"), Path("bot/web/words.yml"), Path("domain.yml")),
)
PAGES = tuple(sorted(Path("bot/web/static").glob("*.js")))


def leaves(value: Any, key: str = "") -> Iterator[str]:
    """Yield every string in `value` that a person can read."""
    if key in _UNREAD | _CITED:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value


class Words(HTMLParser):
    """Collects the words and labels of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and name in _LABELS]


_LABELS = ("alt", "title", "placeholder", "aria-label", "value", "content")


def texts(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        content = yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        return list(leaves(content.get("responses", {}) if path.name == "domain.yml" else content))
    if path.suffix == ".html":
        page = Words()
        page.feed(source)
        return page.found
    return re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", source)


def faults(text: str) -> list[str]:
    """Return what may not stand in `text`."""
    return [wrong for wrong, _ in wording_problems(text)]


@pytest.mark.parametrize("path", [*READ, *PAGES], ids=str)
def test_no_text_tells_a_method_an_amount_or_speaks_ill_of_people(path: Path) -> None:
    assert [(fault, text[:80]) for text in texts(path) for fault in faults(text)] == []


def test_the_words_that_are_read_are_found() -> None:
    every = [text for path in (*READ, *PAGES) for text in texts(path)]
    assert len(every) >= 800
    for known in ("Send", "Overdose: act now", "Your life matters", "911 emergency"):
        assert any(known in text for text in every), known


@pytest.mark.parametrize(
    "bad",
    [
        "Take 8 mg under the tongue.",
        "Tome 16 miligramos.",
        "Start with half a pill.",
        "Two tablets are enough.",
        "Use two strips of suboxone.",
        "Tome una pastilla.",
        "The lethal dose of fentanyl is small.",
        "La dosis letal de fentanilo es pequeña.",
        "Inject 20 units.",
        "Take up to 3 at once.",
        "Some people hang themselves; do not hang yourself.",
        "He used carbon monoxide.",
        "She wanted to jump off a bridge.",
        "Cutting your wrists is dangerous.",
        "The quickest and most painless way to die",
        "That is enough to kill.",
        "Crush the pills and inject them.",
        "Algunos quieren ahorcarse.",
        "Saltar de un puente",
        "Cortarse las venas",
        "La forma más rápida de morir",
        "Addicts need help.",
        "He is a junkie.",
        "She committed suicide.",
        "A failed suicide attempt",
        "Stay clean.",
        "A dirty urine",
        "Los adictos mienten.",
        "Es un drogadicto.",
        "Crackheads and crazy people",
        "Los alcohólicos",
        "A suicide victim",
    ],
)
def test_a_planted_bad_text_is_caught(bad: str) -> None:
    assert faults(bad)


@pytest.mark.parametrize("place", ["text", "title", "label"])
def test_a_bad_text_is_found_wherever_it_stands(tmp_path: Path, place: str) -> None:
    bad = "Addicts know this."
    answer = {
        "responses": {"utter_a/b": [{"text": "Good.", "metadata": {"title": {"en": "Good"}}}]}
    }
    entry: dict[str, Any] = answer["responses"]["utter_a/b"][0]
    if place == "text":
        entry["text"] = bad
    elif place == "title":
        entry["metadata"]["title"]["en"] = bad
    else:
        entry["buttons"] = [{"title": bad, "payload": "/x"}]
    path = tmp_path / "answer.yml"
    path.write_text(yaml.safe_dump(answer), encoding="utf-8")
    assert [fault for text in texts(path) for fault in faults(text)]


def test_a_bad_label_on_the_page_is_found(tmp_path: Path) -> None:
    page = tmp_path / "chat.html"
    page.write_text('<button aria-label="For junkies">Send</button>', encoding="utf-8")
    assert "junkies" in " ".join(fault for text in texts(page) for fault in faults(text))


@pytest.mark.parametrize(
    "good",
    [
        "Alcoholics Anonymous and SAMHSA",
        "988, then press 2",
        "One spray in one nostril, 2 breaths",
        "People who use drugs",
        "An amount that was normal before can kill",
    ],
)
def test_words_that_help_are_left_alone(good: str) -> None:
    assert faults(good) == []
