"""What a reply must show, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversations.reply import (
    Known,
    Reply,
    answered_in,
    buttons_in,
    card_in,
    has_button,
    kinds_in,
    plain,
    summary,
    text_names,
    words_in,
)

ANYTHING = "anything"
NONE = "none"
KINDS = ("answer", "choice", "fallback", "notice")


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
            if not any(has_button(reply, topic, known) for topic in self.finds):
                yield Failure(f"{either(self.finds)}, answered or offered", summary(reply))

    def _choices(self, reply: Reply, known: Known) -> Iterator[Failure]:
        if self.offered and "choice" not in kinds_in(reply):
            yield Failure("a question back", summary(reply))
        for name in (*self.offered, *self.buttons):
            if name != ANYTHING and not has_button(reply, name, known):
                yield Failure(f"button {name}", f"buttons {', '.join(buttons_in(reply)) or 'none'}")

    def _words(self, reply: Reply, known: Known) -> Iterator[Failure]:
        shown = plain(words_in(reply))
        for words in self.words:
            if plain(words) not in shown:
                yield Failure(f"the words “{words}”", "not there")
        for words in self.never:
            if plain(words) in shown:
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
