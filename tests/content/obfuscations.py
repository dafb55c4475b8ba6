"""Ways in which people, keyboards and filters-dodgers change the letters of what they say.

Each transform takes a text and a seeded `random.Random`; one that finds nothing to change returns
the text as it is, and is then not counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from random import Random

import yaml

Transform = Callable[[str, Random], str]

# What a filter would block. Written without a look at spellings.yml: the list there may be longer.
DANGEROUS = frozenset(
    """suicide suicidal suicides kill killing killed die dying dead death overdose overdosed
    overdosing rape raped shoot shot gun knife stab stabbed stabbing hang hanging drown poison
    murder cut cutting bleeding blood pills swallowed breathing breathe seizure seizures
    unconscious unresponsive hurt hurts hits beats beat choked choking strangled burned razor
    voices fentanyl heroin naloxone narcan hallucinating goodbye harm molested touches jump rope
    matar matarme matarlo matarse suicidio suicidarme suicida morir morirme muerto muerta muriendo
    sobredosis pastillas respira despierta cortarme cortando golpea pega violaron violó sangre
    cuchillo pistola veneno voces convulsiona convulsiones ahorcarme""".split()
)
_CYRILLIC_OR_GREEK = {
    "a": "аα", "c": "сϲ", "d": "ԁ", "e": "еє", "h": "һ", "i": "іι", "j": "ј", "k": "кκ",
    "l": "ӏ", "n": "ո", "o": "оο", "p": "рρ", "q": "ԛ", "s": "ѕ", "t": "тτ", "u": "υ",
    "v": "ν", "w": "ԝ", "x": "х", "y": "уγ",
}  # fmt: skip
_MATHEMATICAL = (0x1D41A, 0x1D482, 0x1D4EA, 0x1D586, 0x1D5BA, 0x1D5D4 + 26, 0x1D656, 0x1D68A)
_LEET = {"e": "3", "i": "1", "o": "0", "a": "@4", "s": "$5"}
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff"
_EMOJI = ("🙂", "😭", "🖤", "✨", "❤️", "🥀", "👋🏽", "🏳️‍🌈")
_AROUND = ("!!!", "...", "??", "~", "*", '"', "—", "(", "[", "|", ">>", "#")
_BETWEEN = (
    "  ",
    ", ",
    " ... ",
    " / ",
    " | ",
    " * ",
    " - ",
    " ~ ",
    "…",
    " 🖤 ",
    " 😭😭 ",
    "! ",
    "; ",
)
_WORD = re.compile(r"[^\W\d_]+")
_DANGEROUS_WORD = re.compile(rf"\b(?:{'|'.join(sorted(DANGEROUS, key=len, reverse=True))})\b", re.I)
_VOWELS = "aeiouáéíóú"


def _each(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with every ASCII letter changed."""
    return "".join(change(c) if c.isascii() and c.isalpha() else c for c in text)


def _in_words(text: str, change: Callable[[str], str], words: re.Pattern[str]) -> str:
    return words.sub(lambda found: change(found.group()), text)


def random_case(text: str, random: Random) -> str:
    return "".join(random.choice((c.upper(), c.lower())) for c in text)


def hidden(text: str, random: Random, signs: str) -> str:
    return "".join(c + random.choice(signs) for c in text)


def look_alikes(text: str, random: Random) -> str:
    return _each(text, lambda c: random.choice([*_CYRILLIC_OR_GREEK.get(c, ""), c]))


def full_width(text: str, random: Random) -> str:
    return _each(text, lambda c: chr(ord(c) + 0xFEE0))


def mathematical(text: str, random: Random) -> str:
    first = random.choice(_MATHEMATICAL)
    return _each(text.lower(), lambda c: chr(first + ord(c) - ord("a")))


def combining(text: str, random: Random) -> str:
    def marks() -> str:
        return "".join(chr(random.randint(0x300, 0x36F)) for _ in range(random.randint(0, 3)))

    return "".join(c + marks() if c.isalpha() else c for c in text)


def leet(text: str, random: Random) -> str:
    return "".join(
        random.choice(_LEET[c]) if c in _LEET and random.random() < 0.7 else c for c in text
    )


def letters_apart(text: str, random: Random, sign: str, words: str) -> str:
    return words.join(sign.join(word) for word in text.split())


