"""Who works on the content: whoever runs a command, and whoever git says wrote a change."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

LONGEST_NAME = 80  # as wide as the column


class Refused(RuntimeError):
    """Staff asked for what must not be done now; the message says why, and what to do instead."""


def name_of(given: str | None) -> str:
    """Return the name somebody gave, else git's `user.name`, else the login name.

    Raises `Refused` for a name that cannot be kept.
    """
    name = " ".join((given if given is not None else _own_name()).split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"A name has 1 to {LONGEST_NAME} letters: write it as --as 'Ana Ruiz'.")
    return name


def commit() -> str:
    """Return the commit that is checked out, or "" outside a git checkout."""
    return _git("rev-parse", "HEAD") or ""


def authors(since: str, paths: Sequence[Path]) -> tuple[str, ...]:
    """Return who committed changes of `paths` after the commit `since`, as "Name <address>".

    Without a known `since` it is whoever made the last one. Empty outside a git checkout.
    """
    wanted = ["--format=%an <%ae>", "--", *map(str, paths)]
    found = _git("log", f"{since}..HEAD", *wanted) if since else None
    if found is None:
        found = _git("log", "-1", *wanted) or ""
    return tuple(dict.fromkeys(line for line in found.splitlines() if line))


def are_committed(paths: Sequence[Path]) -> bool:
    """Tell whether git knows who wrote all that is in `paths` now."""
    return _git("status", "--porcelain", "--", *map(str, paths)) == ""


def same_person(name: str, people: Iterable[str]) -> bool:
    """Tell whether `name` is one of `people`, each a name or "Name <address>".

    The address, and what stands before its @, count as names too.
    """
    return any(_plain(name) in _names(person) for person in people)


def _names(person: str) -> set[str]:
    name, _, address = person.rstrip(">").partition("<")
    known = {_plain(name), _plain(address), _plain(address.partition("@")[0])}
    return known - {""}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _own_name() -> str:
    name = _git("config", "user.name")
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"user {os.getuid()}"


def _git(*arguments: str) -> str | None:
    """Return what git says, or None if it cannot: no git, no checkout, no such commit."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
