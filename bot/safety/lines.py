"""Crisis lines: whom a person can call, text or chat with, by country."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.safety.errors import CrisisDataError
from bot.safety.files import mapping_of, read_mapping, text_of

LINES_FILE = Path("crisis") / "lines.yml"
_EMERGENCY_CALLS = ("911", "999", "112", "000", "111")
_NUMBER = re.compile(r"\+?\d[\d\s\-]*")
_TEXT = re.compile(r"(?:(?P<body>.+?) (?:to|al) )?(?P<number>\+?\d[\d\s\-]*)$")
_CONFIDENCE = ("H", "M", "L")
_READER = re.compile(r"_(?:en|es)$")


@dataclass(frozen=True)
class CrisisLine:
    """One line, as printed: a number to call, a text to send, a page; any of them may be "".

    `country` is an ISO 3166 alpha-2 code, "EU", or "" for anywhere; `note` maps a language to a
    short hint; `verified_on` is the ISO date when a person last reached it, "" for never.
    """

    id: str
    country: str
    name: str
    call: str = ""
    text: str = ""
    chat: str = ""
    hours: str = ""
    languages: str = ""
    note: dict[str, str] = field(default_factory=dict)
    verified_on: str = ""
    confidence: str = "L"
    source: str = ""

    @property
    def tel(self) -> str:
        """Return the link that calls the line, or ""."""
        number = _NUMBER.match(self.call)
        return f"tel:{_digits(number.group())}" if number else ""

    @property
    def sms(self) -> str:
        """Return the link that opens a text message to the line, its keyword filled in, or ""."""
        parts = _TEXT.match(self.text)
        if not parts:
            return ""
        body = f"?&body={quote(parts['body'])}" if parts["body"] else ""
        return f"sms:{_digits(parts['number'])}{body}"

    @property
    def emergency(self) -> bool:
        """Tell whether the line is an emergency number."""
        return self.call in _EMERGENCY_CALLS or self.id.startswith("any_emergency")


def load_lines(data_dir: Path) -> dict[str, CrisisLine]:
    """Return every line of `data_dir`/crisis/lines.yml by id, less those a flag switches off.

    Raises `CrisisDataError`, naming file, entry and cure, if one is broken.
    """
    path = data_dir / LINES_FILE
    entries = mapping_of(path, "lines", read_mapping(path), "lines")
    off = switched_off(data_dir)
    return {i: _line(path, i, _complete(path, i, entries)) for i in entries if i not in off}


def switched_off(data_dir: Path) -> frozenset[str]:
    """Return the ids of the lines whose flag (`only_if`) is not `true`."""
    path = data_dir / LINES_FILE
    content = read_mapping(path)
    flags, entries = mapping_of(path, "", content, "flags"), mapping_of(path, "", content, "lines")
    off = set()
    for line_id in entries:
        flag = mapping_of(path, line_id, entries, line_id).get("only_if")
        if flag and flag not in flags:
            raise CrisisDataError(path, line_id, f"no flag `{flag}`", "add it below `flags:`")
        if flag and flags[flag] != "true":
            off.add(line_id)
    return frozenset(off)


def _complete(path: Path, line_id: str, entries: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a line; one named …_es takes what it does not say from its twin."""
    own = mapping_of(path, line_id, entries, line_id)
    twin = _READER.sub("", line_id)
    return {**mapping_of(path, twin, entries, twin), **own} if twin != line_id else own


def _line(path: Path, line_id: str, fields: dict[str, Any]) -> CrisisLine:
    """Return the line made of `fields`, checked."""
    if fields.get("confidence") not in _CONFIDENCE:
        cure = "write `confidence: H`, M or L"
        raise CrisisDataError(path, line_id, "confidence is missing or unknown", cure)
    text_of(path, line_id, fields, "source")
    line = CrisisLine(
        id=line_id,
        country=str(fields.get("country", "")),
        name=text_of(path, line_id, fields, "name"),
        note={key: text_of(path, line_id, fields, f"note_{key}") for key in ("en", "es")},
        **{key: str(fields.get(key, "")) for key in _PLAIN},
    )
    if not (line.tel or line.sms or line.chat or line.emergency):
        cure = "give it a `call:`, `text:` or `chat:`"
        raise CrisisDataError(path, line_id, "there is no way to reach it", cure)
    return line


_PLAIN = ("call", "text", "chat", "hours", "languages", "verified_on", "confidence", "source")


def _digits(number: str) -> str:
    """Return `number` without blanks and dashes."""
    return re.sub(r"[\s\-]", "", number)
