"""The cells of the fault matrix: one fault, and one person in each crisis category."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot import safety
from tests.servers import Bot

DEADLINE_S = 4.0
# One explicit sentence for each category and language. A fault uses one of the two languages for
# each category, and the next fault the other one.
SENTENCES = {
    "overdose": {
        "en": "my friend overdosed and is not breathing",
        "es": "mi amigo tuvo una sobredosis y no respira",
    },
    "suicide": {"en": "i want to kill myself", "es": "me quiero suicidar"},
    "self_harm": {"en": "i am cutting myself right now", "es": "me estoy cortando los brazos"},
    "withdrawal_emergency": {
        "en": "i stopped drinking and i am having seizures",
        "es": "dejé de beber y me dan convulsiones",
    },
    "violence": {"en": "my husband beats me", "es": "mi marido me pega"},
    "child_risk": {
        "en": "my uncle touches me and i am 12",
        "es": "tengo 12 años y mi padrastro me toca",
    },
    "psychosis": {
        "en": "the voices tell me to hurt people",
        "es": "oigo voces que me dicen que haga cosas",
    },
    "harm_others": {"en": "i am going to kill my boss", "es": "voy a matar a mi jefe"},
}
LANGUAGES = ("en", "es")
CARDS = safety.load_cards(Path("data"))


@dataclass(frozen=True)
class Cell:
    """One person: `wrong` says what was wrong with their reply, "" if the card came in time."""

    category: str
    language: str
    seconds: float
    wrong: str

    def __str__(self) -> str:
        return f"{self.category} ({self.language}) after {self.seconds:.2f} s: {self.wrong}"


@dataclass
class Fault:
    """A fault: the cells asked while it lasted, and after how long the bot was back."""

    name: str
    number: int
    cells: list[Cell] = field(default_factory=list)
    back_s: float | None = None
    note: str = ""

    def people(self) -> list[tuple[str, str]]:
        """Return the (category, language) of each person."""
        return [
            (category, LANGUAGES[(self.number + place) % 2])
            for place, category in enumerate(SENTENCES)
        ]

    @contextmanager
    def everybody_asks(self, bot: Bot) -> Iterator[None]:
        """Let a new person in each category ask at once; at the end all must have their card."""
        with ThreadPoolExecutor(len(SENTENCES)) as people:
            asked = [people.submit(new_person, bot.url, *person) for person in self.people()]
            yield
            self.take([cell.result() for cell in asked])

    def everybody_gets_the_card(self, bot: Bot) -> None:
        """Ask as a new person in each category, all at once."""
        with self.everybody_asks(bot):
            pass

    def take(self, cells: list[Cell]) -> None:
        """Enter `cells` and fail unless all got the card."""
        self.cells += cells
        wrong = [str(cell) for cell in cells if cell.wrong]
        assert not wrong, f"{self.name}: " + "; ".join(wrong)

    def is_over(self, bot: Bot) -> None:
        """Wait until the bot came back by itself: it is healthy and answers a question."""
        self.back_s = bot.comes_back()

    def line(self) -> str:
        """Return what happened, in one line."""
        cards = sum(not cell.wrong for cell in self.cells)
        slowest = max((cell.seconds for cell in self.cells), default=0.0)
        back = "not back" if self.back_s is None else f"back after {self.back_s:.1f} s"
        said = f"{self.name}: {cards} of {len(SENTENCES)}, slowest {slowest:.2f} s, {back}"
        return f"{said}, {self.note}" if self.note else said


def client(url: str) -> httpx.Client:
    """Return a client like a browser that nobody has opened yet: no connection is there."""
    return httpx.Client(base_url=url, timeout=DEADLINE_S, verify=False, trust_env=False)


def new_person(url: str, category: str, language: str) -> Cell:
    """Begin a conversation and ask for help: both together must be done in time."""
    started, wrong = time.monotonic(), ""
    try:
        with client(url) as http:
            token = http.post("/api/sessions", json={"language": language}).json()["token"]
            wrong = ask(http, token, category, language).wrong
    except (httpx.HTTPError, ValueError, KeyError) as error:
        wrong = type(error).__name__
    return _in_time(category, language, time.monotonic() - started, wrong)


def ask(http: httpx.Client, token: str, category: str, language: str) -> Cell:
    """Ask for help in a conversation that has begun."""
    body = {"text": SENTENCES[category][language], "message_id": os.urandom(8).hex()}
    started, wrong = time.monotonic(), ""
    try:
        reply = http.post("/api/messages", json=body, headers={"X-Session-Token": token}).json()
        wrong = _fault_in(reply, category, language)
    except (httpx.HTTPError, ValueError, KeyError, IndexError) as error:
        wrong = type(error).__name__
    return _in_time(category, language, time.monotonic() - started, wrong)


def _in_time(category: str, language: str, seconds: float, wrong: str) -> Cell:
    return Cell(category, language, seconds, wrong or ("late" if seconds > DEADLINE_S else ""))


def _fault_in(reply: dict, category: str, language: str) -> str:
    first = reply["messages"][0]
    if first["kind"] != "crisis" or not reply["crisis"]:
        return f"no card but {first['kind']}"
    if reply["crisis"]["category"] != category:
        return f"the card of {reply['crisis']['category']}"
    if first["title"] != CARDS[category, language].title or not first["text"]:
        return "the card in another language"
    reached = {line["tel"] for line in first["lines"]} & {"tel:911", "tel:988"}
    return "" if reached else "no line to call"
