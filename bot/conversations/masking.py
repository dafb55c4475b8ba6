"""Take names, numbers and addresses out of what a person typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

NUMBER, NAME, CONTACT = "[number]", "[name]", "[contact]"
# Numbers that say nothing about a person: of help lines, and the short ones ("2 days", "30 mg").
PUBLIC = frozenset(("988", "911", "211", "999", "112", "111", "741741", "18006624357"))
SHORT_DIGITS = 2
FEWEST = 5  # how often our examples use a word before it counts as an everyday one

_CONTACT = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|(?<!\w)@\w{3,}")
_DIGITS = re.compile(r"\+?\d[\d ().,/:-]*\d|\d")
_STREET = re.compile(
    r"\[number\],? (?:\w+ ){1,3}(?:st|street|ave|avenue|rd|road|blvd|lane|ln|drive|dr)\b",
    re.IGNORECASE,
)
_LEADS = (
    r"my name(?:'?s| is)|i(?:'?m| am) called|call me|this is|me llamo|mi nombre es|"
    r"(?:my|mi|our|nuestr[oa]) (?:(?:little|big|older|younger|best|ex|oldest|youngest|other) )?"
    r"(?:brother|sister|son|daughter|mom|mother|dad|father|husband|wife|boyfriend|girlfriend|"
    r"friend|roommate|cousin|uncle|aunt|partner|kid|boss|doctor|hermanit?[oa]|hij[oa]|mam[áa]|"
    r"pap[áa]|espos[oa]|marido|novi[oa]|amig[oa]|ti[oa]|t[íi][oa]|prim[oa]|niet[oa]|jef[ea])"
    r"|dr\.?|mr\.?|mrs\.?|ms\.?|señora?|don|doña"
)
_NAMED = re.compile(rf"\b({_LEADS}),? ([^\W\d_]{{2,}})(?: ([^\W\d_]+))?", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<=[^\s.!?¿¡…]\s)[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
_WORD = re.compile(r"[^\W\d_]+")


class Mask:
    """Masks messages, knowing which words are everyday ones in talks like these."""

    def __init__(self, examples: Iterable[str]) -> None:
        """Learn everyday words from `examples`; what stands where names stand does not count."""
        words: Counter[str] = Counter()
        for text in examples:
            words.update(_WORD.findall(_NAMED.sub(r"\1", text).casefold()))
        self._everyday = frozenset(word for word, times in words.items() if times >= FEWEST)

    def masked(self, text: str) -> str:
        """Return `text` without contacts, long numbers, street addresses and names.

        A name is a word after "my name is", "my brother" and the like that is no everyday word,
        and any capitalised word inside a sentence that is none. It misses some: read the result.
        """
        text = _CONTACT.sub(CONTACT, text)
        text = _DIGITS.sub(_number, text)
        text = _STREET.sub(CONTACT, text)
        text = _NAMED.sub(self._named, text)
        return _CAPITALISED.sub(self._capitalised, text)

    def _named(self, found: re.Match[str]) -> str:
        lead, first, second = found.group(1), found.group(2), found.group(3) or ""
        surely = re.search(r"name|llamo|nombre", lead, re.IGNORECASE) is not None
        if self._is_everyday(first) and not surely:
            return found.group()
        is_surname = (surely or second.istitle()) and not self._is_everyday(second)
        return f"{lead} {NAME}" + ("" if is_surname or not second else f" {second}")

    def _capitalised(self, found: re.Match[str]) -> str:
        return found.group() if self._is_everyday(found.group()) else NAME

    def _is_everyday(self, word: str) -> bool:
        return word.casefold() in self._everyday


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    if digits in PUBLIC or len(digits) <= SHORT_DIGITS:
        return found.group()
    return NUMBER
