"""How an edit of a staff member is written down and done to a copy of the real files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path, Path], None]  # the file, and the folder that holds data/


@dataclass(frozen=True)
class Edit:
    """One thing that somebody does to one file.

    `says` are words of the refusal ("" for a good edit); `named` is the file in which the fault
    is found, if it is another than the one that was edited.
    """

    file: str
    change: Change
    says: str = ""
    named: str = ""

    def kind(self) -> str:
        """Return what kind of fault it is: the words of its refusal without what is quoted."""
        return re.sub(r"'[^']*'|\d+", "…", self.says)

    def do(self, root: Path) -> None:
        """Do it in the copy at `root`."""
        self.change(root / self.file, root)

    def undo(self, root: Path) -> None:
        """Put every file back as it was."""
        for folder in ("data",):
            _same(Path(folder), root / folder)
        shutil.copyfile("domain.yml", root / "domain.yml")


def _same(real: Path, copy: Path) -> None:
    names = {path.relative_to(real) for path in real.rglob("*") if path.is_file()}
    for path in [path for path in copy.rglob("*") if path.is_file()]:
        if path.relative_to(copy) not in names:
            path.unlink()
    for name in names:
        before, now = (real / name).read_bytes(), copy / name
        if not now.is_file() or now.read_bytes() != before:
            now.parent.mkdir(parents=True, exist_ok=True)
            now.write_bytes(before)


def put(old: str, new: str) -> Change:
    """Replace the first `old`, an expression over lines, by `new` as it stands."""

    def change(path: Path, root: Path) -> None:
        text = path.read_text(encoding="utf-8")
        changed, count = re.subn(old, lambda _: new, text, count=1, flags=re.MULTILINE)
        assert count and changed != text, f"{old!r} is not in {path.name} any more"
        path.write_text(changed, encoding="utf-8")

    return change


def english(text: str) -> Change:
    """Begin the English text of an answer or response with `text`."""
    return put(r"- text: (\||>-)\n", f"- text: |\n        {text}\n")


def spanish(text: str) -> Change:
    """Add `text` to the end of the Spanish text of an answer."""
    return put(r"\n      condition:", f"\n        {text}\n      condition:")


def last(line: str) -> Change:
    """Add `line` at the end of the file."""

    def change(path: Path, root: Path) -> None:
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")

    return change


def example(text: str) -> Change:
    """Add an example at the end of the English ones: the first block of the file."""
    return put(r"examples: \|\n", f"examples: |\n      - {text}\n")


def gone(path: Path, root: Path) -> None:
    """Delete the file."""
    path.unlink()


def renamed(name: str) -> Change:
    """Move the file to `name`, as seen from the folder that holds data/."""

    def change(path: Path, root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / name)

    return change


def copied(name: str) -> Change:
    """Copy the file to `name`, as seen from the folder that holds data/."""

    def change(path: Path, root: Path) -> None:
        shutil.copyfile(path, root / name)

    return change


def raw(old: bytes, new: bytes) -> Change:
    """Replace bytes: what happens when a program saves with another encoding."""

    def change(path: Path, root: Path) -> None:
        before = path.read_bytes()
        assert old in before
        path.write_bytes(before.replace(old, new, 1))

    return change
