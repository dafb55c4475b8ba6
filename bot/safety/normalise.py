"""From what a person typed to plain text: one line a sentence, one blank between words."""

from __future__ import annotations

import re
import unicodedata

from bot.safety.letters import FOLD

# s u i c i d e, k.m.s, k-m-s: three or more single letters, or two with a sign between (o.d).
# A star without blanks may hide a letter: that is for the speller to say.
_SPACED = re.compile(
    r"(?<![^\W_])(?<![@$!*#])(?<!\w')[^\W_]"
    r"(?:(?:[ \n._/|~,\-]{1,6}|[ ._\-]'[ ._\-]| \* )[^\W_]){2,}(?![^\W_]|[@$*#])"
)
_DOTTED_PAIR = re.compile(r"(?<![^\W_])([^\W\d_])[._/\-]([^\W\d_])(?![^\W_])")
_APART = re.compile(r"[\W_]+")
_BEFORE_FOLDING = {0x3F2: "c", 0x3F9: "C"}  # lunate sigma, which NFKC would make an s
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_EMPHATIC = re.compile(r"(?<![^\s])(\w+)[.!]+\s+(?=\w+[.!]+(?:\s|$))")  # I. Want. To.
_ELLIPSIS = re.compile(r"\.{2,}|…")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$)|;+|\n+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
_PAUSE = re.compile(r"[,:()\[\]]+|\s-+\s")
_DROPPED = re.compile(r"[^\w\s,'@$!*#+%&\-]|_")
_LINE = re.compile(r" *\n[ \n]*")
_BLANKS = re.compile(r"[ \t]+")


def normalise(text: str) -> str:
    """Return `text` in lower case and plain letters, accents kept, one line a sentence.

    Hidden characters go, look-alike letters become Latin, emoji with a meaning become words,
    spelled-out words (k.m.s, s u i c i d e) are joined, letters typed three or more times stay
    twice, the apostrophe is always ', a pause is a comma between blanks. Symbols inside a word
    stay: the reader knows which word they may hide. Linear in the length of `text`.
    """
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE_FOLDING)).translate(FOLD)
    text = unicodedata.normalize("NFC", text)
    text = _SPACED.sub(_together, text)
    text = _DOTTED_PAIR.sub(r"\1\2", text)
    text = _REPEATED.sub(r"\1\1", text)
    text = _ELLIPSIS.sub(" ", text)
    text = _EMPHATIC.sub(r"\1 ", text)
    text = _SENTENCE_END.sub("\n", text)
    text = _PAUSE.sub(" , ", _THOUSANDS.sub("", text))
    text = _DROPPED.sub(" ", text)
    return _LINE.sub("\n", _BLANKS.sub(" ", text)).strip()


def _together(run: re.Match[str]) -> str:
    """Return the words that the single letters of `run` spell; a wider gap parts two words."""
    gaps = [gap for gap in _APART.findall(run.group()) if "'" not in gap]
    least = min(map(_blanks, gaps), default=0)

    def between(gap: re.Match[str]) -> str:
        return " " if "'" not in gap.group() and _blanks(gap.group()) > least else ""

    return _APART.sub(between, run.group())


def _blanks(gap: str) -> int:
    """Return how many blanks and line ends are in `gap`."""
    return sum(map(str.isspace, gap))


def fold_accents(text: str) -> str:
    """Return `text` without accents: the view in which phrases are compared (daño = dano)."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
