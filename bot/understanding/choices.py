"""Short replies to what the bot offered last: "2", "la segunda", "yes please", "ninguna"."""

from __future__ import annotations

import re
import unicodedata

YES, NO, OK, LAST = "yes", "no", "ok", "last"
LONGEST = 40  # characters; more than a short reply is a message of its own

_WORDS = {
    YES: "yes yeah yea yep yup yas sure absolutely definitely correct right exactly si sii "
    "siii sip claro simon dale andale correcto exacto exactamente obvio orale",
    NO: "no nope nah naw none neither nothing ninguna ninguno ningun nada tampoco nel",
    OK: "ok okay okey okie k kk alright aight fine cool vale entiendo entendido understood",
    LAST: "last ultima ultimo",
    "1": "1 1st one first uno una primera primero primer",
    "2": "2 2nd two second dos segunda segundo",
    "3": "3 3rd three third tres tercera tercero tercer",
    "4": "4 4th four fourth cuatro cuarta cuarto",
    "5": "5 5th five fifth cinco quinta quinto",
    **{digit: digit for digit in "6789"},
}
_MEANING = {word: choice for choice, words in _WORDS.items() for word in words.split()}
_THANKS = set("thanks thank thx ty gracias".split())
_POLITE = _THANKS | set("please pls plz you u por favor porfa porfavor".split())
_AROUND = {
    YES: set("that thats it this one i do would like want to know is eso esa ese me gustaria "
             "quiero it's de que mande".split()),
    OK: set("i then so pues esta bien it that see got it".split()),
    NO: set("of these those them the above im good dont want any de estas estos esas "
            "esos eso las los quiero".split()),
}  # fmt: skip
_NUMBERED = set(
    "the number no num option choice button answer pick choose i want id like a is for me la el lo "
    "numero opcion boton quiero escojo elijo dame deme esa ese one it be would tell about".split()
)


def chosen(text: str) -> str | None:
    """Return "yes", "no", "ok", "last" or a number as text, or None if `text` is no such reply."""
    if len(text) > LONGEST:
        return None
    all_words = _plain(text).split()
    words = [word for word in all_words if word not in _POLITE]
    first = _MEANING.get(words[0]) if words else None
    if first == OK and not _THANKS.isdisjoint(all_words) and len(words) == 1:
        return None  # "ok thanks" is a thank-you
    if first == OK and len(words) > 1 and _MEANING.get(words[1]) in (YES, NO):
        return chosen(" ".join(words[1:]))  # "ok no thanks"
    if first in _AROUND and set(words[1:]) <= _AROUND[first] | {words[0]}:
        return first
    return _numbered(words)


def _numbered(words: list[str]) -> str | None:
    meant = [_MEANING[word] for word in words if _MEANING.get(word) not in (None, YES, NO, OK)]
    others = [word for word in words if word not in _NUMBERED and word not in _MEANING]
    if not meant or others:
        return None
    # "the second one": beside another number, "one" is none
    numbers = set(meant) - {"1"} or {"1"}
    return numbers.pop() if len(numbers) == 1 else None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("#", " "))
    kept = "".join(" " if not c.isalnum() else c for c in letters if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", kept).strip()
