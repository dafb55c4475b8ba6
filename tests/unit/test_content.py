"""A mistake in data/ is refused with its file, line, entry and cure."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import ContentError, load
from bot.content.followups import Followup

ANSWER = "answers/recovery/cravings.yml"
EXAMPLES = "nlu/recovery/cravings.yml"
ASKED_ELSEWHERE = next(
    line
    for line in Path("data/nlu/family/help.yml").read_text().splitlines()
    if line.startswith("      - ")
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree("data", tmp_path / "data")
    return tmp_path / "data"


def replace(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text, f"the test's {old!r} is not in the file any more"
        return text.replace(old, new, 1)

    return edit


def append(line: str) -> Callable[[str], str]:
    return lambda text: f"{text.rstrip()}\n{line}\n"


MISTAKES = {
    "a topic that does not exist is named as next": (
        ANSWER,
        lambda t: re.sub(r"next: \[[^,\]]+", "next: [recovery/nowhere", t),
        "next: names 'recovery/nowhere', which is no other topic",
    ),
    "a date without quotes": (
        ANSWER,
        lambda t: t.replace('reviewed: "2026-11-22"', "reviewed: 2026-11-22", 1),
        "write a date in quotes",
    ),
    "a review date before the review": (
        ANSWER,
        lambda t: t.replace('review_due: "2027', 'review_due: "2020', 1),
        "review_due: is not after reviewed",
    ),
    "a missing reviewer": (
        ANSWER,
        replace('reviewer: "pending clinical review"', 'reviewer: ""'),
        'write "pending clinical review" until signed',
    ),
    "no source": (
        ANSWER,
        replace("sources:", "sources: []\n        sourcez:"),
        "sources: is empty",
    ),
    "a source with a bad address": (
        ANSWER,
        replace('url: "https://', 'url: "www.'),
        "begin it with https://",
    ),
    "the Spanish text is gone": (
        ANSWER,
        replace("value: es", "value: fr"),
        "has no text in 'es'",
    ),
    "a stigma term": (
        ANSWER,
        lambda t: t.replace("- text: |\n", "- text: |\n        Addicts know this.\n", 1),
        "says 'Addicts', which hurts. To mend it, write 'a person who uses drugs'",
    ),
    "an amount of a medicine": (
        ANSWER,
        lambda t: t.replace("- text: |\n", "- text: |\n        Take 8 mg.\n", 1),
        "gives an amount ('Take 8')",
    ),
    "a bubble that is too long": (
        ANSWER,
        lambda t: t.replace("- text: |\n", "- text: |\n        " + "word " * 81 + "\n", 1),
        "shorten it to 80",
    ),
    "a title too long for a button": (
        ANSWER,
        lambda t: t.replace(
            "title: {en: ",
            "title: {en: 'A very long title that no phone shows in one line', xx: ",
            1,
        ),
        "it is a button's label",
    ),
    "a wrong response name": (
        ANSWER,
        replace("utter_recovery/cravings", "utter_recovery/craving"),
        "make utter_recovery/cravings the only response in this file",
    ),
    "broken YAML": (ANSWER, append("extra: [not closed"), "a bracket is not closed"),
    "no first comment": (ANSWER, lambda t: t.split("\n", 1)[1], "say who may change it"),
    "an example that Rasa would read as markup": (
        EXAMPLES,
        append("      - [help](me)"),
        "which Rasa reads as markup",
    ),
    "an example that stands in another topic": (
        EXAMPLES,
        append(ASKED_ELSEWHERE),
        "stands in family/help too",
    ),
    "examples in the wrong file": (
        EXAMPLES,
        replace("intent: recovery/cravings", "intent: recovery/craving"),
        "put each intent in the file of its own name",
    ),
    "a connective text in one language only": (
        "responses/dialogue.yml",
        replace("value: es", "value: pt"),
        "has no text in 'es'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_staff_mistake_is_named_with_file_line_and_cure(data: Path, mistake: str) -> None:
    name, edit, expected = MISTAKES[mistake]
    path = data / name
    path.write_text(edit(path.read_text()))
    with pytest.raises(ContentError) as caught:
        load(data)
    problem = next(p for p in caught.value.problems if expected in str(p))
    assert problem.file == str(path)
    assert problem.line > 0


FOLLOWUPS = "followups.yml"
FOLLOWUP_MISTAKES = {
    "a topic without an answer": (
        replace("help/uninsured", "help/nowhere"),
        "cost: after: leads to 'help/nowhere', which has no answer. To mend it, use a topic in",
    ),
    "a topic before it that does not exist": (
        replace("      help/cost:", "      help/costs:"),
        "cost: after: names 'help/costs', which is no topic or area",
    ),
    "a choice of one": (
        replace("alone: help/cost", "alone: [help/cost]"),
        "cost: alone: offers 1 topics. To mend it, offer two to 3, or name just one",
    ),
    "no answer alone": (replace("    alone: help/cost\n", ""), "cost: alone: is missing"),
    "a misspelt field": (
        replace("otherwise: help/cost", "otherwise: help/cost\n    others: help/cost"),
        "cost: others: is no field of a follow-up",
    ),
    "a kind without examples": (
        replace("  cost:", "  colour: {alone: help/cost, otherwise: related}\n  cost:"),
        "colour: examples: are missing. To mend it, write how people ask it in nlu/followup",
    ),
}


@pytest.mark.parametrize("mistake", FOLLOWUP_MISTAKES)
def test_a_mistake_in_the_table_of_followups_is_named(data: Path, mistake: str) -> None:
    edit, expected = FOLLOWUP_MISTAKES[mistake]
    path = data / FOLLOWUPS
    path.write_text(edit(path.read_text()))
    with pytest.raises(ContentError) as caught:
        load(data)
    problem = next(p for p in caught.value.problems if expected in str(p))
    assert problem.file == str(path)
    assert problem.line > 1


def test_examples_of_a_followup_without_an_entry_are_named(data: Path) -> None:
    (data / FOLLOWUPS).unlink()
    with pytest.raises(ContentError, match="cost: has examples but no entry in followups.yml"):
        load(data)


def test_a_followup_leads_by_topic_then_area_then_otherwise() -> None:
    followup = Followup(("a/alone",), {"b/c": ("b/topic",), "b": ("b/area",)}, ("x/other",))
    assert followup.leads(None) == ("a/alone",)
    assert followup.leads("b/c") == ("b/topic",)
    assert followup.leads("b/d") == ("b/area",)
    assert followup.leads("e/f") == ("x/other",)


def test_every_mistake_is_listed_at_once(data: Path) -> None:
    for name, edit, _ in (MISTAKES["no first comment"], MISTAKES["examples in the wrong file"]):
        (data / name).write_text(edit((data / name).read_text()))
    with pytest.raises(ContentError) as caught:
        load(data)
    assert {p.file for p in caught.value.problems} >= {str(data / ANSWER), str(data / EXAMPLES)}


def test_an_answer_without_examples_is_named(data: Path) -> None:
    (data / EXAMPLES).unlink()
    with pytest.raises(ContentError, match="has an answer but no examples"):
        load(data)


def test_examples_without_an_answer_are_named(data: Path) -> None:
    (data / ANSWER).unlink()
    with pytest.raises(ContentError, match="has examples but no answer"):
        load(data)
