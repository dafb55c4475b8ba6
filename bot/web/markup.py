"""Messages as HTML, for browsers without scripts: what widget/src/view.ts builds, as text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.web.line_links import at_once, line_list
from bot.web.messages import Button, Message, Source
from bot.web.prose import prose


def mine(text: str, words: dict[str, str]) -> str:
    """Return the bubble of what the person said."""
    you = f'<span class="rsb-unseen">{escape(words["you"])}: </span>'
    return f'<div class="rsb-bubble rsb-mine">{you}<p>{escape(text)}</p></div>'


def theirs(
    messages: Sequence[Message], words: dict[str, str], buttons: str, asks: str, rated: str
) -> list[str]:
    """Return the bubbles of a reply.

    `buttons` begins the form of their buttons. `asks` begins the form of the question whether an
    answer helped, "" asks nobody; the one about the topic `rated` was answered just now.
    """
    made = []
    for place, message in enumerate(messages):
        end = ""
        if asks and _ends_answer(messages, place):
            end = _thanks(words) if message.topic == rated else _rating(message, words, asks)
        made.append(_bubble(message, words, buttons, end))
    return made


def _bubble(message: Message, words: dict[str, str], buttons: str, end: str) -> str:
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
        _choices(message.buttons, buttons),
        end,
    ]
    return f'<div class="rsb-bubble rsb-{message.kind}">{"".join(parts)}</div>'


def _ends_answer(messages: Sequence[Message], place: int) -> bool:
    """Tell whether the message at `place` is the last of a vetted answer."""
    message, after = messages[place], messages[place + 1 : place + 2]
    last = not after or after[0].topic != message.topic
    return message.kind == "answer" and bool(message.sources) and bool(message.topic) and last


def _rating(message: Message, words: dict[str, str], form: str) -> str:
    name = escape(words["helpful"])
    buttons = " ".join(
        f'<button name="helpful" value="{value}">{escape(words[value])}</button>'
        for value in ("yes", "no")
    )
    return (
        f'{form}<input type="hidden" name="topic" value="{escape(message.topic or "")}">'
        f'<p class="rsb-rating" role="group" aria-label="{name}"><span>{name}</span> {buttons}</p>'
        "</form>"
    )


def _thanks(words: dict[str, str]) -> str:
    return f'<p class="rsb-rating" role="status">{escape(words["thanks"])}</p>'


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


def _choices(buttons: list[Button], form: str) -> str:
    if not buttons:
        return ""
    items = "".join(
        f'<li><button name="button" value="{escape(f"{button.id} {button.title}")}">'
        f"{escape(button.title)}</button></li>"
        for button in buttons
    )
    return f'{form}<ul class="rsb-choices">{items}</ul></form>'
