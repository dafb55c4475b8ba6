"""The pages beside the chat: privacy, suicide safety, about. Their words are in pages/*.yml."""

from __future__ import annotations

from html import escape
from typing import Any

from ruamel.yaml import YAML

from bot.web import words as labels
from bot.web.page import HERE, Page
from bot.web.prose import prose
from bot.web.referrals import Locale

PAGES = ("privacy", "protocol", "about")


class Pages:
    """Writes the pages of words."""

    def __init__(self, page: Page) -> None:
        """Read every page and the measured figures; `page` puts the bar and the lines around."""
        self._page = page
        self._pages = {name: _read(f"pages/{name}.yml") for name in PAGES}
        self._figures = _read("protocol.yml")

    def html(self, name: str, locale: Locale) -> str:
        """Return the page `name`, one of `PAGES`."""
        page, language = self._pages[name], locale.language
        parts = [self._part(part, language) for part in page["parts"]]
        return self._page.text(locale, f"/{name}", page["title"][language], "\n".join(parts))

    def not_found(self, locale: Locale) -> str:
        """Return the page for an address that is none; the numbers are on it as on any other."""
        title = labels.words(locale.language, "page")["nothing_here"]
        return self._page.text(locale, "/", title, "")

    def _part(self, part: dict[str, Any], language: str) -> str:
        heading = f"<h2>{escape(part['heading'][language])}</h2>"
        blocks = prose(part["text"][language])
        if part.get("figures"):
            blocks.append(self._table(language))
        return heading + "".join(blocks)

    def _table(self, language: str) -> str:
        figures = self._figures
        head = "".join(f"<th>{escape(cell[language])}</th>" for cell in figures["head"])
        rows = "".join(
            f"<tr><th scope=row>{escape(row['what'][language])}</th>"
            f"<td>{escape(str(row['en'] or '–'))}</td><td>{escape(str(row['es'] or '–'))}</td></tr>"
            for row in figures["rows"]
        )
        note = escape(figures["measured"][language].replace("$date", str(figures["date"])))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{note}</p>"


def _read(path: str) -> Any:
    return YAML(typ="safe").load((HERE / path).read_text(encoding="utf-8"))
