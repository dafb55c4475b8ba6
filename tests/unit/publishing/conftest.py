"""A small project of its own: a git checkout with data/, a database, and people who work on it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import content as content_package
from bot import safety, store
from bot.settings import Settings
from tests.conftest import DATA

LINES = "data/crisis/lines.yml"
TOPICS = ("recovery/cravings", "help/cost", "help/uninsured")
CRAVINGS = "data/answers/recovery/cravings.yml"


class Place:
    """A checkout in which `settings` hold; everything in it is committed by Ana."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.settings = Settings(
            data_dir=Path("data"),
            database_url=f"sqlite:///{folder}/bot.sqlite3",
            port=1,  # where no bot runs
            **settings,  # type: ignore[arg-type]
        )

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert re.search(re.escape(old), text), f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, author: str = "Ana Ruiz <ana@clinic.example>") -> None:
        self.git("commit", "-aqm", "An edit", "--author", author)

    def line(self, line_id: str) -> str:
        """Return the number of a crisis line as it is on the air."""
        with store.session(self.settings.database_url) as db:
            return store.current_lines(db)[line_id].call


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Yield a committed project of three topics; approval is required in it."""
    made = Place(tmp_path, require_approval=True)
    _copy_data(tmp_path / "data")
    # Phrases take a second to read, and nothing here depends on them.
    monkeypatch.setattr(safety.CrisisDetector, "from_directory", lambda data_dir: None)
    made.git("init", "-q")
    made.git("config", "user.name", "Whoever sits here")
    made.git("config", "user.email", "here@clinic.example")
    made.git("add", "data", "domain.yml")
    made.commit("Zoe Old <zoe@clinic.example>")
    monkeypatch.chdir(tmp_path)
    yield made
    store.engine(made.settings.database_url).dispose()


def _copy_data(folder: Path) -> None:
    shutil.copytree(DATA, folder)
    shutil.copy(DATA.parent / "domain.yml", folder.parent)


@pytest.fixture
def on_the_air(place: Place) -> Place:
    """Publish what `place` holds, as the first start does."""
    from bot.publishing import people
    from bot.publishing.files import read_files

    store.migrate(place.settings.database_url)
    with store.session(place.settings.database_url) as db:
        checked = content_package.load(place.settings.data_dir)
        files = read_files(place.settings.data_dir)
        store.publish(db, checked, "first start", people.commit(), files=files)
    return place
