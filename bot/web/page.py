"""The chat page as the server writes it: crisis lines and words in place before any script runs."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from ruamel.yaml import YAML

from bot.web.line_links import bar, line_list
from bot.web.referrals import PEOPLE, Locale, Referrals

HERE = Path(__file__).parent


class Page:
    """Writes the page in a language, with the lines of a country."""

    def __init__(self, referrals: Referrals) -> None:
        """Read the template and the words."""
        self._referrals = referrals
        self._template = Template((HERE / "chat.html").read_text(encoding="utf-8"))
        self._words = _words()

    def html(self, locale: Locale) -> str:
        """Return the whole page."""
        words = self._in("page", locale.language)
        lines = self._referrals.helplines(locale)
        here = self._country(locale.country, locale.language) or words["this_country"]
        words["elsewhere"] = words["elsewhere"].replace("$country", here)
        return self._template.substitute(
            {name: escape(word) for name, word in words.items()},
            language=locale.language,
            other="es" if locale.language == "en" else "en",
            country=escape(locale.country),
            disclosure=escape(self._referrals.text("utter_disclosure", locale.language)),
            consent=escape(self._referrals.text("utter_consent", locale.language)),
            bar=bar(lines, self._in("line", locale.language)),
            people_lines=line_list(lines, self._in("line", locale.language)),
            countries=self._countries(locale, words["anywhere"]),
            script=_data(self._in("script", locale.language)),
        )

    def _in(self, part: str, language: str) -> dict[str, str]:
        return {name: str(word[language]) for name, word in self._words[part].items()}

    def _country(self, code: str, language: str) -> str:
        return str(self._words["country"].get(code, {}).get(language, ""))

    def _countries(self, locale: Locale, anywhere: str) -> str:
        known = self._referrals.cards[PEOPLE.category, locale.language].lines
        names = {code: self._country(code, locale.language) or code for code in known if code}
        links = {code: name for code, name in names.items() if code != locale.country}
        return "".join(
            f'<li><a href="/?language={locale.language}&amp;country={escape(code)}">'
            f"{escape(name[:1].upper() + name[1:])}</a></li>"
            for code, name in {**links, "XX": anywhere}.items()
        )


@lru_cache(maxsize=1)
def _words() -> Any:
    return YAML(typ="safe").load((HERE / "words.yml").read_text(encoding="utf-8"))


def _data(words: dict[str, str]) -> str:
    return " ".join(f'data-{name}="{escape(word)}"' for name, word in words.items())
