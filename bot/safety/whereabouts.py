"""The country a person says to be in, so that nobody gets the numbers of another one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, mapping_of, read_mapping
from bot.safety.normalise import fold_accents, normalise

ELSEWHERE = ""  # not in the United States, and more is not known


class Whereabouts:
    """Finds "i live in toronto", "estoy en españa", "not in the us" in a message."""

    def __init__(self, data_dir: Path) -> None:
        """Read data/crisis/countries.yml; raise `CrisisDataError` for what cannot be used."""
        path = data_dir / "crisis" / "countries.yml"
        content = read_mapping(path)
        places = mapping_of(path, "countries", content, "countries")
        self._country = {
            _plain(str(place)): code
            for code in places
            for place in list_of(path, code, places, code)
        }
        frames = _either(_both_languages(path, content, "frames"))
        elsewhere = _either(_both_languages(path, content, "elsewhere"))
        if not (self._country and frames and elsewhere):
            raise CrisisDataError(path, "", "a list is empty", "restore it from git")
        self._elsewhere = re.compile(rf"\b(?:{elsewhere})\b")
        self._said = re.compile(
            rf"\b(?:{frames}) (?:the |el |la )?(?P<place>{_either(self._country)})\b"
        )

    def country_in(self, text: str) -> str | None:
        """Return an ISO 3166 code, `ELSEWHERE`, or None if `text` does not say."""
        plain = _plain(text)
        if plain in self._country:  # the answer to "where are you?"
            return self._country[plain]
        said = self._said.search(plain)
        if said:
            return self._country[said["place"]]
        return ELSEWHERE if self._elsewhere.search(plain) else None


def _both_languages(path: Path, content: dict[str, object], key: str) -> list[object]:
    by_language = mapping_of(path, key, content, key)
    return [words for lang in by_language for words in list_of(path, key, by_language, lang)]


def _plain(text: str) -> str:
    return " ".join(fold_accents(normalise(text)).replace("'", "").split())


def _either(words: Iterable[object]) -> str:
    plain = {_plain(str(word)) for word in words} - {""}
    return "|".join(re.escape(word) for word in sorted(plain, key=len, reverse=True))
