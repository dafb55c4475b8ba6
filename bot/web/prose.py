"""Reviewed text as HTML: paragraphs, points, steps, and numbers that can be tapped."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

_MARK = re.compile(r"^\s*(•|\d+\.)\s+(.*)")
# The same rule as in widget/src/view.ts; tests/unit/web/test_web_prose.py compares them.
REACHABLE = re.compile(
    r"\b(text) (?=988\b)|\b1-\d{3}-\d{3}-\d{4}\b|\b(?:988|911|211)\b(?!-)"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:gov|org)\b",
    re.IGNORECASE | re.ASCII,
)
_LISTS = {"point": '<ul class="rsb-points">{}</ul>', "step": '<ol class="rsb-steps">{}</ol>'}


def prose(text: str) -> list[str]:
    """Return `text` as HTML blocks: a line is a paragraph, "• " begins a point, "1." a step."""
    lines = [_read(line) for line in text.split("\n") if line.strip()]
    blocks: list[str] = []
    for kind, group in groupby(lines, key=lambda line: line[0]):
        words = [linked(said) for _, said in group]
        if kind in _LISTS:
            blocks.append(_LISTS[kind].format("".join(f"<li>{word}</li>" for word in words)))
        else:
            blocks += [f"<p>{word}</p>" for word in words]
    return blocks


def linked(text: str) -> str:
    """Return `text` escaped, its phone numbers and public addresses as links."""
    made, done = [], 0
    for found in REACHABLE.finditer(text):
        made += [escape(text[done : found.start()]), _link(found)]
        done = found.end()
    return "".join([*made, escape(text[done:])])


def _read(line: str) -> tuple[str, str]:
    found = _MARK.match(line)
    if not found:
        return "paragraph", line
    return ("point" if found[1] == "•" else "step"), found[2]


def _link(found: re.Match[str]) -> str:
    shown = found[0]
    if found[1]:
        return f'<a href="sms:988">{escape(found[1])}</a> '
    if shown[0].isdigit():
        return f'<a href="tel:{shown.replace("-", "")}">{shown}</a>'
    return f'<a href="https://{shown.lower()}" rel="noreferrer">{shown}</a>'
