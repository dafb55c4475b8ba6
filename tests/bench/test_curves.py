"""The evidence tools count what they say they count. Nothing is trained here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.examples import Example
from tests.bench.curves import (
    STEPS,
    bins,
    calibration,
    calibration_error,
    confusions,
    curve,
    thresholds,
)
from tests.bench.learning import Point, chosen_rows, learning_lines
from tests.bench.pictures import draw_calibration, draw_learning, draw_thresholds
from tests.bench.ranked import Ranked, cases
from tests.bench.rates import Rate
from tests.bench.stock_pipeline import our_found, stock_config, stock_found


def ranked(expect: str, first: str, likely: float, accept: str = "") -> Ranked:
    row = {"text": "?", "expect": expect, "accept": accept, "style": "plain", "lang": "en"}
    return Ranked(row, [(first, likely), ("z/other", 1 - likely)], None)


@pytest.fixture
def asked() -> list[Ranked]:
    return [
        *[ranked("a/one", "a/one", 0.9)] * 8,
        *[ranked("a/one", "a/two", 0.92)] * 2,
        ranked("a/one", "a/two", 0.3),
        ranked("a/one", "a/three", 0.35, "a/three"),
        ranked("out_of_scope", "a/two", 0.6),
        ranked("out_of_scope", "out_of_scope", 0.6),
    ]


def test_a_higher_threshold_answers_less_and_asks_back_more(asked: list[Ranked]) -> None:
    low, high = cases(asked, 0.2, 0.15), cases(asked, 0.65, 0.15)
    assert sum(case.wrong for case in low) == 4 and sum(case.wrong for case in high) == 2
    assert sum(case.asked_back for case in low) == 0 and sum(c.asked_back for c in high) == 3


def test_confused_pairs_are_counted_by_what_was_meant(asked: list[Ranked]) -> None:
    lines = confusions(asked, 0.45)
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == ["a/one", "a/two", "3", "2"]
    assert len(lines) == 4  # two pairs: an accepted topic is not confused


def test_calibration_compares_probability_and_truth(asked: list[Ranked]) -> None:
    found = bins(asked)
    assert [each.low for each in found] == [0.3, 0.6, 0.9]
    assert found[-1].right == Rate(8, 10)
    expected = (2 * abs(0.325 - 0.5) + 2 * abs(0.6 - 0.5) + 10 * abs(0.904 - 0.8)) / 14
    assert calibration_error(found) == pytest.approx(expected)
    assert "8/10" in calibration(found)[-1]


def test_the_threshold_in_use_is_marked_in_the_curve(asked: list[Ranked]) -> None:
    values = curve(asked, 0.15)
    assert all(len(value) == len(STEPS) for value in values.values())
    marked = [line for line in thresholds(values, 0.45) if "←" in line]
    assert len(marked) == 1 and marked[0].startswith("| 0.45 ←")


def test_more_examples_contain_all_of_fewer() -> None:
    examples = [Example(f"a/{n % 3}", "en", str(n)) for n in range(90)]
    few, many = chosen_rows(examples, 5), chosen_rows(examples, 20)
    assert len(few) == 15 and len(many) == 60 and set(few) < set(many)


def test_every_picture_is_drawn(asked: list[Ranked], tmp_path: Path) -> None:
    draw_calibration(bins(asked), tmp_path / "calibration.png")
    draw_thresholds(curve(asked, 0.15), 0.45, tmp_path / "thresholds.png")
    points = [Point(n, 10 * n, {"first helps": Rate(n, 100)}) for n in (20, 40)]
    draw_learning(points, tmp_path / "learning.png")
    assert all(file.stat().st_size > 5_000 for file in tmp_path.iterdir())
    assert "20/100" in learning_lines(points)[2]


def test_the_stock_pipeline_is_that_of_rasa_init() -> None:
    pipeline = {part["name"]: part for part in stock_config(7)["pipeline"]}
    assert pipeline["DIETClassifier"]["epochs"] == 7
    assert pipeline["FallbackClassifier"]["threshold"] == 0.3
    assert "ResponseSelector" not in pipeline


def test_both_pipelines_are_read_in_the_same_words() -> None:
    listed = [{"name": "nlu_fallback"}, {"name": "a__one"}, {"name": "a__two"}]
    stock = stock_found({"intent": {"name": "nlu_fallback"}, "intent_ranking": listed})
    assert stock == {"topic": None, "offered": [], "crisis": None, "first": ["a/one", "a/two"]}
    understood = {"topic": "a/one", "confidence": 0.9, "offered": []}
    ours = our_found({"understood": understood, "intent_ranking": [{"name": "a/one"}]})
    assert ours == {**understood, "crisis": None, "first": ["a/one"]}
