"""The pages as the server writes them: crisis lines and words in place before any script runs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from bot.web import words as labels
from bot.web.line_links import bar, line_list
from bot.web.markup import mine, theirs
from bot.web.messages import Message
from bot.web.referrals import PEOPLE, Locale, Referrals

HERE = Path(__file__).parent


class Page:
    """Writes pages in a language, with the lines of a country."""

    def __init__(self, referrals: Referrals, preview: bool = False) -> None:
        """Read the templates and the words; a `preview` says on every page that it is one."""
        self._referrals = referrals
        self._preview = preview
        self._templates = {
            path.stem: Template(path.read_text(encoding="utf-8"))
            for path in (HERE / "templates").glob("*.html")
        }
        labels.read()

    def chat(self, locale: Locale) -> str:
        """Return the chat page, which works without scripts too."""
        main = self._fill(
            "chat",
            locale,
            here="/",
            opening=escape(json.dumps(self.opening(locale), ensure_ascii=False)),
            form=self._form(locale, ""),
        )
        return self._whole(locale, main, "", " open")

    def off(self, locale: Locale) -> str:
        """Return the page while the chat is turned off: crisis lines, no script, no form."""
        words = labels.words(locale.language, "baked", "chat")
        (notice,) = theirs([self._referrals.notice("utter_off", locale)], words, "", "", "")
        main = self._fill("off", locale, said=notice)
        return self._whole(locale, main, "", "", scripts=False)

    def turn(
        self,
        locale: Locale,
        token: str,
        said: str,
        messages: Sequence[Message],
        again: Mapping[str, str] | None = None,
        **more: str,
    ) -> str:
        """Return the page that answers the plain form.

        `said` is what the person said, "" for a button without words. `again` are the fields that
        bring these messages once more, None where nobody is asked whether they helped. `more` may
        hold `banner`, a line for the top, `typed`, what goes back into the box, `rated`, the topic
        that was just said to have helped or not, and `off`: then there is no box.
        """
        words = labels.words(locale.language, "baked", "chat")
        buttons = self._begin(locale, self._fields(token))
        asks = self._begin(locale, again) if again else ""
        bubbles = [mine(said, words)] if said else []
        bubbles += theirs(messages, words, buttons, asks, more.get("rated", ""))
        form = "" if more.get("off") else self._form(locale, token, more.get("typed", ""))
        main = self._fill("turn", locale, said="\n".join(bubbles), form=form)
        return self._whole(locale, main, more.get("banner", ""), "", scripts=False)

    def text(self, locale: Locale, here: str, title: str, prose: str) -> str:
        """Return a page of words: `title` is plain text, `prose` is HTML."""
        main = self._fill("text", locale, heading=escape(title), here=here, prose=prose)
        return self._whole(locale, main, "", "", title=escape(title))

    def opening(self, locale: Locale) -> dict[str, Any]:
        """Return what the widget shows before the first message, as JSON."""
        lines = self._referrals.helplines(locale)
        words = labels.words(locale.language, "baked", "chat")
        return {
            "language": locale.language,
            "country": locale.country,
            "disclosure": self._referrals.text("utter_disclosure", locale.language),
            "consent": self._referrals.text("utter_consent", locale.language),
            "bar": [[link.href, link.label, link.name] for link in bar(lines, words)],
            "lines": [line.dict() for line in lines],
            "countries": self._countries(locale),
            "words": labels.words(locale.language, "chat"),
        }

    def _whole(
        self,
        locale: Locale,
        main: str,
        banner: str,
        people_open: str,
        scripts: bool = True,
        **own: str,
    ) -> str:
        language = locale.language
        words = labels.words(language, "baked", "chat", "page")
        lines = self._referrals.helplines(locale)
        here = _country(locale.country, language) or words["this_country"]
        page = self._fill(
            "shell",
            locale,
            main=main,
            preview=_PREVIEW.format(escape(words["preview"])) if self._preview else "",
            banner=escape(banner),
            banner_hidden="" if banner else " hidden",
            people_open=people_open,
            bar="\n".join(link.tile() for link in bar(lines, words)),
            people_lines=line_list(lines, words),
            elsewhere=escape(words["elsewhere"].replace("$country", here)),
            countries="".join(
                f'<li><a class="rsb-plain" href="/?language={language}&amp;country={escape(code)}">'
                f"{escape(name)}</a></li>"
                for code, name in self._countries(locale).items()
            ),
            links="".join(
                f'<li><a class="rsb-plain" href="/{name}?language={language}'
                f'&amp;country={escape(locale.country)}">{escape(words[name])}</a></li>'
                for name in ("privacy", "protocol", "about")
            ),
            **own,
        )
        if self._preview:
            page = page.replace("<title>", f"<title>{escape(words['preview_title'])} ", 1)
        # A page that answers the plain form stays plain: a script would begin another chat.
        return page if scripts else page.replace(_SCRIPT, "")

    def _fill(self, template: str, locale: Locale, **own: str) -> str:
        words = labels.words(locale.language, "baked", "chat", "page")
        known = {
            **{name: escape(word) for name, word in words.items()},
            "language": locale.language,
            "other": "es" if locale.language == "en" else "en",
            "country": escape(locale.country),
            "disclosure": escape(self._referrals.text("utter_disclosure", locale.language)),
            "consent": escape(self._referrals.text("utter_consent", locale.language)),
        }
        return self._templates[template].substitute({**known, **own})

    def _form(self, locale: Locale, token: str, typed: str = "") -> str:
        begin = self._begin(locale, self._fields(token), "rsb-composer")
        return self._fill("form", locale, begin=begin, typed=escape(typed))

    def _fields(self, token: str) -> dict[str, str]:
        # A message id of its own: sent twice, by a reload or a double click, it is answered once.
        return {"token": token, "message_id": secrets.token_hex(16)}

    def _begin(self, locale: Locale, fields: Mapping[str, str], style: str = "rsb-more") -> str:
        """Return how a form begins that stays with `locale` and sends the hidden `fields` along."""
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in fields.items()
        )
        action = f"/?language={locale.language}&country={locale.country}#reply"
        return f'<form class="{style}" method="post" action="{escape(action)}">{hidden}'

    def _countries(self, locale: Locale) -> dict[str, str]:
        """Return the other countries we have lines for, by code, as the list shows them."""
        known = self._referrals.cards[PEOPLE.category, locale.language].lines
        names = {code: _country(code, locale.language) or code for code in known if code}
        names.pop(locale.country, None)
        anywhere = labels.words(locale.language, "page")["anywhere"]
        return {
            code: name[:1].upper() + name[1:] for code, name in {**names, "XX": anywhere}.items()
        }


_PREVIEW = '<p class="rsb-preview">{}</p>\n'
_SCRIPT = '<script src="/static/widget.js" data-page defer></script>\n'


def _country(code: str, language: str) -> str:
    return labels.words(language, "country").get(code, "")
