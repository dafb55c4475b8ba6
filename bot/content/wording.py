"""Words that may not stand in any text a person reads, and how long a bubble may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORDS_A_BUBBLE = 80
MOST_BUBBLES = 2

# Person-first language: NIDA "Words Matter"; safe messaging on suicide: S60 comparison of
# 24 guidelines. The value is what to write instead.
STIGMA = {
    r"\b(drug )?addicts?\b": "a person who uses drugs",
    r"\bjunk(y|ie)s?\b": "a person who uses drugs",
    r"\bdruggies?\b": "a person who uses drugs",
    r"\b(substance|drug|opioid) abuse(rs?)?\b": "drug use, or a person who uses drugs",
    r"\babusers?\b": "a person who uses drugs",
    r"\bmedication-assisted\b": "medicine for opioid use disorder",
    r"\bcommit(ted|s)? suicide\b": "died by suicide",
    r"\b(failed|successful) (suicide )?attempt\b": "survived, or died by, suicide",
    r"\b(get|getting|stay|staying|stayed|been) clean\b": "in recovery, or not using",
    r"\bdirty (test|urine|needle)s?\b": "a test that shows drugs, or a used needle",
    r"\bdrogadict\w*": "una persona que consume",
    r"\badict[oa]s?\b": "una persona que consume",
    r"\byonquis?\b|\byonkis?\b": "una persona que consume",
    r"\bcomet(er|ió) suicidio\b": "murió por suicidio",
}

# An amount of a medicine: never in an answer. The only amounts allowed are in the overdose
# card, which is checked by its own test.
DOSE = re.compile(r"\b\d+([.,]\d+)?\s?(mg|mcg|µg|ml|milligrams?|miligramos?)\b", re.IGNORECASE)


def wording_problems(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, cure) for every stigma term and dose in `text`."""
    for pattern, instead in STIGMA.items():
        hit = re.search(pattern, text, re.IGNORECASE)
        if hit:
            yield f"says {hit.group(0)!r}, which hurts", f"write {instead!r}"
    dose = DOSE.search(text)
    if dose:
        yield f"gives an amount ({dose.group(0)!r})", "leave the amount to a prescriber"


def bubble_problems(bubbles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, cure) for too many or too long bubbles."""
    if len(bubbles) > MOST_BUBBLES:
        yield f"has {len(bubbles)} bubbles", f"use at most {MOST_BUBBLES}, parted by one --- line"
    for number, bubble in enumerate(bubbles, 1):
        words = len(re.findall(r"\w[\w’'-]*", bubble))
        if words > MOST_WORDS_A_BUBBLE:
            yield (
                f"bubble {number} has {words} words",
                f"shorten it to {MOST_WORDS_A_BUBBLE}, or part it by a line that is just ---",
            )
