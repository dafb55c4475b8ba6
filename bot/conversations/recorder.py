"""Turn a chat into a test file: held in the terminal, or saved from the chat page."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import aiohttp

from bot import safety
from bot.conversations.client import Chat, Pace
from bot.conversations.files import FOLDER
from bot.conversations.masking import Mask
from bot.conversations.reply import Known, answered_in, buttons_in, card_in, kinds_in, text_names

# How the chat page signs each message of a saved copy: bot/web/words.yml, `you` and `bot`.
YOU, BOT = ("You", "Usted"), ("Program", "Programa")
HOW = (
    "Type what a person would say. A line like #2 presses the second button shown.\n"
    "An empty line ends the chat and writes the test."
)


@dataclass(frozen=True)
class Said:
    """One turn to write down: what a person did, and the keys of what must come back."""

    key: str  # says or presses
    did: str
    expects: dict[str, str]


def live_chat(url: str, known: Known, page: str, typed: TextIO) -> list[Said]:
    """Hold a chat with the bot at `url`, a line of `typed` a message; return what was said.

    Raises `ChatError` when no bot answers there.
    """
    return asyncio.run(_chat(url.rstrip("/"), known, page, typed))


async def _chat(url: str, known: Known, page: str, typed: TextIO) -> list[Said]:
    said: list[Said] = []
    print(HOW)
    async with aiohttp.ClientSession(url) as http, Chat(http, Pace(600), known, page) as chat:
        reply = chat.welcome
        _show(reply)
        while line := _asked(typed):
            titles = buttons_in(reply) or []
            place = int(line[1:]) if re.fullmatch(r"#\d{1,2}", line) else 0
            if place > len(titles):
                print(f"There are {len(titles)} buttons.")
                continue
            key, did = ("presses", titles[place - 1]) if place else ("says", line)
            reply = await (chat.presses(did) if place else chat.says(did))
            _show(reply)
            said.append(Said(key, did, expectations(reply, known)))
    return said


def _asked(typed: TextIO) -> str:
    print("> ", end="", flush=True)
    return typed.readline().strip()


def _show(reply: dict[str, Any]) -> None:
    for message in reply["messages"]:
        print(f"\n  {message['title']}" if message["title"] else "")
        for line in message["text"].splitlines():
            print(f"  {line}")
    for number, title in enumerate(buttons_in(reply), 1):
        print(f"  #{number} {title}")


def expectations(reply: dict[str, Any], known: Known) -> dict[str, str]:
    """Return what a test would expect so that `reply` passes, by key of the test files."""
    card, topic = card_in(reply), answered_in(reply)
    names = sorted(text_names(reply, known))
    found = {"card": card} if card else {}
    if topic:
        found["topic"] = topic
    elif "choice" in kinds_in(reply) and not names:
        found["did you mean"] = "anything"
    if names and not topic:
        found["text"] = names[0]
    elif not topic and not card:
        found["topic"] = "none"
    return found


def saved_chat(path: Path, known: Known, data_dir: Path) -> list[Said]:
    """Return the turns of a copy that the chat page saved.

    It holds words only: answers are known by their titles, cards and texts by their words.
    """
    cards = dict(_card_words(data_dir))
    said: list[Said] = []
    for who, text in _signed(path.read_text(encoding="utf-8")):
        if who in YOU:
            said.append(Said("says", text, {}))
        elif said:
            said[-1].expects.update(_recognised(text, known, cards, said[-1].expects))
    return said


def _signed(copy: str) -> Iterator[tuple[str, str]]:
    """Yield (who, text) for each message of a saved copy."""
    parts = re.split(rf"^({'|'.join((*YOU, *BOT))}): ", copy, flags=re.MULTILINE)
    for who, text in zip(parts[1::2], parts[2::2], strict=True):
        yield who, text.strip()


def _recognised(
    text: str, known: Known, cards: dict[str, str], already: dict[str, str]
) -> dict[str, str]:
    lines = text.splitlines()
    for topic, language in known.titles:
        if lines[0] == known.titles[topic, language]:
            return {} if "topic" in already else {"topic": topic}
    for start, category in cards.items():
        if start in text:
            return {"card": category}
    names = [name for (name, _), words in known.texts.items() if text.startswith(words)]
    return {"text": min(names)} if names and "text" not in already else {}


def _card_words(data_dir: Path) -> Iterator[tuple[str, str]]:
    """Yield (a line that only this card says, its category); no line with a number in it."""
    for (category, _), card in safety.load_cards(data_dir).items():
        for times in range(3):
            for line in card.words(times).splitlines():
                if "{" not in line and len(line) > 30:
                    yield line.strip(), category


def write(chat: Iterable[Said], out: str | None, data_dir: Path, page: str) -> Path:
    """Write `chat`, masked, as a test file and return its path; never over another file."""
    from bot.content.examples import load_examples
    from bot.content.files import Problems

    mask = Mask(example.text for example in load_examples(data_dir / "nlu", Problems()))
    path = Path(out) if out else _unused(FOLDER / "recorded" / f"{date.today()}.yml")
    if path.exists():
        raise RuntimeError(f"{path} is there already: choose another name with --out")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(chat, mask, page, path.stem)) + "\n", encoding="utf-8")
    return path


def _lines(chat: Iterable[Said], mask: Mask, page: str, name: str) -> Iterator[str]:
    yield "# Recorded from a chat; names and numbers masked. Testers may change it"
    yield f"- conversation: a recorded chat ({name}); say here who wants what"
    if page != "en":
        yield f"  page: {page}"
    yield "  talk:"
    for said in chat:
        did = mask.masked(said.did) if said.key == "says" else said.did
        yield f"    - {said.key}: {json.dumps(did, ensure_ascii=False)}"
        for key, value in said.expects.items():
            yield f"      {key}: {value}"


def _unused(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free
