"""The gateway as it runs in tests: real files, no network, a fake Rasa behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot import models, safety, store
from bot.content.files import Problems
from bot.content.texts import load_texts
from bot.safety.learned_detector import Judgement
from bot.settings import Settings
from bot.web import gateway, referrals
from bot.web.app import create_app
from tests.unit.web.web_gateway import DATA, FakeRasa, Person


class Calm:
    """A learned crisis detector that sees none."""

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        return Judgement((), may_be=True, concern=False)


class Still:
    """A crisis detector that follows no release."""

    def __init__(self, detector: safety.CrisisDetector) -> None:
        self.detector = detector

    def start(self) -> None: ...

    def stop(self) -> None: ...


@pytest.fixture(scope="session")
def real_files() -> Iterator[None]:
    """Read the real files once, not for every gateway."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_cards", "load_lines"):
            patch.setattr(safety, name, lru_cache(getattr(safety, name)))
        texts = lru_cache(lambda folder: load_texts(folder, Problems()))
        patch.setattr(referrals, "load_texts", lambda folder, problems: texts(folder))
        # Phrases only: what was learned is tested on the trained bot, in tests/content.
        read = lru_cache(lambda folder: safety.CrisisDetector.from_directory(folder, Calm()))
        patch.setattr(gateway, "DetectorOnAir", lambda settings: Still(read(settings.data_dir)))
        for name in ("Whereabouts", "SafeNow"):
            patch.setattr(safety, name, lru_cache(getattr(safety, name)))
        yield


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def open_gateway(
    rasa: FakeRasa, tmp_path: Path, real_files: None
) -> Iterator[Callable[..., TestClient]]:
    """Start gateways with other settings than the usual ones."""
    usual: dict[str, Any] = {
        "data_dir": DATA,
        "database_url": f"sqlite:///{tmp_path}/bot.sqlite3",
        "secret_key": "only for tests",
    }
    with ExitStack() as stack:

        def start(ask_rasa: Any = rasa.post, **settings: Any) -> TestClient:
            # Without a database the gateway cannot know that the chat is on, and only refers.
            models.Base.metadata.create_all(store.engine(usual["database_url"]))
            app = create_app(Settings(**{**usual, **settings}), ask_rasa)
            return stack.enter_context(TestClient(app))

        yield start


@pytest.fixture
def client(open_gateway: Callable[..., TestClient]) -> TestClient:
    return open_gateway()


@pytest.fixture
def hurried(open_gateway: Callable[..., TestClient]) -> Person:
    """Someone whom the gateway must answer within a fifth of a second."""
    return Person(open_gateway(deadline_s=0.2))


@pytest.fixture
def person(client: TestClient) -> Person:
    return Person(client)