def repeated(text: str, random: Random) -> str:
    def drawl(word: str) -> str:
        places = {random.randrange(len(word)) for _ in range(2)}
        return "".join(c * random.randint(3, 6) if n in places else c for n, c in enumerate(word))

    return _in_words(text, lambda w: drawl(w) if random.random() < 0.5 else w, _WORD)


def apostrophes(text: str, random: Random) -> str:
    return re.sub("['’]", lambda _: random.choice(("", "’", "‘", "`", "´", "ʼ")), text)


def typo(text: str, random: Random) -> str:
    """Return `text` with one slip, not of the first letter, in each dangerous word."""

    def slip(word: str) -> str:
        if len(word) < 4:
            return word
        if len(word) == 4:
            return word[0] + word[2] + word[1] + word[3]
        at = random.randrange(1, len(word) - 1)
        dropped, doubled = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return random.choice((dropped, doubled, swapped))

    return _in_words(text, slip, _DANGEROUS_WORD)


def starred(text: str, random: Random) -> str:
    """Return `text` with a vowel, or every one, of each dangerous word starred."""

    def star(word: str) -> str:
        places = [n for n, c in enumerate(word) if c.lower() in _VOWELS and n]
        hit = places if random.random() < 0.3 else [random.choice(places)]
        return "".join("*" if n in hit else c for n, c in enumerate(word))

    return _in_words(text, star, _DANGEROUS_WORD)


def decorated(text: str, random: Random) -> str:
    """Return `text` with signs before and after, and one kind of sign between all its words."""
    words = random.choice(_BETWEEN).join(text.split())
    return f"{random.choice(_AROUND)}{random.choice(_EMOJI)} {words}{random.choice(_AROUND)}"


def word_a_line(text: str, random: Random) -> str:
    return "".join(word + random.choice(("\n", "\n\n", "\r\n")) for word in text.split())


def accents(text: str, random: Random) -> str:
    """Return `text` without its accents if it has some, else with accents it should not have."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if plain != text:
        return plain
    strange = {"a": "áàâä", "e": "éèêë", "i": "íìîï", "o": "óòôö", "u": "úùûü", "n": "ñ"}
    return _each(text, lambda c: random.choice([*strange.get(c, ""), c, c]))


def sound_alikes(text: str, random: Random) -> str:
    """Return `text` with words spelled as spellings.yml lists them for the dodging of filters."""
    twins = _listed()
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(twins, key=len, reverse=True))})\b", re.I)
    return pattern.sub(lambda found: random.choice(twins[found.group().lower()]), text)


@cache
def _listed() -> Mapping[str, list[str]]:
    shorthand = yaml.safe_load(Path("data/crisis/spellings.yml").read_text("utf-8"))["shorthand"]
    twins: dict[str, list[str]] = {}
    for typed, meant in shorthand.items():
        twins.setdefault(str(meant), []).append(str(typed))
    return twins


def glued(text: str, random: Random) -> str:
    return text.replace(" ", "")


TRANSFORMS: dict[str, Transform] = {
    "upper case": lambda text, _: text.upper(),
    "title case": lambda text, _: text.title(),
    "random case": random_case,
    "zero-width characters": partial(hidden, signs=_HIDDEN),
    "soft hyphens": partial(hidden, signs="\u00ad"),
    "Cyrillic and Greek look-alikes": look_alikes,
    "full-width letters": full_width,
    "mathematical letters": mathematical,
    "combining marks": combining,
    "leet": leet,
    "s p a c e d": partial(letters_apart, sign=" ", words="   "),
    "d.o.t.t.e.d": partial(letters_apart, sign=".", words=" "),
    "h-y-p-h-e-n-s": partial(letters_apart, sign="-", words=" "),
    "u_n_d_e_r_s_c_o_r_e_s": partial(letters_apart, sign="_", words=" "),
    "repeated letters": repeated,
    "apostrophes left out or curly": apostrophes,
    "a typo in the dangerous word": typo,
    "starred vowels": starred,
    "emoji and punctuation": decorated,
    "a word a line": word_a_line,
    "accents dropped or added": accents,
    "listed sound-alikes": sound_alikes,
}
APART: dict[str, Transform] = {  # measured, without a bar of its own
    "no blanks between words": glued,
    "all letters one blank apart": partial(letters_apart, sign=" ", words=" "),
}


def disguised(text: str, name: str) -> str:
    """Return `text` under the transform `name`: the same every time."""
    return {**TRANSFORMS, **APART}[name](text, Random(f"{name}|{text}"))
