"""Another model takes the place of the one on the air while people talk; nobody notices."""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
import tarfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from bot import releases
from bot.releases import Release, ReleaseError
from bot.releases.release import put_on_air
from bot.settings import Settings
from tests.servers import Bot, free_port, running, wait_until

PER_SECOND, BEFORE_S, AFTER_S, PEOPLE = 20, 8.0, 8.0, 60
QUESTIONS = {
    "what is methadone": "treatment/methadone",
    "where do i get narcan": "harm_reduction/naloxone",
    "how long does dope sickness last": "opioids/withdrawal",
    "i have no insurance can i get treatment": "help/uninsured",
}
# Means another topic after methadone than in a new conversation.
# Alone a question of its own; after methadone it is about the answer just above.
FOLLOW_UP, ALONE = "where can i get it", "help/locator"
VAGUE = "the thing with the stuff"  # asked back, but by a model that answers at any probability
SWAPS, GROWTH_MB = 3, 60.0
BACK_LIMIT_S = 30.0


class Crowd:
    """People who send `PER_SECOND` messages a second, however long the replies take."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.sent = 0
        self._tokens = [bot.session() for _ in range(PEOPLE)]
        self._began = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._send)

    def __enter__(self) -> Crowd:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def report(self) -> str:
        times = sorted(self.seconds)
        middle, late = (1000 * times[int(share * len(times))] for share in (0.5, 0.99))
        return (
            f"{self.sent} messages, p50 {middle:.0f} ms, p99 {late:.0f} ms, most {times[-1]:.1f} s"
        )

    def _send(self) -> None:
        started = self._began = time.monotonic()
        with ThreadPoolExecutor(PEOPLE) as people:
            for number in itertools.count():
                if self._stop.wait(max(0.0, started + number / PER_SECOND - time.monotonic())):
                    break
                people.submit(self._ask, number)
                self.sent += 1

    def _ask(self, number: int) -> None:
        question, topic = list(QUESTIONS.items())[number // PEOPLE % len(QUESTIONS)]
        started = time.monotonic()
        try:
            reply = self._say(question, self._tokens[number % PEOPLE])
            said = (reply["messages"][0]["kind"], reply["understood"]["topic"])
        except Exception as error:
            said = (type(error).__name__, str(error))
        self.seconds.append(time.monotonic() - started)
        if said[0] == "fallback" or said[1] != topic:
            self.wrong.append(f"after {started - self._began:.0f} s: {question}: {said}")

    def _say(self, text: str, token: str) -> dict[str, Any]:
        # A connection each: one that stood idle may be closed from the other side.
        connection = HTTPConnection(urlsplit(self.bot.url).netloc, timeout=20)
        body = json.dumps({"text": text, "message_id": os.urandom(8).hex()})
        headers = {"X-Session-Token": token, "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/messages", body, headers)
            return dict(json.loads(connection.getresponse().read()))
        finally:
            connection.close()


@pytest.fixture
def settings(stack: Bot) -> Iterator[Settings]:
    """Return the stack's settings; the model it began with is on the air again afterwards."""
    made = Settings.from_env({**os.environ, **stack.environment})
    began = on_air(made)
    yield made
    if on_air(made).topics != began.topics:
        put_on_air(made, began, print)


@pytest.fixture
def other(settings: Settings, tmp_path: Path) -> Release:
    """Return a release of another model: one that answers however unsure it is."""
    began = on_air(settings)
    return replace(began, topics=repacked(began.topics, tmp_path / "other.tar.gz"))


def on_air(settings: Settings) -> Release:
    found = releases.model_on_air(settings)
    assert found
    return found


def repacked(model: Path, to: Path) -> Path:
    with tarfile.open(model) as source, tarfile.open(to, "w:gz") as archive:
        for member in source.getmembers():
            file = source.extractfile(member) if member.isfile() else None
            content = file.read() if file else b""
            if member.name == "metadata.json":
                metadata = json.loads(content)
                for node in metadata["predict_schema"]["nodes"].values():
                    if "answer_threshold" in node["config"]:
                        node["config"]["answer_threshold"] = 0.01
                content = json.dumps(metadata).encode()
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return to


