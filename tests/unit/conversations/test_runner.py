"""Conversations against a gateway over HTTP: what fails, fails; what is known, is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import Result, run
from bot.conversations.terminal import lines
from bot.settings import Settings
from tests.browser.stage import Stage
from tests.conftest import DATA

TALK = """# Testers may change it
- conversation: someone asks about a craving
  talk:
    - says: i want to use so bad
      topic: recovery/cravings
      words: rises, peaks
    - presses: Medicines that help
      topic: recovery/cravings
- conversation: someone wants to die
  talk:
    - says: i want to kill myself
      card: suicide
"""
WRONG = """# Testers may change it
- conversation: someone expects what does not come
  talk:
    - says: i want to use so bad
      topic: help/cost
"""
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    stage.start()
    yield stage
    stage.stop()


@pytest.fixture
def running(stage: Stage, tmp_path: Path) -> Run:
    def run_text(text: str, **options: object) -> Result:
        path = tmp_path / "talk.yml"
        path.write_text(text, encoding="utf-8")
        given = {"url": stage.url, "per_minute": 60_000, **options}
        return run(Settings(data_dir=DATA), paths=[path], **given)  # type: ignore[arg-type]

    return run_text


def test_what_comes_as_expected_passes(running: Run) -> None:
    result = running(TALK)
    assert result.ok and len(result.passed) == 2 and result.turns == 3


def test_a_failing_expectation_fails_and_says_where_and_what_came(running: Run) -> None:
    result = running(WRONG)
    said = "\n".join(lines(result))
    assert not result.ok
    assert "talk.yml:2: someone expects what does not come" in said
    assert "line 4, “i want to use so bad”" in said
    assert "expected topic help/cost" in said and "came     topic recovery/cravings" in said


def test_a_failure_is_tried_twice_before_it_counts(running: Run) -> None:
    seen: list[object] = []
    (outcome,) = running(WRONG, watch=seen.append).outcomes
    assert outcome.has_failed and outcome.tries == 2 and len(seen) == 1


def test_a_known_failure_is_counted_apart_and_fails_nothing(running: Run) -> None:
    result = running(f"{WRONG}      known: not learnt yet\n")
    assert result.ok and len(result.known) == 1 and not result.passed
    assert "1 known to be wrong, 0 failed" in list(lines(result))[-1]


def test_a_known_failure_that_is_right_now_is_named(running: Run) -> None:
    result = running(WRONG.replace("help/cost", "recovery/cravings") + "      known: old\n")
    assert result.ok and len(result.mended) == 1
    assert "take the line known: out" in "\n".join(lines(result))


def test_a_button_that_was_not_shown_fails_and_ends_the_conversation(running: Run) -> None:
    result = running(WRONG + "    - presses: No such\n    - says: hi\n")
    (outcome,) = result.failed
    assert len(outcome.turns) == 2
    assert "button No such to press" in outcome.turns[1].failures[0].expected


@pytest.mark.parametrize(
    "topics, number", [(["recovery/cravings"], 1), (["recovery"], 1), (["suicide"], 1), (["x"], 0)]
)
def test_a_topic_area_or_crisis_chooses_its_conversations(
    running: Run, topics: list[str], number: int
) -> None:
    assert len(running(TALK, topics=topics).outcomes) == number


def test_sessions_of_a_deployed_bot_are_forgotten(running: Run, stage: Stage) -> None:
    sessions = stage.app.state.gateway.sessions
    before = len(sessions)
    running(TALK)
    assert len(sessions) == before


def test_the_pace_of_a_deployed_bot_is_kept(running: Run) -> None:
    result = running(TALK, per_minute=600)  # 5 requests, 0.1 s apart
    assert result.seconds >= 0.4


def test_no_bot_at_the_address_is_said_in_a_sentence() -> None:
    settings = replace(Settings(), data_dir=DATA)
    with pytest.raises(RuntimeError, match="does not answer as a bot"):
        run(settings, topics=["help/cost"], url="http://127.0.0.1:9")
