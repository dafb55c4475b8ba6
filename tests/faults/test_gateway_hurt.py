"""A gateway without its crisis model or encoder, overrun or out of files refers all the same."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests import servers
from tests.faults.cells import SENTENCES, Cell, Fault, ask, client
from tests.faults.homes import Breaks, home, missing, truncated
from tests.servers import Bot

SENDERS, LASTS_S = 32, 15.0
PAUSE_S = 0.5  # of one person in crisis between two cries
QUESTIONS = ["what is methadone", "how do i deal with cravings", "hola", "asdf"]
FILES, IDLE = 128, 400
FEW_FILES = ["sh", "-c", f'ulimit -n {FILES} && exec "$@"', "-"]


def test_crisis_model_is_missing(bot: Bot, fault: Fault, tmp_path: Path) -> None:
    place = home(tmp_path)
    assert_phrases_alone(missing, place.crisis_model, bot, fault, place.folder)


def test_crisis_model_is_truncated(bot: Bot, fault: Fault, tmp_path: Path) -> None:
    place = home(tmp_path)
    assert_phrases_alone(truncated, place.crisis_model, bot, fault, place.folder)


def test_encoder_is_missing(bot: Bot, fault: Fault, tmp_path: Path) -> None:
    place = home(tmp_path)
    assert_phrases_alone(missing, place.encoder, bot, fault, place.folder)


def assert_phrases_alone(broken: Breaks, file: Path, bot: Bot, fault: Fault, folder: Path) -> None:
    """Assert that a gateway without `file` refers and says so, and is whole once it is there."""
    with ExitStack() as fault_lasts:
        fault_lasts.enter_context(broken(file))
        with servers.gateway(bot, folder) as gateway:
            fault.everybody_gets_the_card(gateway)
            gateway.says_failing("learned")
            assert gateway.answers()
            fault_lasts.close()
            fault.is_over(gateway)


def test_everybody_comes_at_once(bot: Bot, fault: Fault) -> None:
    ends = time.monotonic() + LASTS_S
    with ThreadPoolExecutor(SENDERS) as crowd:
        sending = [crowd.submit(send_until, ends, bot) for _ in range(SENDERS)]
        with ThreadPoolExecutor(len(SENTENCES)) as people:
            asking = [people.submit(cells_until, ends, bot, *who) for who in fault.people()]
        cells = [cell for person in asking for cell in person.result()]
    by_trouble = sorted(cells, key=lambda cell: (bool(cell.wrong), cell.seconds))
    worst = {cell.category: cell for cell in by_trouble}
    p99_ms = 1000 * sorted(cell.seconds for cell in cells)[int(0.99 * len(cells))]
    fault.note = f"{len(cells)} cards with a p99 of {p99_ms:.0f} ms"
    fault.take(list(worst.values()))
    replies = [seconds for sender in sending for seconds in sender.result()]
    fault.note += f" beside {len(replies)} replies, the slowest after {max(replies):.1f} s"
    fault.is_over(bot)


def send_until(ends: float, bot: Bot) -> list[float]:
    """Ask ordinary questions one after the other; return the seconds of each, none in silence."""
    times: list[float] = []
    with httpx.Client(base_url=bot.url, timeout=20, verify=False, trust_env=False) as http:
        token = http.post("/api/sessions", json={}).json()["token"]
        while time.monotonic() < ends:
            text = QUESTIONS[len(times) % len(QUESTIONS)]
            body = {"text": text, "message_id": os.urandom(8).hex()}
            started = time.monotonic()
            reply = http.post("/api/messages", json=body, headers={"X-Session-Token": token})
            times.append(time.monotonic() - started)
            assert reply.json()["messages"], "silence"
    return times


def cells_until(ends: float, bot: Bot, category: str, language: str) -> list[Cell]:
    """Ask for help again and again, each time in a new conversation."""
    cells: list[Cell] = []
    with client(bot.url) as http:
        while time.monotonic() < ends:
            token = http.post("/api/sessions", json={"language": language}).json()["token"]
            cells.append(ask(http, token, category, language))
            time.sleep(PAUSE_S)
    return cells


def test_gateway_is_out_of_files(bot: Bot, fault: Fault) -> None:
    with servers.gateway(bot, before=FEW_FILES) as gateway:
        with idle_connections(gateway):
            fault.everybody_gets_the_card(gateway)
        fault.is_over(gateway)


@contextmanager
def idle_connections(gateway: Bot) -> Iterator[None]:
    """Hold more connections open than the gateway may have files, and say nothing on them."""
    address = ("127.0.0.1", int(urlsplit(gateway.url).port or 0))
    held = [socket.create_connection(address, timeout=1) for _ in range(IDLE)]
    time.sleep(0.5)
    try:
        yield
    finally:
        for connection in held:
            connection.close()
