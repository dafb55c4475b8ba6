"""Every state of the chat page holds the gates: both languages, both themes, small and large."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.gates import WORDS, bubbles, check, say, start

CRIES = {"en": "i want to kill myself", "es": "me quiero suicidar"}
OVERDOSES = {"en": "he is blue and not breathing", "es": "no respira y está azul, sobredosis"}
SAFE = {
    "en": ("Are you safe right now?", ["Yes", "No", "I am not sure"]),
    "es": ("¿Está a salvo en este momento?", ["Sí", "No", "No estoy seguro"]),
}


def _fails(status: int, body: str) -> Callable[[Page, str], None]:
    def fail(page: Page, language: str) -> None:
        answer = {"status": status, "body": body, "content_type": "application/json"}
        page.route("**/api/messages", lambda route: route.fulfill(**answer))
        say(page, "cravings")
        expect(page.get_by_role("button", name=WORDS[language]["retry"])).to_be_visible()

    return fail


def _answer(page: Page, language: str) -> None:
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    page.locator(".rsb-fold summary").first.click()


def _choice(page: Page, language: str) -> None:
    say(page, "maybe")
    expect(bubbles(page)).to_have_count(4)


def _cries(words: dict[str, str]) -> Callable[[Page, str], None]:
    def cry(page: Page, language: str) -> None:
        say(page, words[language])
        expect(page.locator(".rsb-crisis")).to_be_visible()
        page.locator(".rsb-crisis .rsb-fold summary").click()

    return cry


def _after_a_crisis(page: Page, language: str) -> None:
    def reply(route: Route) -> None:
        content = json.loads(route.fetch().text())
        question, choices = SAFE[language]
        asks = {"kind": "choice", "text": question, "sources": [], "lines": []}
        asks["buttons"] = [{"title": title, "id": title} for title in choices]
        content["messages"] = [asks, *content["messages"]]
        content["banner"] = SAFE[language][0] + " 988"
        route.fulfill(status=200, body=json.dumps(content), content_type="application/json")

    page.route("**/api/messages", reply)
    say(page, "cravings")
    expect(page.locator(".rsb-banner")).to_contain_text("988")


def _offline(page: Page, language: str) -> None:
    page.context.set_offline(True)
    say(page, "cravings")
    expect(page.get_by_role("alert")).to_contain_text("988")


def _long(page: Page, language: str) -> None:
    page.get_by_role("textbox").fill("x " * 501)
    expect(page.locator(".rsb-over")).to_contain_text("2")


def _not_understood(page: Page, language: str) -> None:
    say(page, "gibberish")
    expect(page.locator(".rsb-fallback .rsb-lines")).to_be_visible()


STATES: dict[str, Callable[[Page, str], None]] = {
    "welcome": lambda page, language: None,
    "answer with sources": _answer,
    "did you mean": _choice,
    "suicide card": _cries(CRIES),
    "overdose card": _cries(OVERDOSES),
    "after a crisis": _after_a_crisis,
    "not understood": _not_understood,
    "too long": _long,
    "offline": _offline,
    "status 500": _fails(500, "{}"),
    "empty list": _fails(200, "[]"),
    "no messages": _fails(200, '{"messages": []}'),
}
SIZES = {
    "small window, dark": {"theme": "dark", "viewport": {"width": 320, "height": 256}},
    "forced colours": {"forced_colors": "active"},
    "large window": {"viewport": {"width": 1280, "height": 800}},
    "no motion, no hover": {"reduced_motion": "reduce", "has_touch": True},
}
# Chromium runs this before the page has any element
DOUBLE_TEXT = """
addEventListener("DOMContentLoaded", () => document.documentElement.style.fontSize = "200%")
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_page(open_page, state, language, theme) -> None:
    page = open_page(language=language, theme=theme)
    start(page, language)
    STATES[state](page, language)
    check(page, f"{state}, {language}, {theme}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["answer with sources", "overdose card", "offline"])
def test_a_state_in_another_window(open_page, state, size) -> None:
    page = open_page(**SIZES[size])
    start(page)
    STATES[state](page, "en")
    check(page, f"{state}, {size}")


@pytest.mark.parametrize("state", ["welcome", "suicide card", "after a crisis"])
def test_a_state_with_text_of_double_size(open_page, state) -> None:
    page = open_page()
    page.add_init_script(DOUBLE_TEXT)
    page.reload()
    start(page)
    STATES[state](page, "en")
    check(page, f"{state}, 200 % text")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["", "privacy", "protocol", "about", "nowhere"])
def test_a_page_before_anything_is_said(open_page, stage, path, language, theme) -> None:
    page = open_page(f"{stage.url}/{path}?language={language}", language=language, theme=theme)
    check(page, f"page /{path}, {language}, {theme}")


@pytest.mark.parametrize("cry", ["", "overdose"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_chat_without_scripts(open_page, stage, language, cry) -> None:
    """Walked and measured through the debugger, which still may run scripts."""
    page = open_page(f"{stage.url}/?language={language}", language=language)
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    page.get_by_role("textbox").fill(OVERDOSES[language] if cry else "cravings")
    page.get_by_role("button", name=WORDS[language]["send"]).click()
    expect(page.locator(".rsb-crisis" if cry else ".rsb-answer").first).to_be_visible()
    check(page, f"no scripts, {language}, {cry or 'answer'}")
    if not cry:
        page.locator(".rsb-choices button").first.click()
        expect(page.locator(".rsb-mine")).to_be_visible()
