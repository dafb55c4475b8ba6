"""Which model is on the air: a recorded choice, whatever the files in data/ say meanwhile."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from bot.settings import Settings

KEPT = 3  # older releases to go back to, beside the one on the air


class ReleaseError(RuntimeError):
    """A model cannot be put on the air; the message says why, what serves now, and the cure."""


@dataclass(frozen=True)
class Release:
    """Both models and the crisis thresholds that went on the air together.

    `at` is UTC in ISO 8601; `before` is the number of the release that was on the air before,
    0 for none; `code` tells of which program the models are; `scores` are [hits, cases] by name,
    empty if nobody measured.
    """

    number: int
    at: str
    who: str
    topics: Path
    crisis: Path
    thresholds: dict[str, float]
    code: str
    before: int = 0
    scores: dict[str, list[int]] = field(default_factory=dict)

    def is_same_as(self, other: Release | None) -> bool:
        """Tell whether `other` would understand every message alike."""
        return other is not None and self._made_of() == other._made_of()

    def files(self) -> set[Path]:
        """Return the files of both models."""
        return {self.topics, self.crisis}

    def _made_of(self) -> tuple[Any, ...]:
        return self.topics, self.crisis, self.thresholds


@dataclass(frozen=True)
class Record:
    """All releases that are kept, the oldest first; `on_air` is the number of one, 0 for none."""

    on_air: int = 0
    releases: tuple[Release, ...] = ()

    def line(self) -> list[Release]:
        """Return the release on the air, then the one before it, and so on."""
        return list(self._line())

    def undone(self) -> list[Release]:
        """Return the releases that were rolled back."""
        line = self.line()
        return [release for release in self.releases if release not in line]

    def numbered(self, new: Release) -> Release:
        """Return `new` as the one after that on the air."""
        number = max((release.number for release in self.releases), default=0) + 1
        return replace(new, number=number, before=self.on_air)

    def with_release(self, new: Release) -> Record:
        """Return the record with `new` on the air and `KEPT` older ones."""
        return Record(new.number, tuple(reversed([new, *self.line()[:KEPT]])))

    def _line(self) -> Iterator[Release]:
        by_number = {release.number: release for release in self.releases}
        number = self.on_air
        while number in by_number:
            release = by_number.pop(number)
            yield release
            number = release.before


def read_record(settings: Settings) -> Record:
    """Return the record of this machine, an empty one before the first release.

    Raises `ReleaseError` for a file that cannot be used.
    """
    path = record_path(settings)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Record(content["on_air"], tuple(map(_release, content["releases"])))
    except FileNotFoundError:
        return Record()
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"{path} cannot be read ({type(error).__name__}): what serves goes on. Restore the "
            "file, or delete it and run python -m bot prepare, which begins with data/ anew."
        ) from None


def write_record(settings: Settings, record: Record) -> None:
    """Replace the record at once: whoever reads it sees the old one or the new one, whole."""
    path = record_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"on_air": record.on_air, "releases": [asdict(r) for r in record.releases]}
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    with scratch.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1, default=Path.as_posix)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def record_path(settings: Settings) -> Path:
    """Return the file that says which model is on the air."""
    return settings.var_dir / "model.json"


def model_on_air(settings: Settings) -> Release | None:
    """Return the release that people talk to, None before the first."""
    return next(iter(read_record(settings).line()), None)


def _release(row: dict[str, Any]) -> Release:
    known = {f.name: row[f.name] for f in fields(Release)}
    return Release(**{**known, "topics": Path(row["topics"]), "crisis": Path(row["crisis"])})
