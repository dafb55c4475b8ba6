"""Chromium, and the gateway that the widget talks to in these tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.gates import CHECKED, PHONE
from tests.browser.stage import Stage

CHROMIUM = ("chromium", "google-chrome")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
LOCALES = {"en": "en-US", "es": "es-US"}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what the gates looked at."""
    if CHECKED:
        states, controls = len(CHECKED), sum(number for _, number in CHECKED)
        terminalreporter.write_line(
            f"{states} states looked at, {controls} controls reached by Tab"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((p for name in CHROMIUM if (p := shutil.which(name))), None)
    assert path, "Chromium is missing: tests/install-servers installs it"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    made = Stage(tmp_path_factory.mktemp("stage"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def open_page(browser: Browser, stage: Stage) -> Iterator[Callable[..., Page]]:
    """Open an address as a person would; afterwards prove that nothing strange was asked for."""
    contexts, asked, wrong = [], [], []

    def opened(url: str = "", language: str = "en", theme: str = "light", **more: Any) -> Page:
        options = {"viewport": PHONE, **more}
        context = browser.new_context(locale=LOCALES[language], color_scheme=theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(url or f"{stage.url}/")
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    hosts = {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")}
    assert hosts <= {"127.0.0.1", "localhost", "www.wikipedia.org"}, hosts
    assert wrong == []
