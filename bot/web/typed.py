"""What a person typed, made safe to pass on: nothing typed is ever a command."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")
# Rasa runs what starts with "/" (`/restart`, `/intent{...}`). The look-alikes are harmless to it
# today; folding them costs nothing.
_SLASHES = frozenset("/\u2044\u2215\u29f8\\")
# Letters and symbols that are drawn as nothing, though Unicode does not call them format marks.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean(text: str) -> str:
    """Return `text` without control characters, outer blanks and anything like a leading slash."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    start = 0
    while start < len(printable) and _is_skipped(printable[start]):
        start += 1
    return printable[start:].strip()


def _is_skipped(character: str) -> bool:
    if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"):
        return True
    folded = unicodedata.normalize("NFKC", character).strip()
    return character in _BLANK or not folded or folded[0] in _SLASHES


def has_lone_surrogate(text: str) -> bool:
    """Tell whether `text` holds half of a character, which no encoder can write."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def loose_text(body: bytes) -> str:
    """Return the words in `body` whatever it is: JSON cut short, a form, plain text.

    Good enough to look for a crisis in, not to answer.
    """
    return _ESCAPE.sub(_unescaped, body.decode("utf-8", "replace"))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else " "
