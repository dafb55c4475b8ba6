"""Markdown, narrow enough to read in a terminal too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A title and the lines below it."""

    title: str
    lines: list[str]

    def markdown(self) -> list[str]:
        """Return the section's lines, with its heading and a blank line at the end."""
        return [f"## {self.title}", "", *self.lines, ""]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table whose columns stand straight in plain text."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        _line(head, widths),
        "|" + "|".join("-" * (width + 2) for width in widths) + "|",
        *(_line(row, widths) for row in rows),
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
