"""What is on the air is a recorded choice: files may be edited, models may be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from bot import releases
from bot.releases import Release, ReleaseError, release
from bot.releases.background import run_in_background
from bot.releases.record import KEPT, read_record, record_path, write_record
from bot.releases.scores import comparison
from bot.releases.serving import wait_for_rasa
from bot.settings import Settings

Put = Callable[..., Release]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    nowhere = "http://127.0.0.1:9"  # the port of nothing: no Rasa runs
    return Settings(var_dir=tmp_path / "var", rasa_url=nowhere)


@pytest.fixture
def put(settings: Settings, tmp_path: Path, said: list[str]) -> Put:
    """Return what puts a new model with this name on the air."""

    def put_on_air(name: str) -> Release:
        new = Release(0, "2026-11-22", "ana", tmp_path / name, tmp_path / "crisis", {}, "code")
        for path in new.files():
            path.write_text(name)
        return release.put_on_air(settings, new, said.append)

    return put_on_air


def test_nothing_is_on_the_air_before_the_first_release(settings: Settings) -> None:
    assert releases.model_on_air(settings) is None
    with pytest.raises(ReleaseError, match="no older model"):
        releases.roll_back_model(settings, print)


def test_the_newest_release_is_on_the_air_and_a_rollback_brings_the_one_before(
    settings: Settings, put: Put, said: list[str]
) -> None:
    first, second, third = (put(name) for name in "abc")
    assert releases.model_on_air(settings) == third
    assert releases.roll_back_model(settings, said.append) == second
    assert releases.roll_back_model(settings, said.append) == first
    assert releases.model_on_air(settings) == first
    assert said[-1] == "The bot is not running; it will start with model 1."


def test_a_rollback_after_a_rollback_and_a_release_does_not_bring_back_what_was_undone(
    settings: Settings, put: Put
) -> None:
    first, undone = put("a"), put("b")
    releases.roll_back_model(settings, print)
    assert put("c").number > undone.number
    assert releases.roll_back_model(settings, print) == first


def test_three_older_models_are_kept_and_what_goes_takes_its_files_along(
    settings: Settings, put: Put, tmp_path: Path
) -> None:
    names = "abcdefg"
    for name in names:
        put(name)
    kept = [each.topics.name for each in read_record(settings).line()]
    assert kept == ["g", "f", "e", "d"] and len(kept) == 1 + KEPT
    assert sorted(p.name for p in tmp_path.iterdir()) == ["crisis", "d", "e", "f", "g", "var"]


def test_a_rollback_to_a_model_that_was_deleted_changes_nothing(
    settings: Settings, put: Put
) -> None:
    first, second = put("a"), put("b")
    first.topics.unlink()
    with pytest.raises(ReleaseError, match=f"{first.topics} is not there"):
        releases.roll_back_model(settings, print)
    assert releases.model_on_air(settings) == second


def test_what_rasa_refuses_is_taken_back(
    settings: Settings, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put("a")

    def refuses(*_: object) -> bool:
        raise ReleaseError("b cannot be loaded: it is broken.")

    monkeypatch.setattr(release, "wait_for_rasa", refuses)
    with pytest.raises(ReleaseError, match="b cannot be loaded.*the old model serves on"):
        put("b")
    assert read_record(settings).line() == [first]


def test_a_broken_record_is_named_with_its_cure(settings: Settings, put: Put) -> None:
    put("a")
    record_path(settings).write_text("{")
    with pytest.raises(ReleaseError, match=r"model\.json cannot be read.*delete it and run"):
        releases.model_on_air(settings)


def test_a_record_is_replaced_whole(settings: Settings, put: Put) -> None:
    put("a")
    reader = record_path(settings).open()
    put("b")
    assert json.load(reader)["on_air"] == 1
    assert json.loads(record_path(settings).read_text())["on_air"] == 2


@pytest.fixture
def copied(tmp_path: Path, settings: Settings) -> Settings:
    """Return settings with data/ of their own, whose model is on the air."""
    shutil.copytree("data", tmp_path / "data")
    own = replace(settings, data_dir=tmp_path / "data")
    new = release._candidate(own)
    write_record(own, read_record(own).with_release(read_record(own).numbered(new)))
    return own


def edit(settings: Settings) -> None:
    file = settings.data_dir / "nlu" / "recovery" / "cravings.yml"
    file.write_text(file.read_text() + "    - the urge is eating me alive today\n")


def test_a_copy_of_data_has_the_model_of_data(copied: Settings, settings: Settings) -> None:
    assert release._candidate(copied).is_same_as(release._candidate(settings))


def test_an_edit_changes_the_model_of_data_and_not_the_one_on_the_air(copied: Settings) -> None:
    before = releases.model_on_air(copied)
    assert not releases.model_changed(copied)
    edit(copied)
    assert releases.model_changed(copied)
    assert releases.model_on_air(copied) == before


@pytest.mark.parametrize("name", ["whole", "temperature"])
def test_a_crisis_threshold_is_a_change_too(copied: Settings, name: str) -> None:
    file = copied.data_dir / "crisis" / "thresholds.yml"
    lines = [
        f"{name}: 0.5" if x.startswith(f"{name}:") else x for x in file.read_text().split("\n")
    ]
    file.write_text("\n".join(lines))
    assert releases.model_changed(copied)


def test_what_is_on_the_air_already_is_not_trained(copied: Settings, said: list[str]) -> None:
    outcome = releases.release_model(copied, said.append)
    assert not outcome.changed and said == ["The model on the air is that of data/ already."]


def test_a_model_that_was_rolled_back_is_not_published_again_by_the_way(
    copied: Settings, put: Put, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    first = put("a")
    bad = release.put_on_air(copied, release._candidate(copied), said.append)
    monkeypatch.setattr(release, "_complete", lambda release: None)
    assert releases.roll_back_model(copied, said.append) == first
    outcome = releases.release_model(copied, said.append)
    assert outcome.release == first and "was rolled back and stays off the air" in said[-2]
    monkeypatch.setattr(release, "_train", lambda *_: None)
    monkeypatch.setattr(release, "_compare", lambda *_: {})
    assert releases.release_model(copied, said.append, again=True).release.is_same_as(bad)


def test_training_reads_a_copy_that_nobody_edits_meanwhile(
    copied: Settings, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    edit(copied)
    seen: list[Path] = []

    def trains(during: Settings, new: Release, say: object) -> None:
        edit(copied)
        seen.append(during.data_dir)
        assert release._candidate(during).is_same_as(new)

    monkeypatch.setattr(release, "_train", trains)
    monkeypatch.setattr(release, "_compare", lambda *_: {})
    assert releases.release_model(copied, said.append).changed
    assert seen[0] != copied.data_dir and not seen[0].exists()
    assert releases.model_changed(copied), "the second edit waits for the next publish"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda r: r.topics.unlink(), "a is missing"),
        (lambda r: None, "the program has changed"),
    ],
)
def test_a_bot_that_cannot_serve_what_is_on_the_air_says_why(
    settings: Settings, put: Put, change: Callable[[Release], None], why: str
) -> None:
    assert releases.needs_first_release(settings) == "no model is on the air yet"
    change(put("a"))
    assert why in releases.needs_first_release(settings)


def test_work_in_the_background_is_of_low_priority_and_told(said: list[str]) -> None:
    command = ["python3", "-c", "import os; print('at', os.nice(0))"]
    run_in_background(command, Settings(), said.append)
    assert len(said) == 1 and int(said[0].split()[1]) >= 15


def test_work_that_fails_says_what_it_printed(said: list[str]) -> None:
    with pytest.raises(RuntimeError, match=r"no such example\nIt ended with code 3"):
        command = ["python3", "-c", "print('no such example'); raise SystemExit(3)"]
        run_in_background(command, Settings(), said.append)


def test_accuracy_is_shown_before_and_after() -> None:
    lines = list(comparison({"right card": [80, 100]}, {"right card": [90, 100]}))
    assert lines[-1].split() == ["right", "card", "(100)", "80.0", "%", "90.0", "%"]
    assert "not measured" in next(comparison({}, {}))


class Rasa(BaseHTTPRequestHandler):
    """Rasa's process, as far as it says which model it serves."""

    says: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        content = json.dumps(self.says.pop(0) if len(self.says) > 1 else self.says[0]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def rasa(settings: Settings) -> Iterator[Settings]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Rasa) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield replace(settings, rasa_url=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def test_a_swap_is_over_when_rasa_says_that_it_serves_the_model(rasa: Settings) -> None:
    Rasa.says = [{"model": "a", "refused": ""}, {"model": "a", "refused": ""}, {"model": "b"}]
    assert wait_for_rasa(rasa, Path("b"))


def test_what_rasa_says_of_a_model_it_refuses_is_passed_on(rasa: Settings) -> None:
    Rasa.says = [{"model": "a", "refused": "b", "why": "b cannot be loaded: it is cut short."}]
    with pytest.raises(ReleaseError, match="cut short"):
        wait_for_rasa(rasa, Path("b"))


def test_a_swap_that_never_comes_is_an_error(rasa: Settings) -> None:
    Rasa.says = [{"model": "a", "refused": ""}]
    with pytest.raises(ReleaseError, match="did not load b within"):
        wait_for_rasa(rasa, Path("b"), limit_s=0.3)
