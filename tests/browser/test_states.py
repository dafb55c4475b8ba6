"""Every state of the chat page holds the gates: in both languages, in every look."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.gates import CRIES, PHONE, WORDS, bubbles, check, check_all_looks, say, start

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


def _cries(category: str) -> Callable[[Page, str], None]:
    def cry(page: Page, language: str) -> None:
        say(page, CRIES[category][language])
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
    "suicide card": _cries("suicide"),
    "overdose card": _cries("overdose"),
    "after a crisis": _after_a_crisis,
    "not understood": _not_understood,
    "too long": _long,
    "offline": _offline,
    "status 500": _fails(500, "{}"),
    "empty list": _fails(200, "[]"),
    "no messages": _fails(200, '{"messages": []}'),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_page(open_page, state, language) -> None:
    page = open_page(language=language)
    start(page, language)
    STATES[state](page, language)
    check_all_looks(page, f"{state}, {language}")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("category", CRIES)
def test_a_card_is_one_screen_of_a_small_phone(open_page, category, language) -> None:
    """Title, first step and first line, between the bar and the box, without scrolling."""
    page = open_page(language=language)
    start(page, language)
    with page.expect_response("**/api/messages") as reply:
        say(page, CRIES[category][language])
    assert reply.value.json()["crisis"] == {"category": category}
    card = page.locator(".rsb-crisis")
    expect(card).to_be_visible()
    expect(page.locator(".rsb-status")).to_be_empty()
    top = page.locator(".rsb-bar").evaluate("e => e.getBoundingClientRect().bottom")
    end = page.locator(".rsb-composer").evaluate("e => e.getBoundingClientRect().top")
    for part in ("h2", "p, li", "a[href^='tel:']", ".rsb-at-once .rsb-reach"):
        box = card.locator(part).first.bounding_box()
        assert box and top <= box["y"] and box["y"] + box["height"] <= end, part
    check(page, f"card {category}, {language}")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["", "privacy", "protocol", "about", "nowhere"])
def test_a_page_before_anything_is_said(open_page, stage, path, language) -> None:
    page = open_page(f"{stage.url}/{path}?language={language}", language=language)
    check_all_looks(page, f"page /{path}, {language}")


@pytest.mark.parametrize("cry", ["", "overdose"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_chat_without_scripts(open_page, stage, language, cry) -> None:
    """Walked and measured through the debugger, which still may run scripts."""
    page = open_page("about:blank", language=language)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{stage.url}/?language={language}")
    page.get_by_role("textbox").fill(CRIES[cry][language] if cry else "cravings")
    page.get_by_role("button", name=WORDS[language]["send"]).click()
    expect(page.locator(".rsb-crisis" if cry else ".rsb-answer").first).to_be_visible()
    check_all_looks(page, f"no scripts, {language}, {cry or 'answer'}")


def test_without_scripts_one_goes_on_and_says_whether_it_helped(browser, stage) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="en-US")
    page = context.new_page()
    page.goto(stage.url)
    page.get_by_role("textbox").fill("cravings")
    page.get_by_role("button", name="Send").click()
    before = stage.counted("not_helpful")
    page.locator(".rsb-rating").get_by_role("button", name="No").click()
    expect(page.locator(".rsb-rating")).to_have_text("Thank you.")
    expect(page.locator(".rsb-answer").first).to_contain_text("A craving rises")
    assert stage.counted("not_helpful") == before + 1
    page.locator(".rsb-choices button").first.click()
    expect(page.locator(".rsb-mine")).to_contain_text("Medicines that help")
    context.close()
