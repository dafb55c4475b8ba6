"""A conversation on the chat page in headless Chromium, as a person on a phone has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import servers
from tests.browser.gates import say, start
from tests.servers import Bot

SHOTS = Path("reports/screenshots")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with servers.bot(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture
def page(browser: Browser, bot: Bot) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-US")
    opened = context.new_page()
    opened.goto(bot.url)
    yield opened
    context.close()


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_a_person_asks_gets_the_answer_its_sources_and_goes_on_by_a_button(page: Page) -> None:
    start(page)
    say(page, "what is suboxone")
    log = page.get_by_role("log")
    expect(log).to_contain_text("Buprenorphine is a medicine for opioid use disorder")
    shot(page, "answer")
    source = log.locator("details").first
    source.locator("summary").click()
    expect(source.locator("a[href^='https://']").first).to_be_visible()
    shot(page, "sources")
    log.get_by_role("button", name="Methadone and how clinics work").click()
    expect(log).to_contain_text("Methadone is")
    shot(page, "next-step")


def test_a_person_in_danger_sees_the_card_and_can_call_by_a_tap(page: Page) -> None:
    start(page)
    say(page, "i want to kill myself")
    log = page.get_by_role("log")
    expect(log.locator("a[href='tel:988']").first).to_be_visible()
    expect(log.locator("a[href^='sms:988']").first).to_be_attached()
    shot(page, "crisis")


def test_the_crisis_bar_is_there_without_javascript(browser: Browser, bot: Bot) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, java_script_enabled=False)
    page = context.new_page()
    page.goto(bot.url)
    for target in ("tel:988", "sms:988", "tel:911"):
        expect(page.locator(f".rsb-bar a[href^='{target}']").first).to_be_visible()
    context.close()


def test_spanish_is_one_tap_away(page: Page) -> None:
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    start(page, "es")
    say(page, "que es la metadona")
    expect(page.get_by_role("log")).to_contain_text("La metadona")
    shot(page, "spanish")


def test_the_chat_sets_no_cookie_and_asks_no_other_host(browser: Browser, bot: Bot) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-US")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(bot.url)
    start(page)
    say(page, "what is cbt")
    expect(page.get_by_role("log").locator("details").first).to_be_visible()
    assert asked and all(url.startswith(bot.url) for url in asked)
    assert context.cookies() == []
    context.close()
