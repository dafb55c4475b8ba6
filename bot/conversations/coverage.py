"""Which topics and crises the conversation tests ask about in which situations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bot.conversations.conversation import Conversation, Turn
from bot.conversations.reply import Known
from bot.language import detect
from bot.safety import CATEGORIES

TOPIC_SITUATIONS = (
    "first en",  # the first message, in English
    "first es",
    "later",  # after another topic
    "misread",  # after a message that was not understood or not ours
    "offered",  # asked back with: did you mean this?
    "pressed",  # reached by a button
    "followed",  # a short message leans on it, or chooses below it
    "relative",  # asked for somebody else
    "below",  # together with a crisis
)
CRISIS_SITUATIONS = ("first en", "first es", "later", "question", "safe", "not safe", "relative")
SHORT_WORDS = 6  # what leans on an answer is short
_RELATIVES = re.compile(
    r"\b(?:brother|sister|son|daughter|mom|mother|dad|father|husband|wife|boyfriend|girlfriend|"
    r"friend|buddy|roommate|cousin|uncle|aunt|grand\w+|partner|kid|baby|hermanit?[oa]|hij[oa]|"
    r"mam[áa]|pap[áa]|madre|padre|espos[oa]|marido|novi[oa]|amig[oa]|compa|niet[oa]|sobrin[oa]|"
    r"prim[oa]|niñ[oa]|bebé)s?\b",
    re.IGNORECASE,
)
Cells = dict[str, dict[str, int]]


def coverage_lines(
    conversations: Sequence[Conversation], known: Known, data_dir: Path, only_missing: bool
) -> Iterator[str]:
    """Yield a table of topics and one of crises by situation, then what is not tested.

    A cell is the number of turns; "-" where the situation cannot arise.
    """
    below = _allowed_below(data_dir)
    topics, crises = counted(conversations, known)
    missing: list[str] = []
    tables = (
        ("topic", sorted(known.topics), TOPIC_SITUATIONS, topics),
        ("crisis", list(CATEGORIES), CRISIS_SITUATIONS, crises),
    )
    for name, rows, situations, cells in tables:
        if not only_missing:
            yield f"{name:32}" + "".join(f"{situation:>10}" for situation in situations)
        for row in rows:
            apply = [s for s in situations if s != "below" or row in below]
            missing += [f"{row}: {s}" for s in apply if not cells[row][s]]
            if not only_missing:
                shown = (str(cells[row][s]) if s in apply else "-" for s in situations)
                yield f"{row:32}" + "".join(f"{number:>10}" for number in shown)
        if not only_missing:
            yield ""
    if only_missing:
        yield from missing
    turns = sum(len(c.turns) for c in conversations)
    marked = sum(any(turn.known for turn in c.turns) for c in conversations)
    yield f"{len(conversations)} conversations, {turns} messages, {marked} known to be wrong."
    yield f"Not tested yet: {len(missing)} of topic and situation (--missing lists them)."


def counted(conversations: Sequence[Conversation], known: Known) -> tuple[Cells, Cells]:
    """Return how many turns there are by topic and situation, and by crisis and situation."""
    topics: Cells = defaultdict(lambda: defaultdict(int))
    crises: Cells = defaultdict(lambda: defaultdict(int))
    for conversation in conversations:
        before = [None, *conversation.turns[:-1]]
        for last, turn in zip(before, conversation.turns, strict=True):
            for topic in _answered(turn):
                for situation in _of_topic(conversation, last, turn):
                    topics[topic][situation] += 1
            for category in turn.expected.cards:
                for situation in _of_crisis(conversation, last, turn):
                    crises[category][situation] += 1
            for topic in _topics_of(turn.expected.offered, known):
                topics[topic]["offered"] += 1
        _count_pairs(conversation, topics, crises)
    return topics, crises


def _count_pairs(conversation: Conversation, topics: Cells, crises: Cells) -> None:
    for turn, after in zip(conversation.turns, conversation.turns[1:], strict=False):
        if after.expected.cards == () and len(after.did.split()) <= SHORT_WORDS:
            for topic in _answered(turn):
                topics[topic]["followed"] += 1
    cards = [turn.expected.cards for turn in conversation.turns if turn.expected.cards]
    if cards:
        safe = any(turn.expected.text == "utter_safe_yes" for turn in conversation.turns)
        unsafe = len(cards) > 1 and cards[0] == cards[-1]
        for category in cards[0]:
            crises[category]["safe"] += safe
            crises[category]["not safe"] += unsafe


def _of_topic(conversation: Conversation, last: Turn | None, turn: Turn) -> Iterator[str]:
    if turn.presses:
        yield "pressed"
        return
    if turn.expected.cards:
        yield "below"
    elif last is None:
        yield f"first {detect(turn.says) or conversation.page}"
    elif _answered(last) and _answered(last) != _answered(turn):
        yield "later"
    elif last.says and not _answered(last) and not last.expected.cards:
        yield "misread"
    if _RELATIVES.search(turn.says):
        yield "relative"


def _of_crisis(conversation: Conversation, last: Turn | None, turn: Turn) -> Iterator[str]:
    if turn.presses:
        return
    yield f"first {detect(turn.says) or conversation.page}" if last is None else "later"
    if _answered(turn):
        yield "question"
    if _RELATIVES.search(turn.says):
        yield "relative"


def _answered(turn: Turn) -> tuple[str, ...]:
    names = turn.expected.topics or turn.expected.finds
    return tuple(name for name in names if "/" in name)


def _topics_of(names: Sequence[str], known: Known) -> list[str]:
    return [name for name in names if name in known.topics]


def _allowed_below(data_dir: Path) -> frozenset[str]:
    """Return the topics whose answers may stand below a crisis card."""
    text = (data_dir / "crisis" / "below.yml").read_text(encoding="utf-8")
    lists = yaml.safe_load(text)["below"].values()
    return frozenset(topic for topics in lists for topic in topics)
