"""The files a publish is made of, by their hash: whatever is edited, the fingerprint changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.store import Files

DOMAIN = Path("domain.yml")
KINDS = (".yml", ".yaml", ".tsv", ".json")


def read_files(data_dir: Path) -> Files:
    """Return the SHA-256 of each file of `data_dir`, by its path below it, and of the domain."""
    paths = [path for path in sorted(data_dir.rglob("*")) if path.suffix in KINDS]
    found = {path.relative_to(data_dir).as_posix(): path for path in paths if path.is_file()}
    if DOMAIN.is_file():
        found[f"../{DOMAIN}"] = DOMAIN
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


def fingerprint(files: Files) -> str:
    """Return one SHA-256 over the names and hashes of `files`."""
    listed = "".join(f"{name}\0{digest}\0" for name, digest in sorted(files.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def changed_files(before: Files, after: Files) -> list[str]:
    """Return the files that are new, gone or different, sorted; none if `before` is not known."""
    if not before:
        return []
    names = sorted(before.keys() | after.keys())
    return [name for name in names if before.get(name) != after.get(name)]
