"""Messages as HTML, for browsers without scripts: what widget/src/view.ts builds, as text."""

from __future__ import annotations

from html import escape

from bot.web.line_links import at_once, line_list
from bot.web.messages import Button, Message, Source
from bot.web.prose import prose


def bubble(message: Message, words: dict[str, str], hidden: str = "") -> str:
    """Return the bubble of `message`; `hidden` are the fields that its buttons send along."""
    crisis = message.kind == "crisis"
    first, *rest = prose(message.text) or [""]
    parts = [
        f'<span class="rsb-unseen">{escape(words["bot"])}: </span>',
        f"<h2>{escape(message.title)}</h2>" if message.title else "",
        first,
        at_once(message.lines, words) if crisis and message.lines else "",
        *rest,
        line_list(message.lines, words),
        _folded(words["why"], f"<p>{escape(words['why_text'])}</p>") if crisis else "",
        _sources(message, words),
        _choices(message.buttons, hidden),
    ]
    return f'<div class="rsb-bubble rsb-{message.kind}">{"".join(parts)}</div>'


def mine(text: str, words: dict[str, str]) -> str:
    """Return the bubble of what the person said."""
    you = f'<span class="rsb-unseen">{escape(words["you"])}: </span>'
    return f'<div class="rsb-bubble rsb-mine">{you}<p>{escape(text)}</p></div>'


def _folded(title: str, content: str) -> str:
    return f'<details class="rsb-fold"><summary>{escape(title)}</summary>{content}</details>'


def _sources(message: Message, words: dict[str, str]) -> str:
    if not message.sources:
        return ""
    key = "unreviewed" if "pending" in (message.reviewer or "") else "reviewed"
    when = escape(words[key].replace("$date", message.reviewed or ""))
    items = "".join(_source(source) for source in message.sources)
    return _folded(words["sources"], f"<ul>{items}</ul><p>{when}</p>")


def _source(source: Source) -> str:
    title = escape(source.title)
    if source.url.startswith("https://"):
        title = f'<a href="{escape(source.url)}" rel="noreferrer">{title}</a>'
    return f"<li>{title}<small>{escape(source.publisher)}</small></li>"


def _choices(buttons: list[Button], hidden: str) -> str:
    if not buttons:
        return ""
    items = "".join(
        f'<li><button name="button" value="{escape(f"{button.id} {button.title}")}">'
        f"{escape(button.title)}</button></li>"
        for button in buttons
    )
    return (
        f'<form method="post" action="/#reply">{hidden}<ul class="rsb-choices">{items}</ul></form>'
    )
