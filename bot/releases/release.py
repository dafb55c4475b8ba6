"""Put a model on the air, and take it back: the bot that runs follows within seconds."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import crisis, training
from bot.digest import digest
from bot.releases.background import Say, locked, train_in_background
from bot.releases.record import (
    Record,
    Release,
    ReleaseError,
    model_on_air,
    read_record,
    record_path,
    write_record,
)
from bot.releases.scores import comparison, measured
from bot.releases.serving import wait_for_rasa
from bot.safety.learned_detector import load_thresholds
from bot.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """The release on the air now, and whether that is another than before."""

    release: Release
    changed: bool


def model_changed(settings: Settings) -> bool:
    """Tell whether the model of data/ is another than the one on the air; takes a second."""
    return not _candidate(settings).is_same_as(model_on_air(settings))


def release_model(
    settings: Settings, say: Say, again: bool = False, who: str | None = None
) -> Outcome:
    """Put the model of data/ on the air: train it if need be, measure it, swap it.

    `say` is told every step in a line; `who` is recorded, by default who is logged in. The bot
    that runs keeps answering, with the old model until the new one is loaded. A model that was
    rolled back stays off the air unless `again`.
    Raises `ReleaseError` if it cannot be served, `RuntimeError` if it cannot be trained or
    loaded; the old one stays in both cases.
    """
    with _alone(settings, say), _copy_of_data(settings) as copied:
        new, record = _candidate(copied), read_record(settings)
        old = next(iter(record.line()), None)
        if old is not None and new.is_same_as(old):
            say("The model on the air is that of data/ already.")
            return Outcome(old, changed=False)
        if old is not None and not again and any(new.is_same_as(r) for r in record.undone()):
            say("The model of data/ was rolled back and stays off the air. Mend the examples, or")
            say("put it on the air again on purpose: python -m bot release-model")
            return Outcome(old, changed=False)
        _train(copied, new, say)
        new = replace(new, who=who or new.who, scores=_compare(copied, old, new, say))
        return Outcome(put_on_air(settings, new, say), changed=True)


def put_on_air(settings: Settings, new: Release, say: Say) -> Release:
    """Have the bot that runs serve the models of `new`; return it with its number.

    Raises `ReleaseError` if Rasa's process cannot load its model: then the old one serves on.
    """
    record = read_record(settings)
    new = record.numbered(new)
    _swap(settings, record, record.with_release(new), say)
    return new


def first_release(settings: Settings, who: str, say: Say) -> Release:
    """Put the model of data/ on the air unmeasured, for a bot that starts: nothing serves yet."""
    new, record = _candidate(settings), read_record(settings)
    _train(settings, new, say)
    old = next(iter(record.line()), None)
    if old is not None and new.is_same_as(old):
        new = replace(old, code=new.code)
        kept = tuple(new if release is old else release for release in record.releases)
        write_record(settings, replace(record, releases=kept))
        return new
    new = record.numbered(replace(new, who=who))
    write_record(settings, record.with_release(new))
    return new


def roll_back_model(settings: Settings, say: Say) -> Release:
    """Put the model before the present one back on the air, in seconds; return its release.

    Raises `ReleaseError` when none is kept, or it cannot be served: then nothing changes.
    """
    with _alone(settings, say):
        record = read_record(settings)
        line = record.line()
        if len(line) < 2:
            raise ReleaseError("There is no older model to go back to.")
        _complete(line[1])
        _swap(settings, record, replace(record, on_air=line[1].number), say)
        return line[1]


def needs_first_release(settings: Settings) -> str:
    """Return why a bot that starts cannot serve what is on the air, "" if it can."""
    release = model_on_air(settings)
    if release is None:
        return "no model is on the air yet"
    missing = [path.as_posix() for path in sorted(release.files()) if not path.is_file()]
    if missing:
        return f"{' and '.join(missing)} is missing"
    return "" if release.code == _code() else "the program has changed since the model was trained"


def _candidate(settings: Settings) -> Release:
    """Return what data/ would put on the air, trained or not."""
    return Release(
        number=0,
        at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        who=getpass.getuser(),
        topics=training.model_path(settings),
        crisis=crisis.crisis_model_path(settings),
        thresholds=asdict(load_thresholds(settings.data_dir)),
        code=_code(),
    )


def _code() -> str:
    return digest(Path("data"), map(Path, (*training.CODE, *crisis.CODE)))


def _train(settings: Settings, new: Release, say: Say) -> None:
    if all(path.is_file() for path in new.files()):
        return
    say("Training, about five minutes; a bot that runs keeps answering …")
    train_in_background(settings, say)
    _complete(new)


def _complete(release: Release) -> None:
    for path in sorted(release.files()):
        if not path.is_file():
            raise ReleaseError(
                f"{path} is not there: domain.yml or config.yml was changed meanwhile, or someone "
                "deleted it. Nothing was changed; try again."
            )


def _compare(settings: Settings, old: Release | None, new: Release, say: Say) -> dict:
    say("Measuring …")
    before = _scores_of_old(settings, old)
    after = measured(settings, new)
    for line in comparison(before, after):
        say(line)
    return after


def _scores_of_old(settings: Settings, old: Release | None) -> dict:
    try:
        return measured(settings, old) if old else {}
    except RuntimeError:  # it may be the very reason for the new one
        return {}


def _swap(settings: Settings, old: Record, new: Record, say: Say) -> None:
    """Write the record; if Rasa refuses what it says, put the old one back and raise."""
    write_record(settings, new)
    wanted = new.line()[0]
    try:
        running = wait_for_rasa(settings, wanted.topics)
    except ReleaseError as error:
        write_record(settings, old)
        raise ReleaseError(f"{error} Nothing was changed: the old model serves on.") from None
    say(
        f"Model {wanted.number} is on the air."
        if running
        else f"The bot is not running; it will start with model {wanted.number}."
    )
    _delete_dropped(old, new)


def _delete_dropped(old: Record, new: Record) -> None:
    kept = {path for release in new.releases for path in release.files()}
    for path in {path for release in old.releases for path in release.files()} - kept:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(settings: Settings, say: Say) -> Iterator[None]:
    lock = record_path(settings).with_suffix(".lock")
    with locked(lock, lambda: say("Someone else is changing the model; waiting …")):
        yield


@contextmanager
def _copy_of_data(settings: Settings) -> Iterator[Settings]:
    """Yield settings with a copy of data/, which staff may go on editing while we train."""
    with TemporaryDirectory(prefix="bot-release-") as folder:
        copied = Path(folder) / "data"
        shutil.copytree(settings.data_dir, copied)
        yield replace(settings, data_dir=copied)
