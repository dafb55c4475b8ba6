"""Hear a person ask for a language: "spanish please", "en español", "no hablo inglés"."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80  # characters of a request; also bounds what the patterns may cost

_NAMES = {"en": r"(?:english|ingles|inglish)", "es": r"(?:spanish|espanol|castellano|espanish)"}
_OTHER = {"en": "es", "es": "en"}


def _any_of(words: str) -> str:
    """Return a pattern for any number of `words`, each followed by a blank."""
    return f"(?:(?:{'|'.join(words.split())}) )*"


_PLEASE = r"(?: (?:please|pls|plz|por ?favor|porfa|mejor|instead|ok|thanks|gracias|now|again))*"
_START = _any_of(
    "ok hi hey hello hola sorry perdon no please pls por favor porfavor can could may would do "
    "does we you u i it this me lets want wanna need prefer id like rather quiero prefiero "
    "puede puedes ser pero lo mismo podemos podria se le que mejor vamos usted tu"
)
_VERB = _any_of(
    "speak talk switch change reply answer write respond continue go back chat say repeat put "
    "translate have that this it again the language everything hablar hablarme habla hablas abla "
    "ablas hable hableme hablame escribir escriba contestar contesta conteste contesteme responder "
    "responda cambiar cambie cambia cambialo regresalo seguir siga digalo sabe sabes tiene tienes "
    "idioma el la todo"
)
_TO = r"(?:(?:in|en|to|into|a|al|de) )?"
_CANNOT = (
    r"(?:dont|do not|cant|cannot|no|not) (?:\w+ )?"
    r"(?:speak|understand|read|know|write|hablo|entiendo|leo|se|comprendo)(?: \w+)?"
)
_COMPLAINT = r"(?:stop|why are you|deje de|deja de|por ?que) (?:\w+ ){0,3}(?:in|en|with the|the)"


def requested(text: str) -> str | None:
    """Return the language that `text` asks us to write in, or None if it asks for none.

    The request must be the whole message, or stand before its first or after its last comma or
    full stop: "are there meetings in spanish" asks for meetings.
    """
    clauses = [_plain(clause) for clause in re.split(r"[,.;:!?¿¡\n]+", text) if _plain(clause)]
    if not clauses:
        return None
    for language in _NAMES:
        if _asks_for(clauses[0], language) or _asks_for(clauses[-1], language):
            return language
    return None


def _asks_for(clause: str, language: str) -> bool:
    if len(clause) > LONGEST:
        return False
    asked = f"{_START}{_VERB}{_TO}{_NAMES[language]}{_PLEASE}"
    lacking = f"(?:\\w+ )?{_CANNOT} {_TO}{_NAMES[_OTHER[language]]}(?: .*)?"
    refused = f"no (?:more )?{_NAMES[_OTHER[language]]}"
    complained = f"{_COMPLAINT} {_NAMES[_OTHER[language]]}"
    if re.fullmatch(f"(?:{lacking}|{refused}|{complained})", clause):
        return True
    return re.fullmatch(asked, clause) is not None and not _is_refused(clause, language)


def _is_refused(clause: str, language: str) -> bool:
    return re.fullmatch(f"no (?:more )?{_NAMES[language]}{_PLEASE}", clause) is not None


def _plain(clause: str) -> str:
    letters = unicodedata.normalize("NFD", clause.casefold().replace("’", "'"))
    kept = "".join(c for c in letters if c.isalnum() or c.isspace())
    return " ".join(kept.split())
