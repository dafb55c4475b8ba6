"""What a reply must show, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ANYTHING = "anything"
NONE = "none"
KINDS = ("answer", "choice", "fallback", "notice")

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


@dataclass(frozen=True)
class Failure:
    """One thing that was expected and what came instead, in words."""

    expected: str
    came: str


@dataclass(frozen=True)
class Expected:
    """What one reply must show. Empty fields ask for nothing, but a card nobody expects fails.

    `topics` and `cards` are alternatives; of `buttons`, `offered`, `words` and `never` each counts.
    `finds` holds when its topic is answered or is one of the buttons.
    """

    topics: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    text: str = ""
    kind: str = ""
    language: str = ""

    @property
    def asks_for_something(self) -> bool:
        """Tell whether anything was written down to be expected."""
        return self != Expected()

    def failures(self, reply: Reply, known: Known) -> list[Failure]:
        """Return what `reply` lacks or should not show."""
        if "error" in reply:
            return [Failure("a reply", f"refused: {reply['error'].get('code')}")]
        checks = (self._card, self._topic, self._choices, self._words, self._manner)
        return [failure for check in checks for failure in check(reply, known)]

    def _card(self, reply: Reply, known: Known) -> Iterator[Failure]:
        came = card_in(reply)
        if self.cards and came not in self.cards:
            yield Failure(f"card {either(self.cards)}", f"card {came}" if came else "no card")
        elif not self.cards and came:
            yield Failure("no card", f"card {came}")
        if came and reply["messages"][0]["kind"] != "crisis":
            yield Failure("the card first", "the card further down")

    def _topic(self, reply: Reply, known: Known) -> Iterator[Failure]:
        answered = answered_in(reply)
        if self.topics == (NONE,):
            if answered:
                yield Failure("no answer", summary(reply))
        elif self.topics and answered not in self.topics:
            yield Failure(f"topic {either(self.topics)}", summary(reply))
        if self.finds and answered not in self.finds:
            if not any(_has_button(reply, topic, known) for topic in self.finds):
                yield Failure(f"{either(self.finds)}, answered or offered", summary(reply))

    def _choices(self, reply: Reply, known: Known) -> Iterator[Failure]:
        if self.offered and "choice" not in kinds_in(reply):
            yield Failure("a question back", summary(reply))
        for name in (*self.offered, *self.buttons):
            if name != ANYTHING and not _has_button(reply, name, known):
                yield Failure(f"button {name}", f"buttons {', '.join(buttons_in(reply)) or 'none'}")

    def _words(self, reply: Reply, known: Known) -> Iterator[Failure]:
        shown = _plain(words_in(reply))
        for words in self.words:
            if _plain(words) not in shown:
                yield Failure(f"the words “{words}”", "not there")
        for words in self.never:
            if _plain(words) in shown:
                yield Failure(f"never the words “{words}”", "they are there")

    def _manner(self, reply: Reply, known: Known) -> Iterator[Failure]:
        if self.language and reply.get("language") != self.language:
            yield Failure(f"language {self.language}", f"language {reply.get('language')}")
        if self.kind and self.kind not in kinds_in(reply):
            yield Failure(f"kind {self.kind}", summary(reply))
        if self.text and not text_names(reply, known) & {self.text}:
            yield Failure(f"text {self.text}", summary(reply))


def either(names: tuple[str, ...]) -> str:
    """Return `names` as a test writes alternatives: "a or b"."""
    return " or ".join(names)


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
    shown = {_plain(message["text"]) for message in reply["messages"]}
    return {name for (name, _), text in known.texts.items() if _plain(text) in shown}


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


def _has_button(reply: Reply, name: str, known: Known) -> bool:
    return not known.called(name).isdisjoint(title.casefold() for title in buttons_in(reply))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
