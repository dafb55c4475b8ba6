"""The content report measures what it says, and puts first what should be mended first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content import Content
from bot.content.readability import (
    HARDEST_GRADE,
    ease,
    english_syllables,
    grade,
    sentences,
    spanish_syllables,
    words_of,
)
from bot.content.report import lint, quality, report_lines

TODAY = date(2026, 12, 1)
DATA = Path("data")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("pain", 1), ("opioid", 2), ("treatment", 2), ("used", 1), ("people", 2), ("the", 1)],
        *[("medicine", 3), ("naloxone", 3), ("you", 1), ("buprenorphine", 4), ("little", 2)],
    ],
)
def test_english_syllables_are_groups_of_vowels_without_a_silent_e(word: str, count: int) -> None:
    assert abs(english_syllables(word) - count) <= (word in ("opioid", "buprenorphine"))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("dolor", 2), ("médico", 3), ("guía", 2), ("quiere", 2), ("ayuda", 3), ("y", 1)],
        *[("abstinencia", 4), ("día", 2), ("poeta", 3), ("bien", 1), ("tratamiento", 4)],
    ],
)
def test_spanish_syllables_keep_diphthongs_and_break_a_hiatus(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_addresses_and_phone_numbers_are_not_read_as_words() -> None:
    assert words_of("Call 1-800-662-4357 or see FindTreatment.gov.") == ["Call", "or", "see"]


def test_a_line_of_a_list_is_a_sentence() -> None:
    assert sentences("Ask first:\n• What will I owe?\n• Who pays? Call 988.") == 4


def test_the_english_grade_is_flesch_and_kincaids() -> None:
    # 6 words, 1 sentence, 6 syllables
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_the_spanish_ease_is_that_of_inflesz() -> None:
    # 4 words, 1 sentence, 8 syllables
    assert ease("La casa es blanca y") == pytest.approx(206.835 - 62.3 * 7 / 5 - 5)


def test_harder_words_make_a_harder_text() -> None:
    assert grade("Pharmacological intervention ameliorates symptomatology.") > HARDEST_GRADE
    assert ease("La farmacoterapia individualizada disminuye la sintomatología.") < 65


def test_words_that_hurt_and_words_to_look_at_are_both_listed() -> None:
    assert len(list(lint("An addict is a victim of a habit."))) == 3
    assert not list(lint("A person who uses drugs can get better."))


def test_the_worst_answer_stands_first(content: Content) -> None:
    good = quality(content.answers["help/cost", "en"])
    hurting = replace(good, lint=("says 'addict', which hurts",))
    late = replace(good, review_due=TODAY - timedelta(days=1))
    due = replace(good, review_due=TODAY + timedelta(days=5))
    long = replace(good, words=(120,))
    order = [hurting, late, due, long, good]
    assert sorted(reversed(order), key=lambda q: q.badness(TODAY)) == order


def test_every_answer_is_in_the_report_once_in_each_language(content: Content) -> None:
    lines = list(report_lines(DATA, TODAY))
    for topic, language in content.answers:
        rows = [line.split() for line in lines if line.startswith(f"{topic} ")]
        assert [row[1] for row in rows].count(language) == 1


def test_the_middle_answer_reads_at_grade_six_at_most(content: Content) -> None:
    levels = sorted(quality(a).level for a in content.answers.values() if a.language == "en")
    assert levels[len(levels) // 2] <= HARDEST_GRADE
