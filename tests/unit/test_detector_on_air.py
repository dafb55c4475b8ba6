"""The gateway's crisis detector follows what is released, and mends itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.releases import Release, detector
from bot.releases.detector import DetectorOnAir
from bot.releases.record import Record, write_record
from bot.safety.learned_detector import Judgement, Thresholds, load_thresholds
from bot.settings import Settings

INDIRECT = "the birds are quiet on tuesday"  # no phrase finds anything in it


class Sees:
    """A learned part that takes every message for `category`."""

    def __init__(self, category: str) -> None:
        self.category = category

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        return Judgement((self.category,), may_be=True, concern=True)


def load(path: Path, thresholds: Thresholds, encoder: Any, phrases: Any) -> Sees:
    category = path.read_text()
    if category == "broken":
        raise ValueError("no archive")
    return Sees(category if thresholds.whole > 0.5 else "violence")


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    monkeypatch.setattr(detector, "load_learned", load)
    monkeypatch.setattr(detector, "Encoder", object)
    monkeypatch.setattr(detector, "RETRY_S", 0.0)
    path = tmp_path / "crisis-1.npz"
    path.write_text("suicide")
    thresholds = vars(load_thresholds(Path("data")))
    return Release(1, "", "", tmp_path / "topics", path, thresholds, "")


@pytest.fixture
def settings(tmp_path: Path, release: Release) -> Settings:
    made = Settings(var_dir=tmp_path / "var")
    write_record(made, Record(1, (release,)))
    return made


@pytest.fixture
def on_air(settings: Settings) -> DetectorOnAir:
    return DetectorOnAir(settings)


def sees(on_air: DetectorOnAir) -> str | None:
    crisis = on_air.detector.check(INDIRECT)
    return crisis.category if crisis else None


def test_it_begins_with_what_is_on_the_air(on_air: DetectorOnAir) -> None:
    assert on_air.detector.is_whole and sees(on_air) == "suicide"


def test_it_follows_a_release_and_a_rollback(
    on_air: DetectorOnAir, settings: Settings, release: Release, tmp_path: Path
) -> None:
    (tmp_path / "crisis-2.npz").write_text("psychosis")
    new = replace(release, number=2, crisis=tmp_path / "crisis-2.npz", before=1)
    for number, category in ((2, "psychosis"), (1, "suicide")):
        write_record(settings, Record(number, (release, new)))
        on_air.look()
        assert sees(on_air) == category


def test_it_follows_the_released_thresholds_and_not_those_in_data(
    on_air: DetectorOnAir, settings: Settings, release: Release
) -> None:
    lower = replace(release, thresholds={**release.thresholds, "whole": 0.1})
    write_record(settings, Record(1, (lower,)))
    on_air.look()
    assert sees(on_air) == "violence"


def test_a_broken_release_leaves_what_was_loaded(
    on_air: DetectorOnAir, settings: Settings, release: Release, caplog: pytest.LogCaptureFixture
) -> None:
    release.crisis.write_text("broken")
    for _ in range(3):
        on_air.look()
    assert on_air.detector.is_whole and sees(on_air) == "suicide"
    assert len(caplog.records) == 1 and "what was loaded goes on" in caplog.text


def test_a_missing_learned_part_is_loaded_as_soon_as_it_is_there(
    settings: Settings, release: Release
) -> None:
    away = release.crisis.with_suffix(".away")
    os.replace(release.crisis, away)
    on_air = DetectorOnAir(settings)
    assert not on_air.detector.is_whole and sees(on_air) is None
    os.replace(away, release.crisis)
    on_air.look()
    assert on_air.detector.is_whole and sees(on_air) == "suicide"


def test_another_model_serves_for_one_that_is_missing(settings: Settings, release: Release) -> None:
    release.crisis.replace(release.crisis.with_name("crisis-0.npz"))
    assert sees(DetectorOnAir(settings)) == "suicide"


def test_a_broken_record_leaves_what_was_loaded(on_air: DetectorOnAir, settings: Settings) -> None:
    (settings.var_dir / "model.json").write_text("{")
    on_air.look()
    assert sees(on_air) == "suicide"
