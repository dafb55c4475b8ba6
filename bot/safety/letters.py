"""What each character of a message stands for: look-alike letters, emoji, marks to drop."""

from __future__ import annotations

import re
import unicodedata

from confusable_homoglyphs.confusables import confusables_data

EMOJI = {
    "🔫": "gun",
    "💊": "pills",
    "🔪": "knife",
    "🗡": "knife",
    "💉": "needle",
    "🩸": "blood",
    "💀": "die",
    "☠": "die",
    "⚰": "grave",
    "🪦": "grave",
    "🌉": "bridge",
    "🔚": "end",
    "🪒": "razor",
    "🆘": "help",
}
_LATIN_NAME = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?(?:DOTLESS |SCRIPT )?"
    r"|REGIONAL INDICATOR SYMBOL LETTER |.*LATIN CAPITAL LETTER )([A-Z])(?: WITH .*)?$"
)
# Drawn like a Latin letter, though Unicode's list of confusables does not say so, or of another.
_DRAWN_AS = dict(zip("ӏηєэзияпцшщдфчλςεμπωθφΣΔ", "lneeenrnuwwaoyaseunwooea", strict=True))
_APOSTROPHES = "’‘ʼʻ`´′＇‛ʹ"
_KEPT_SYMBOLS = "'@$!*#+%&"  # may stand for a letter inside a word
_TAG_LETTERS = range(0xE0000, 0xE0080)


class _Folder(dict[int, str]):
    """A `str.translate` table that works each character out once, on first sight."""

    def __missing__(self, code: int) -> str:
        """Return, and remember, what the character `code` is read as."""
        self[code] = folded = _read(chr(code))
        return folded


def _read(char: str) -> str:
    """Return `char` as lower-case text: a letter, a symbol, an emoji's word, a blank or nothing."""
    if char in EMOJI:
        return f" {EMOJI[char]} "
    if char in _APOSTROPHES:
        return "'"
    category = unicodedata.category(char)
    if category in ("Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc") or ord(char) in _TAG_LETTERS:
        return ""
    if char in "\n\r\x0b\x0c\x85\u2028\u2029¿¡":
        return "\n"
    if category == "Pd":
        return "-"
    if category == "Cc" or category.startswith("Z"):
        return " "
    return _letter(char, category)


def _letter(char: str, category: str) -> str:
    """Return the Latin letter that `char` is or looks like, lower case, else itself or a blank."""
    if char.isascii() or _is_accented_latin(char):
        return char.casefold()
    drawn = _DRAWN_AS.get(char) or _look_alike(char) or _look_alike(char.upper())
    drawn = drawn or _DRAWN_AS.get(char.lower(), "")
    if drawn:
        return drawn
    named = _LATIN_NAME.match(unicodedata.name(char, ""))
    if named:
        return named.group(1).lower()
    return char.casefold() if category[0] in "LN" else " "


def _is_accented_latin(char: str) -> bool:
    """Tell whether `char` is an ordinary accented letter such as é or ñ."""
    base = unicodedata.normalize("NFD", char)
    return len(base) > 1 and base[0].isascii() and base[0].isalpha()


def _look_alike(char: str) -> str:
    """Return the ASCII letter that Unicode lists as confusable with `char`, or ""."""
    twins = [twin["c"] for twin in confusables_data.get(char, [])]
    return next((t.lower() for t in twins if len(t) == 1 and t.isascii() and t.isalpha()), "")


FOLD = _Folder({code: _read(chr(code)) for code in range(128)})
