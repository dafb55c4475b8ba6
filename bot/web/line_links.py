"""Crisis lines as links in HTML: large tiles for the bar, buttons for cards and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from bot.web.messages import Line

IN_BAR = 3
LONGEST_IN_BAR = 6  # digits: numbers that can be read at a glance and fit in a small phone's bar


@dataclass(frozen=True)
class Link:
    """One way to reach a line. `shown` is the number as printed, `digits` what is dialled."""

    href: str
    verb: str
    shown: str
    name: str

    @property
    def digits(self) -> str:
        """Return the digits of the number, "" for a web address."""
        return "" if self.href.startswith("http") else re.sub(r"\D", "", self.href.split("?")[0])

    @property
    def is_long(self) -> bool:
        """Tell whether the number is too long to be read at a glance."""
        return len(self.digits) > LONGEST_IN_BAR

    @property
    def label(self) -> str:
        """Return what stands large on a tile: the number alone, else the address."""
        number = _printed(self.shown) if self.href.startswith("tel:") else self.digits
        return number or self.shown

    def tile(self) -> str:
        """Return a tile of the bar: a small verb over a large number."""
        size = ' class="rsb-long"' if len(self.label) > LONGEST_IN_BAR + 1 else ""
        return (
            f'<li><a href="{escape(self.href)}"><span>{escape(self.verb)}</span> '
            f"<b{size}>{escape(self.label)}</b>"
            f'<span class="rsb-unseen">, {escape(self.name)}</span></a></li>'
        )

    def button(self) -> str:
        """Return a button of a list."""
        words = f"{self.verb} {self.shown}".strip()
        return f'<a class="rsb-reach" href="{escape(self.href)}">{escape(words)}</a>'


def bar(lines: list[Line], words: dict[str, str]) -> list[Link]:
    """Return the links of the crisis bar: the short numbers of `lines`, at least two if there are.

    Without any number it is the first web address.
    """
    links = [link for line in lines for link in _links(line, words)]
    phones = sorted((link for link in links if link.digits), key=lambda link: link.is_long)
    short = [link for link in phones if not link.is_long]
    return short[:IN_BAR] if len(short) > 1 else (phones[:2] or links[:1])


def at_once(lines: list[Line], words: dict[str, str]) -> str:
    """Return the first ways to reach a person, for the top of a card."""
    links = [list(_links(line, words)) for line in lines[:2]]
    calls = [
        link
        for place, found in enumerate(links)
        for link in found
        if link.href.startswith("tel:") and (place == 0 or not link.is_long)
    ]
    texts = [link for found in links for link in found if link.href.startswith("sms:")][:1]
    sites = [link for line in lines for link in _links(line, words) if not link.digits][:1]
    shown = [*calls, *texts] if calls else [*texts, *sites]
    return f'<p class="rsb-at-once">{" ".join(link.button() for link in shown)}</p>'


def line_list(lines: list[Line], words: dict[str, str]) -> str:
    """Return `lines` as a list, each with a button for every way to reach it."""
    if not lines:
        return ""
    return f'<ul class="rsb-lines">{"".join(_item(line, words) for line in lines)}</ul>'


def _item(line: Line, words: dict[str, str]) -> str:
    buttons = " ".join(link.button() for link in _links(line, words))
    about = " · ".join(escape(part) for part in (line.hours, line.note) if part)
    small = f"<small>{about}</small>" if about else ""
    return f"<li><strong>{escape(line.name)}</strong> {buttons}{small}</li>"


def _links(line: Line, words: dict[str, str]) -> Iterator[Link]:
    if line.tel.startswith("tel:"):
        yield Link(line.tel, words["call"], line.call, line.name)
    if line.sms.startswith("sms:"):
        yield Link(line.sms, words["text"], line.text, line.name)
    if line.chat.startswith("https://"):
        site = urlsplit(line.chat).netloc.removeprefix("www.")
        reachable = line.tel or line.sms  # else it is no chat but a page, and its name says more
        yield Link(line.chat, *((words["chat"], "") if reachable else ("", site)), line.name)


def _printed(call: str) -> str:
    """Return the number in what is printed: "988" in "988 then 1"."""
    return call[: len(call) - len(call.lstrip("+0123456789 -"))].strip()
