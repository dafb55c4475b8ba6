"""What stands in a reply of the gateway, in the words of conversation tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Reply = Mapping[str, Any]  # what the gateway answers: messages, crisis, language, understood
Titles = Mapping[tuple[str, str], str]  # (topic, language) -> the title of its answer and button
Texts = Mapping[tuple[str, str], str]  # (response, language) -> its words


@dataclass(frozen=True)
class Known:
    """What the files in data/ say, to name things in tests by topic instead of by wording."""

    titles: Titles
    texts: Texts

    @property
    def topics(self) -> frozenset[str]:
        """Return every topic that has an answer."""
        return frozenset(topic for topic, _ in self.titles)

    def called(self, name: str) -> set[str]:
        """Return what a button called `name`, a topic or its own words, may say."""
        of_topic = {title for (topic, _), title in self.titles.items() if topic == name}
        return {title.casefold() for title in of_topic or {name}}


def card_in(reply: Reply) -> str:
    """Return the crisis category whose card `reply` shows, or ""."""
    if reply.get("crisis"):
        return str(reply["crisis"]["category"])
    return "helplines" if "crisis" in kinds_in(reply) else ""


def answered_in(reply: Reply) -> str:
    """Return the topic that `reply` answers, or ""."""
    answers = (m["topic"] for m in reply["messages"] if m["kind"] == "answer" and m["topic"])
    return next(answers, "")


def kinds_in(reply: Reply) -> list[str]:
    """Return the kind of each message."""
    return [message["kind"] for message in reply["messages"]]


def buttons_in(reply: Reply) -> list[str]:
    """Return the titles of all buttons, in the order shown."""
    return [button["title"] for m in reply["messages"] for button in m["buttons"]]


def text_names(reply: Reply, known: Known) -> set[str]:
    """Return the names in data/responses of the connective texts that `reply` shows."""
    shown = {plain(message["text"]) for message in reply["messages"]}
    return {name for (name, _), text in known.texts.items() if plain(text) in shown}


def words_in(reply: Reply) -> str:
    """Return everything a person can read in `reply`."""
    parts: list[str] = [str(reply.get("banner") or "")]
    for message in reply["messages"]:
        lines = [v for line in message["lines"] for k, v in line.items() if k not in ("id", "sms")]
        sources = [source["title"] for source in message["sources"]]
        parts += [message["title"] or "", message["text"], *lines, *sources]
    return "\n".join([*parts, *buttons_in(reply)])


def summary(reply: Reply) -> str:
    """Return what `reply` is in a few words, for the line under a failed test."""
    if "error" in reply:
        return f"refused: {reply['error'].get('code')}"
    card, answered, buttons = card_in(reply), answered_in(reply), buttons_in(reply)
    parts = [f"card {card}"] if card else []
    if answered:
        parts.append(f"topic {answered}")
    elif "choice" in kinds_in(reply):
        parts.append(f"a question back: {' / '.join(buttons)}")
    elif not card:
        parts.append(f"{kinds_in(reply)[-1]}: {reply['messages'][-1]['text'][:60].strip()}…")
    return ", ".join(parts)


def has_button(reply: Reply, name: str, known: Known) -> bool:
    """Tell whether a button called `name`, a topic or its own words, is shown."""
    return not known.called(name).isdisjoint(title.casefold() for title in buttons_in(reply))


def plain(text: str) -> str:
    """Return `text` as it is compared: no capitals, single blanks, straight apostrophes."""
    return " ".join(text.casefold().replace("’", "'").split())