def seconds_of(work: Callable[..., object], *arguments: object) -> float:
    started = time.monotonic()
    work(*arguments, print)
    return time.monotonic() - started


def topic_of(bot: Bot, text: str, token: str | None = None) -> str | None:
    reply = bot.say(text, token)
    return reply["understood"]["topic"] if reply["messages"][0]["kind"] == "answer" else None


def test_a_swap_and_a_rollback_lose_no_turn_and_no_conversation(
    stack: Bot, settings: Settings, other: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [stack.session() for _ in range(20)]
    for person in people:
        assert topic_of(stack, "what is methadone", person) == "treatment/methadone"
    assert topic_of(stack, VAGUE) is None
    with Crowd(stack) as crowd:
        time.sleep(BEFORE_S)
        swap_s = seconds_of(put_on_air, settings, other)
        vague = topic_of(stack, VAGUE)
        after = {topic_of(stack, FOLLOW_UP, person) for person in people[:10]}
        alone = topic_of(stack, FOLLOW_UP)
        time.sleep(AFTER_S)
        back_s = seconds_of(releases.roll_back_model, settings)
        vague_again = topic_of(stack, VAGUE)
        after |= {topic_of(stack, FOLLOW_UP, person) for person in people[10:]}
        time.sleep(AFTER_S)
    with capsys.disabled():
        print(f"\n  swap {swap_s:.1f} s, rollback {back_s:.1f} s: {crowd.report()}")
    assert crowd.sent >= PER_SECOND * 20
    assert len(crowd.seconds) == crowd.sent and not crowd.wrong, crowd.wrong[:5]
    assert after == {None} and alone == ALONE, "a conversation was forgotten"
    assert vague and vague_again is None, "the models were not swapped"
    assert back_s < BACK_LIMIT_S


def test_a_broken_model_leaves_the_old_one_serving_and_says_so(
    stack: Bot, settings: Settings, other: Release
) -> None:
    began = on_air(settings)
    other.topics.write_bytes(other.topics.read_bytes()[:1_000_000])
    with pytest.raises(ReleaseError) as refused:
        put_on_air(settings, other, print)
    assert f"{other.topics} cannot be loaded" in str(refused.value)
    assert "the old model serves on" in str(refused.value)
    assert on_air(settings) == began
    assert stack.answers() and topic_of(stack, VAGUE) is None


def test_every_rasa_process_of_the_machine_follows(
    stack: Bot, settings: Settings, other: Release
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "bot", "rasa"]
    environment = {**os.environ, **stack.environment, "RASA_URL": url}

    def serves(model: Path) -> bool:
        try:
            with urllib.request.urlopen(f"{url}/webhooks/gateway/model", timeout=5) as reply:
                return bool(json.load(reply)["model"] == model.as_posix())
        except OSError:
            return False

    with running(command, env=environment, stdin=subprocess.PIPE):
        wait_until(lambda: serves(on_air(settings).topics), "the second process's start")
        put_on_air(settings, other, print)
        wait_until(lambda: serves(other.topics), "the second process's swap")


def test_swaps_do_not_pile_up_memory(stack: Bot, settings: Settings, other: Release) -> None:
    process = psutil.Process(stack.child("rasa"))

    def there_and_back() -> float:
        put_on_air(settings, other, print)
        releases.roll_back_model(settings, print)
        time.sleep(7)  # the old model is let go once its last turn must be over
        return float(process.memory_info().rss / 1e6)

    there_and_back(), there_and_back()  # now the process has held two models
    before = there_and_back()
    after = [there_and_back() for _ in range(SWAPS)][-1]
    assert after - before < GROWTH_MB, f"{before:.0f} MB, then {after:.0f} MB"
