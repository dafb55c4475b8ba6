"""The one error of the crisis files: it says which file, which entry, what and how to cure it."""

from __future__ import annotations

from pathlib import Path


class CrisisDataError(ValueError):
    """A file under data/crisis that cannot be used; the message names file, entry and cure."""

    def __init__(self, file: Path | str, entry: str, what: str, cure: str) -> None:
        """Keep the four parts; `entry` is the id of the entry, or "" for the whole file."""
        self.file, self.entry, self.what, self.cure = str(file), entry, what, cure
        where = f"{file}, entry {entry}" if entry else f"{file}"
        super().__init__(f"{where}: {what}. Cure: {cure}")
