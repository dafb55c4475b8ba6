"""Crisis lines, entry by entry: a way to reach each, well-formed numbers, pages and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.content.files import Problems, line_of, mapping, read_yaml
from bot.content.numbers import digits
from bot.content.provenance import day
from bot.safety.lines import LINES_FILE

_FIELDS = {
    *("country", "name", "call", "text", "chat", "hours", "languages", "note_en", "note_es"),
    *("verified_on", "seen_on", "confidence", "source", "only_if"),
}
_EVERY = ("name", "note_en", "note_es", "confidence", "source")
_NUMBER = r"\+?\d[\d \-]*\d"
_CALL = re.compile(rf"{_NUMBER}(?: \([^)]+\)| then \d)?")
_TEXT = re.compile(rf"(?:[\w ]+ (?:to|al) )?{_NUMBER}")
_PAGE = re.compile(r"https://[\w-]+(\.[\w-]+)+([/?#]\S*)?")
Wrong = tuple[str, str, str]  # field, what is wrong, cure


def check_lines(data_dir: Path, today: date | None, problems: Problems) -> Any:
    """Note what is wrong in lines.yml; return its entries, {} if there are none."""
    path = data_dir / LINES_FILE
    document = read_yaml(path, problems) if path.is_file() else {}
    flags, entries = mapping(document, "flags"), mapping(document, "lines")
    for flag, value in flags.items():
        if value not in ("true", "false"):
            cure = "write true or false"
            problems.add(path, line_of(flags, flag), flag, f"is {value!r}", cure)
    for line_id, own in entries.items():
        if not isinstance(own, dict):
            cure = "write its fields between { and }, as in the entries beside it"
            problems.add(path, line_of(entries, line_id), line_id, "has no fields", cure)
            continue
        for field, wrong, cure in _wrongs(line_id, own, entries, flags, today):
            line = line_of(own, field) if field in own else line_of(entries, line_id)
            problems.add(path, line, f"{line_id}: {field}", wrong, cure)
    return entries


def _wrongs(
    line_id: str, own: Any, entries: Any, flags: Any, today: date | None
) -> Iterator[Wrong]:
    twin = re.sub(r"_(?:en|es)$", "", line_id)
    whole = {**mapping(entries, twin), **own}
    for field in sorted(set(own) - _FIELDS):
        yield field, "is no field of a line", f"use only {', '.join(sorted(_FIELDS))}"
    for field in _EVERY:
        if not str(whole.get(field) or "").strip():
            yield field, "is missing", "write it, as in the entries beside it"
    if whole.get("confidence") not in ("H", "M", "L"):
        yield "confidence", f"is {whole.get('confidence')!r}", "write H, M or L"
    if not re.fullmatch("[A-Z]{2}|", str(whole.get("country", ""))) or "country" not in whole:
        cure = 'write two capitals, like GB, or "" for anywhere'
        yield "country", f"is {whole.get('country')!r}", cure
    if own.get("only_if") and own["only_if"] not in flags:
        yield "only_if", f"names the flag {own['only_if']!r}", "add it below flags:, or correct it"
    yield from _ways(line_id, own, whole)
    yield from _days(own, today)


def _ways(line_id: str, own: Any, whole: Any) -> Iterator[Wrong]:
    ways = [str(whole.get(way) or "") for way in ("call", "text", "chat")]
    if not any(ways) and not line_id.startswith("any_emergency"):
        yield "call", "is missing: nobody can reach the line", 'write call: "…", text: or chat:'
    call, text, chat = (str(own.get(way) or "") for way in ("call", "text", "chat"))
    if call and not _CALL.fullmatch(call):
        cure = 'write digits, blanks and dashes, then a hint if need be: "988 then 1"'
        yield "call", f"is {call!r}, which no phone can dial", cure
    elif call and (wrong := _length(call, whole)):
        yield "call", wrong, "compare it with the page of the line's owner"
    if text and not _TEXT.fullmatch(text):
        yield "text", f"is {text!r}", 'write a number, or "WORD to 741741"'
    elif text and (wrong := _length(text, whole)):
        yield "text", wrong, "compare it with the page of the line's owner"
    if chat and not _PAGE.fullmatch(chat):
        cure = "begin it with https:// and copy the whole address, without blanks"
        yield "chat", f"is {chat!r}, which is no address", cure
    source = str(own.get("source") or "")
    if "://" in source and not all(map(re.compile(r"https?://\S+\.\S+").fullmatch, source.split())):
        yield "source", f"is {source!r}", "copy the whole address of the page, beginning https://"


def _length(way: str, whole: Any) -> str:
    number = re.search(_NUMBER, way)
    plain = digits(number.group()) if number else ""
    long = len(plain) > 6 and whole.get("country") in ("US", "CA")
    if not 3 <= len(plain) <= 14 or (long and not re.fullmatch(r"[2-9]\d{9}", plain)):
        return f"is {way!r}, a number of {len(plain)} digits without the leading 1"
    return ""


def _days(own: Any, today: date | None) -> Iterator[Wrong]:
    for field in ("verified_on", "seen_on"):
        written = own.get(field)
        if not written:
            continue
        found = day(written)
        if found is None:
            cure = 'write year-month-day, like "2026-12-01", or "" for never'
            yield field, f"is {written!r}, which is no day", cure
        elif today and found > today:
            cure = "write the day when it was really done"
            yield field, f"{written} is in the future", cure
