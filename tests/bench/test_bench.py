"""The benchmark counts what it says it counts. No bot is started here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench.accuracy import accuracy
from tests.bench.aging import CYCLE, EARLY_TURN, LATE_TURN
from tests.bench.bots import Outcome
from tests.bench.labelled import crisis_cases, topic_cases
from tests.bench.load import Load
from tests.bench.messages import OURS, STOCK
from tests.bench.rates import Rate
from tests.bench.report import Goal
from tests.bench.talk import Turn


def read(text: str) -> dict[str, Any]:
    """Read "crisis;topic;offer,offer" as itself."""
    crisis, topic, offered = text.split(";")
    return {
        "crisis": crisis or None,
        "topic": topic or None,
        "offered": [offer for offer in offered.split(",") if offer],
    }


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    rows = [
        "id\ttext\texpect\taccept\tstyle\tlang",
        "1\t;a/one;\ta/one\t\tplain\ten",
        "2\t;a/two;\ta/one\ta/two|a/three\tplain\ten",
        "3\t;;a/nine,a/one\ta/one\t\tplain\tes",
        "4\t;a/nine;\ta/one\t\ttypos\tes",
        "5\tsuicide;a/one;\ta/one\t\ttypos\ten",
        "6\t;out_of_scope;\tout_of_scope\t\tplain\ten",
        "7\t;;a/one\tout_of_scope\t\tplain\ten",
        "8\t;a/one;\tout_of_scope\t\tplain\ten",
    ]
    file = tmp_path / "topics.tsv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def crises(tmp_path: Path) -> Path:
    rows = [
        "id\ttext\tlabel\tseverity\tlang\tstyle",
        "1\tself_harm;;\tsuicide\tactive\ten\tplain",
        "2\t;a/one;\tsuicide\tpassive\tes\tplain",
        "3\tchild_risk;;\toverdose\talso:child_risk\ten\tplain",
        "4\tchild_risk;;\toverdose\t\ten\tplain",
        "5\toverdose;;\tnone\t\ten\tidiom",
        "6\t;;\tnone\t\ten\tidiom",
    ]
    file = tmp_path / "crisis.tsv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_an_answer_helps_only_if_its_topic_is_expected_or_accepted(topics: Path):
    cases = topic_cases(topics, read)
    assert [c.helped_first for c in cases if c.in_scope] == [True, True, False, False, False]
    assert [c.helped for c in cases if c.in_scope] == [True, True, True, False, False]
    assert [c.wrong for c in cases] == [False, False, False, True, False, False, False, True]


def test_an_offer_out_of_scope_is_declined_but_not_plainly(topics: Path):
    cases = [case for case in topic_cases(topics, read) if not case.in_scope]
    assert [case.declined for case in cases] == [True, True, False]
    assert [case.declined_plainly for case in cases] == [True, False, False]


def test_a_card_that_serves_as_well_is_right(crises: Path):
    cases = crisis_cases(crises, read)
    assert [case.right for case in cases if case.in_crisis] == [True, False, True, False]
    assert [case.alarmed for case in cases] == [True, False, True, True, True, False]


def test_the_report_counts_by_language_and_style_and_shows_no_message(topics: Path, crises: Path):
    assert topics.parent == crises.parent
    text = "\n".join(line for s in accuracy(topics.parent, read) for line in s.markdown())
    for line in ("all", "language en", "language es", "style typos", "category overdose"):
        assert f"| {line} " in text
    assert ";" not in text


def test_no_labelled_folder_means_no_section(tmp_path: Path):
    assert accuracy(tmp_path / "none", read) == []


def test_the_interval_is_wilsons():
    low, high = Rate(8, 10).interval
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert Rate(0, 10).interval[0] == 0.0
    assert str(Rate(0, 0)) == "–"


def test_a_goal_below_its_bound_says_missed():
    assert str(Goal("times faster", 2.9, 3, True)).endswith("MISSED")
    assert str(Goal("of the memory", 0.59, 0.6, False)).endswith("met")
    assert str(Goal("of the memory", 0.6, 0.6, False)).endswith("MISSED")


def test_the_warm_up_and_failed_turns_are_no_throughput():
    load = Load(begins=10.0, ends=12.0)
    load.turns = [
        Turn(9.0, 9.5, Outcome.ANSWERED),
        Turn(10.0, 10.1, Outcome.ANSWERED),
        Turn(10.1, 10.4, Outcome.FAILED),
        Turn(11.9, 12.4, Outcome.SILENT),
    ]
    assert load.per_s == 0.5
    assert round(load.p50_ms) == 300
    assert load.outcomes == {Outcome.ANSWERED: 1, Outcome.FAILED: 1, Outcome.SILENT: 1}


def test_turn_3_and_turn_300_say_the_same_words():
    assert (LATE_TURN - EARLY_TURN) % CYCLE == 0
    assert min(len(OURS), len(STOCK)) >= CYCLE
    assert len(set(OURS)) == 30
