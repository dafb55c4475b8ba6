"""What the crisis detector catches, and what it leaves alone, on phrases written for this."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot import crisis
from bot.safety import CATEGORIES, CrisisDetector
from bot.settings import Settings

DATA = Path("data")
TABLE = Path("tests/content/crisis_phrases.tsv")
EXPLICIT = {  # said outright, whatever the category: these must never be missed
    "suicide": ["I want to kill myself", "i am suicidal", "quiero suicidarme", "i want to die"],
    "self_harm": ["i cut myself again tonight", "me estoy cortando otra vez"],
    "overdose": ["he is not breathing", "i think she is overdosing", "no respira", "took 30 pills"],
    "withdrawal_emergency": ["quit drinking and had a seizure", "dejé de beber y veo cosas"],
    "violence": ["my husband beats me", "i was raped last night", "mi esposo me golpea"],
    "child_risk": ["im 13 and my dad hits me", "my uncle touches me and im 12"],
    "psychosis": ["voices are telling me to kill", "the fbi is in my walls"],
    "harm_others": ["i am going to kill him", "im about to stab someone", "lo voy a matar"],
}


def phrases(language: str = "") -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(r["text"], r["category"]) for r in rows if language in ("", r["language"])]


def topic_examples() -> list[str]:
    found = []
    for path in sorted(DATA.glob("nlu/**/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found += [line.removeprefix("- ") for line in block["examples"].splitlines()]
    return found


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    """The phrases alone, each counting by itself: what is left when nothing else works."""
    return CrisisDetector.from_directory(DATA)


@pytest.fixture(scope="module")
def whole() -> CrisisDetector:
    """Phrases and the learned detector, as in the chat."""
    crisis.train_crisis_model(Settings())
    return crisis.crisis_detector(Settings())


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_is_said_outright_is_always_caught(detector: CrisisDetector, category: str) -> None:
    for text in EXPLICIT[category]:
        found = detector.check(text)
        assert found and category in (found.category, *found.also), text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("category", CATEGORIES)
def test_nine_of_ten_phrases_of_every_category_are_caught(
    detector: CrisisDetector, category: str, language: str
) -> None:
    texts = [text for text, expected in phrases(language) if expected == category]
    missed = [text for text in texts if detector.check(text) is None]
    assert len(texts) >= 5
    assert len(missed) <= len(texts) // 10, missed


def test_phrases_of_a_crisis_get_the_right_card(detector: CrisisDetector) -> None:
    crises = [(text, category) for text, category in phrases() if category]
    right = 0
    for text, category in crises:
        found = detector.check(text)
        right += found is not None and category in (found.category, *found.also)
    assert right / len(crises) >= 0.95


def test_at_most_three_of_a_hundred_harmless_look_alikes_alarm(detector: CrisisDetector) -> None:
    texts = [text for text, category in phrases() if not category]
    alarms = [text for text in texts if detector.check(text)]
    assert len(texts) >= 400
    assert len(alarms) / len(texts) <= 0.03, alarms


def test_topic_examples_do_not_alarm(whole: CrisisDetector) -> None:
    texts = topic_examples()[::8]
    alarms = [(text, found.reasons) for text in texts if (found := whole.check(text))]
    # The goal is 0.01; docs/adr/0008 says what it would cost in crises missed.
    assert len(alarms) / len(texts) <= 0.03, alarms


@pytest.mark.parametrize(
    "said",
    [
        "my brother died two years ago and {}",
        "i have been clean for 3 years and {}",
        "i used to be happy but {}",
        "i read that 988 is for suicide prevention but {}",
        "i watched a movie and {}",
        "i relapsed last month, {}",
        "is it normal that {}",
        "my therapist asked about suicide. {}",
        "im a nurse and {}",
        "{} lol jk",
        "Hola, tengo 30 años. {}",
    ],
)
def test_harmless_words_around_a_crisis_do_not_hide_it(
    detector: CrisisDetector, whole: CrisisDetector, said: str
) -> None:
    crises = [text for text, category in phrases() if category and detector.check(text)]
    # What was learned may speak against a less certain phrase, and is wrong more often.
    for judge, most in ((detector, 0.02), (whole, 0.06)):
        hidden = [text for text in crises if judge.check(said.format(text)) is None]
        assert len(hidden) / len(crises) <= most, hidden


def test_the_table_holds_no_phrase_twice() -> None:
    counts = Counter(text for text, _ in phrases())
    assert [text for text, count in counts.items() if count > 1] == []
