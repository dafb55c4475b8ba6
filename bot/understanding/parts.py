"""The parts of a message that are read by themselves: questions, and what a correction means."""

from __future__ import annotations

import re

MOST_QUESTIONS = 3
FEWEST_WORDS = 2

_OPENERS = (
    "how|what|whats|what's|where|wheres|when|who|why|which|can|could|should|do|does|is|are|will|"
    "would|qué|que|cómo|como|cuánto|cuanto|cuánta|cuántos|dónde|donde|cuándo|cuando|quién|quien|"
    "cuál|cual|puedo|puede|debo|es|hay|tengo que|sirve|funciona|tiene|duele"
)
_ENDS = re.compile(
    r"(?<=[?])\s*|[.!;\n]+\s+|[.!;\n]+$|,?\s+(?:and also|also|y también|y tambien|además|ademas)\s+"
    rf"|,?\s+(?:and|y)\s+(?=(?:{_OPENERS})\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"^[\s¿¡,]*(?:(?:and|also|so|ok|but|y|pero|también|tambien|hi|hola)[\s,]+)*¿?(?:{_OPENERS})\b",
    re.IGNORECASE,
)
_HESITATION = r"(?:(?:no+|nope|nah|wait|sorry|perd[oó]n|espera|espere)[\s,.!-]+)"
_MEANT = (
    r"i meant|what i meant (?:was|is)|i was (?:asking|talking) about|(?:lo que )?quise decir|"
    r"me refer[ií]a a|me refiero a"
)
_WRONG = (
    r"not (?:that|this)(?: one)?|that'?s not (?:it|right|what i (?:asked|meant|said|wanted))|"
    r"(?:that'?s |you got it )?wrong(?: one)?|i didn'?t (?:ask|mean) (?:about )?that|"
    r"(?:eso|esa|ese) no|no,? (?:eso|esa|ese) no|no era eso|no es eso|no pregunt[eé] eso|"
    r"no es lo que (?:pregunt[eé]|quer[ií]a|dije)"
)
_SAYS = (
    r"but|about|sino|pero|more like|the one (?:about|with)|"
    rf"i (?:mean|want|wanted|said|asked)|{_MEANT}"
)
_LEAD_INS = re.compile(
    rf"^[\s¿¡]*(?:{_HESITATION}+(?:i mean|i said|digo|dije)\b|{_HESITATION}*(?:{_MEANT})\b"
    rf"|{_HESITATION}*(?:{_WRONG})(?=$|[,.;:!?…-]|\s+(?:{_SAYS})\b)"
    rf"|{_HESITATION}(?=(?:lo|el|la|the) (?:otr[oa]|other)))"
    rf"[\s,.:;!?…-]*(?:(?:{_SAYS}|era|es|que)\b[\s,:]*)*",
    re.IGNORECASE,
)
_NOTHING_MEANT = re.compile(
    r"(?:(?:the|a|an) )?(?:other|different|another)(?: one| thing)?|something else|lo otro|"
    r"(?:el|la|los|las) otr[oa]s?|otra cosa|otr[oa]",
    re.IGNORECASE,
)


def questions(text: str) -> list[str]:
    """Return the questions in `text` if there are several, else none."""
    found = [part.strip() for part in _ENDS.split(text) if part and part.strip()]
    asked = [part for part in found if _is_question(part)][:MOST_QUESTIONS]
    return asked if len(asked) > 1 else []


def meant(text: str) -> str | None:
    """Return what a correction says was meant, "" if it does not say, None if it is none."""
    lead_in = _LEAD_INS.match(text)
    if lead_in is None:
        return None
    rest = text[lead_in.end() :].strip(" ,.:;!?¿¡")
    return "" if _NOTHING_MEANT.fullmatch(rest) else rest


def _is_question(part: str) -> bool:
    return len(part.split()) >= FEWEST_WORDS and (
        part.endswith("?") or _QUESTION.match(part) is not None
    )
