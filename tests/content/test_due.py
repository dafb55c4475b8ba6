"""What staff must do again is listed: lines nobody dialled lately, answers whose review nears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.content import Content
from bot.content.due import due_answers, due_lines

TODAY = date(2026, 12, 1)


def only_988(content: Content, verified_on: str) -> Content:
    line = replace(content.lines["us_988"], verified_on=verified_on)
    return replace(content, lines={line.id: line})


def test_a_line_that_nobody_ever_reached_is_due(content: Content) -> None:
    (task,) = due_lines(only_988(content, ""), TODAY)
    assert "988" in task.what and task.when == "never reached"


def test_a_line_is_due_again_after_a_month(content: Content) -> None:
    assert not list(due_lines(only_988(content, "2026-11-05"), TODAY))
    (task,) = due_lines(only_988(content, "2026-10-05"), TODAY)
    assert task.when == "last reached 2026-10-05"


def test_an_answer_is_due_before_its_review_date_and_first_when_late(content: Content) -> None:
    answers = dict(content.answers)
    for topic, days in (("help/cost", 10), ("help/start", -1)):
        due = TODAY + timedelta(days=days)
        answers[topic, "en"] = replace(answers[topic, "en"], review_due=due)
    tasks = [task for task in due_answers(replace(content, answers=answers), TODAY)]
    assert [task.what for task in tasks][:2] == ["help/start", "help/cost"]
    assert tasks[0].when == "withheld since 2026-11-30"
