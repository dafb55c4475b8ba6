"""Words that may not stand in any text a person reads, and how long a bubble may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORDS_A_BUBBLE = 80
MOST_BUBBLES = 2

# Person-first language: NIDA "Words Matter"; safe messaging on suicide: S60 comparison of
# 24 guidelines. The value is what to write instead.
_USES = "a person who uses drugs"
_CONSUME = "una persona que consume"
_ILL = "a person with that condition"
STIGMA = {
    r"\b(drug )?addicts?\b": _USES,
    r"\bjunk(y|ie)s?\b": _USES,
    r"\bdruggies?\b": _USES,
    r"\b(substance|drug|opioid) abuse(rs?)?\b": "drug use, or a person who uses drugs",
    r"\babusers?\b": _USES,
    r"\bmedication-assisted\b": "medicine for opioid use disorder",
    r"\bcommit(ted|s|ting)? suicide\b": "died by suicide",
    r"\b(failed|successful|completed) (suicide )?(attempt|suicide)\b": (
        "survived, or died by, suicide"
    ),
    r"\bsuicide victims?\b": "a person who died by suicide",
    r"\b(get|getting|stay|staying|stayed|been) clean\b": "in recovery, or not using",
    r"\bdirty (test|urine|needle)s?\b": "a test that shows drugs, or a used needle",
    r"\b(crackheads?|tweakers?|dope ?fiends?|potheads?)\b": _USES,
    r"\b(alcoholics|drunks)\b": "people who drink too much",
    r"\b(craz(y|ies) (people|person)|lunatics?|psychos?|schizophrenics|insane)\b": _ILL,
    r"\bthe mentally ill\b|\bretard\w*\b": _ILL,
    r"\bdrogadict\w*": _CONSUME,
    r"\badict[oa]s?\b": _CONSUME,
    r"\byonquis?\b|\byonkis?\b": _CONSUME,
    r"\bcomet(er|ió) suicidio\b": "murió por suicidio",
    r"\b(borrach[oa]s|drogat[ao]s?|marihuaner[oa]s?|alcohólic[oa]s|viciosos?)\b": _CONSUME,
    r"\bloc[oa]s\b|\besquizofr[ée]nic[oa]s\b|\benferm[oa]s mentales\b": (
        "una persona con esa condición"
    ),
}
# Proper names: not ours to change.
_NAMES = re.compile(
    r"substance abuse and mental health services administration|alcoholics anonymous"
    r"|narcotics anonymous|alcohólicos anónimos|narcóticos anónimos"
    r"|national institute on (?:drug|alcohol) abuse(?: and alcoholism)?",
    re.IGNORECASE,
)

# An amount of a medicine: never in any text. "One spray, 2 breaths" in first aid is no such amount.
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|ten|twenty|half an?|dos|tres|cuatro|cinco"
    r"|seis|diez|veinte|medi[oa])"
)
_DRUG_UNIT = (
    r"(?:mg|mcg|µg|μg|milligrams?|miligramos?|micrograms?|microgramos?|grams?|gramos?|ml|cc|units?"
    r"|unidades|pills?|tablets?|tabs|capsules?|bars|pastillas?|tabletas?|c[áa]psulas?|comprimidos?"
    r"|doses|dosis|bags?|bolsas?|shots|strips? of|drops of|gotas de)"
)
AMOUNTS = (
    rf"\b{_NUMBER}[ -]?{_DRUG_UNIT}\b",
    r"\b\d+ ?(?:mg|g|ml)\b",
    r"\b(?:take|tome|toma|trague) (?:an?|una?) (?:pill|tablet|pastilla|tableta|c[áa]psula)\b",
    r"\b(?:take|use|inject|snort|tome|use|inyecte) (?:up to |hasta )?(?:\d+|two|three|dos|tres)\b",
    r"\b(?:lethal|fatal|deadly|safe|starting|maximum|letal|mortal|segura|inicial|m[áa]xima)"
    r" (?:dose|dosis|amount|cantidad) (?:is|of|for|es|de|para)\b",
    r"\bdosis (?:letal|mortal|segura|inicial|m[áa]xima) (?:es|de|para)\b",
)
METHODS = (
    r"\b(?:hang|hung|hanging|drown|shoot|stab|poison|suffocate) (?:your|my|him|her|one)self\b",
    r"\bnoose\b|\bligature\b|\bexhaust fumes\b|\bcarbon monoxide\b|\bhelium\b|\bcyanide\b",
    r"\b(?:jump|jumping|leap) (?:off|from|in front of)\b",
    r"\b(?:cut|cutting|slit|slash)\w* (?:your|my|the) (?:wrists?|arms?|veins?|throat)\b",
    r"\bcut(?:ting)? (?:deeper|along|down the)\b",
    r"\b(?:painless|quick|easiest|surest|best) (?:way|method) to (?:die|go|end)\b",
    r"\b(?:overdose|od) (?:on|with) \w+ (?:and|with|plus)\b",
    r"\bmix(?:ing)? (?:bleach|it with alcohol)\b|\bantifreeze\b",
    r"\benough to (?:kill|die|end)\b",
    r"\b(?:crush|dissolve|cook|heat)\w* (?:the|your|it|them|pills?)\b.*\b(?:inject|snort|shoot)",
    r"\binject(?:ing)? into (?:a|your|the) (?:vein|neck|groin)\b",
    r"\b(?:ahorcar|ahogar|colgar|envenenar|disparar)(?:se|te|me)\b|\bsoga\b|\bmon[óo]xido\b",
    r"\b(?:saltar|tirarse|lanzarse|arrojarse) (?:de|desde|del|al)\b",
    r"\bcort(?:e|arse|arte)(?:se)? las (?:venas|muñecas)\b",
    r"\b(?:manera|forma|m[ée]todo) (?:m[áa]s )?(?:r[áa]pid|seguro?|indolor)\w* (?:de|para) morir\b",
    r"\bsuficiente para (?:matar|morir)\w*\b",
)
_STIGMA = [(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in STIGMA.items()]
_AMOUNTS = re.compile("|".join(AMOUNTS), re.IGNORECASE)
_METHODS = re.compile("|".join(METHODS), re.IGNORECASE)


def wording_problems(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, cure) for every stigma term, amount and method in `text`."""
    ours = _NAMES.sub(" ", text)
    for pattern, instead in _STIGMA:
        if hit := pattern.search(ours):
            yield f"says {hit.group()!r}, which hurts", f"write {instead!r}"
    if amount := _AMOUNTS.search(ours):
        yield f"gives an amount ({amount.group()!r})", "leave the amount to a prescriber"
    if method := _METHODS.search(ours):
        cure = "say where to get help instead; no text of ours tells how"
        yield f"tells a way to get hurt ({method.group()!r})", cure


def bubble_problems(bubbles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, cure) for too many, empty or too long bubbles."""
    if len(bubbles) > MOST_BUBBLES:
        yield f"has {len(bubbles)} bubbles", f"use at most {MOST_BUBBLES}, parted by one --- line"
    for number, bubble in enumerate(bubbles, 1):
        words = len(re.findall(r"\w[\w’'-]*", bubble))
        if not words:
            yield f"bubble {number} is empty", "write it, or delete the line --- beside it"
        if words > MOST_WORDS_A_BUBBLE:
            yield (
                f"bubble {number} has {words} words",
                f"shorten it to {MOST_WORDS_A_BUBBLE}, or part it by a line that is just ---",
            )
        if re.search(r"^\s*(-{2,}|—|–|\*{3})\s*$", bubble, re.MULTILINE):
            yield f"bubble {number} holds a line of dashes", "part two bubbles by exactly ---"
