"""What the chat does when things go wrong, and what it never loses or betrays."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.gates import bubbles, say, start
from tests.browser.stage import Stage

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture
def page(open_page) -> Iterator[Page]:
    yield open_page()


def kept(page: Page) -> str:
    return page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def asked(stage: Stage, text: str) -> int:
    return sum(each["text"] == text for each in stage.rasa.asked)


def test_a_whole_conversation_by_keyboard_alone(open_page) -> None:
    page = open_page(viewport={"width": 1000, "height": 700})

    def tab_to(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if words in page.evaluate("document.activeElement.textContent"):
                return
        raise AssertionError(f"Tab never reaches {words}")

    tab_to("Start the chat")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("maybe")
    page.keyboard.press("Enter")
    expect(bubbles(page)).to_have_count(4)
    expect(page.get_by_role("textbox")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Riding out a craving":
            break
    page.keyboard.press("Space")
    expect(page.locator(".rsb-mine").last).to_contain_text("Riding out a craving")
    expect(page.locator(".rsb-answer")).to_have_count(2)


@pytest.mark.parametrize("state", ["turn", "error", "card"])
def test_what_a_screen_reader_finds(page, state) -> None:
    """A new snapshot is written where there is none; read it before you commit it."""
    start(page)
    if state == "error":
        page.route("**/api/messages", lambda route: route.abort())
    say(page, "i want to kill myself" if state == "card" else "cravings")
    expect(page.locator(".rsb-fold, .rsb-alert p").first).to_be_visible()
    expect(page.locator(".rsb-status")).to_be_empty()
    found = page.locator(".rsb-chat").aria_snapshot()
    path = SNAPSHOTS / f"{state}.yml"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(found + "\n", encoding="utf-8")
    assert found == path.read_text(encoding="utf-8").strip()


def test_new_words_come_into_a_log_that_was_there_before(page) -> None:
    start(page)
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(all => all.forEach(each =>
        each.addedNodes.forEach(node => heard.push(node.textContent))))
        .observe(document.querySelector("[role=log]"), {childList: true}); }"""
    )
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    heard = page.evaluate("heard")
    assert any("Riding out a craving" in each and "Program:" in each for each in heard)
    page.add_init_script(
        """window.quiet = []; const set = Element.prototype.setAttribute;
        Element.prototype.setAttribute = function (name, value) {
          if (name === "aria-live") quiet.push(value + this.childElementCount);
          return set.call(this, name, value);
        };"""
    )
    page.reload()
    expect(bubbles(page)).to_have_count(5)
    assert page.evaluate("quiet") == ["off0"]  # before anything was put in


def test_offline_and_back_the_message_goes_by_itself_once(page, stage) -> None:
    start(page)
    before = asked(stage, "hello from the train")
    page.context.set_offline(True)
    say(page, "hello from the train")
    expect(page.get_by_role("alert")).to_contain_text("kept here")
    page.context.set_offline(False)
    expect(bubbles(page)).to_have_count(5)
    expect(page.get_by_role("alert")).to_be_empty()
    assert asked(stage, "hello from the train") == before + 1


def test_the_server_killed_in_mid_message_loses_nothing(page, stage) -> None:
    start(page)
    say(page, "slow")
    expect(page.get_by_role("status").filter(has_text="Looking")).to_be_visible()
    stage.stop()
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible(timeout=15000)
    expect(page.locator(".rsb-mine")).to_contain_text("slow")
    expect(page.get_by_role("alert").locator("a[href='tel:988']").first).to_be_visible()
    stage.start()
    retry.click()
    expect(page.locator(".rsb-answer").first).to_be_visible(timeout=15000)
    expect(page.get_by_role("log")).to_contain_text("no longer know what we said")
    assert page.locator(".rsb-mine").count() == 1


def test_a_reply_of_ten_seconds_comes_and_one_that_never_comes_is_told(page) -> None:
    page.clock.install()
    start(page)
    held: list[Route] = []
    page.route("**/api/messages", lambda route: held.append(route))
    writing = page.get_by_role("status").filter(has_text="Looking")
    say(page, "cravings")
    page.clock.run_for(700)
    expect(writing).to_be_visible()
    page.clock.run_for(9400)
    held.pop().continue_()
    expect(bubbles(page)).to_have_count(5)
    expect(writing).to_have_count(0)
    expect(page.get_by_role("alert")).to_be_empty()
    say(page, "cravings again")
    page.clock.run_for(13000)
    expect(page.get_by_role("alert")).to_contain_text("kept here")
    expect(page.get_by_role("button", name="Try again")).to_be_in_viewport()


def test_a_double_click_says_it_once(page, stage) -> None:
    start(page)
    page.get_by_role("textbox").fill("what is methadone")
    page.get_by_role("button", name="Send").dblclick()
    expect(bubbles(page)).to_have_count(5)
    page.locator(".rsb-choices").last.get_by_role("button").dblclick()
    expect(bubbles(page)).to_have_count(8)
    page.wait_for_timeout(300)
    assert page.locator(".rsb-mine").count() == 2
    assert asked(stage, "what is methadone") == 1


def test_a_reload_keeps_the_chat_and_the_draft_and_asks_nothing_twice(page, stage) -> None:
    start(page)
    say(page, "slow")
    page.get_by_role("textbox").fill("half a thought")
    page.reload()
    expect(page.locator(".rsb-answer").first).to_be_visible(timeout=10000)
    expect(page.get_by_role("textbox")).to_have_value("half a thought")
    page.wait_for_timeout(1700)
    assert page.locator(".rsb-answer").count() == 2 and page.locator(".rsb-mine").count() == 1


def test_the_language_changes_and_the_chat_stays(page) -> None:
    start(page)
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(bubbles(page)).to_have_count(5)
    assert bubbles(page).last.get_attribute("lang") == "en"
    say(page, "antojos")
    expect(bubbles(page)).to_have_count(8)
    assert bubbles(page).last.get_attribute("lang") == "es"


def test_delete_reaches_this_tab_the_other_and_the_server(page, stage) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        start(each)
        say(each, "cravings")
        expect(bubbles(each)).to_have_count(5)  # two tabs are two chats
    assert len(stage.app.state.gateway.sessions) >= 2
    before = len(stage.app.state.gateway.sessions)
    page.get_by_role("button", name="Delete my chat").click()
    expect(page.locator(".rsb-status")).to_contain_text("deleted here and on the server")
    for each in (page, other):
        expect(bubbles(each)).to_have_count(0)
        assert "craving" not in kept(each)
    other.wait_for_timeout(300)
    assert len(stage.app.state.gateway.sessions) == before - 2


def test_delete_says_so_when_the_server_does_not_answer(page) -> None:
    start(page)
    page.route("**/api/sessions", lambda route: route.abort())
    page.get_by_role("button", name="Delete my chat").click()
    expect(page.locator(".rsb-status")).to_contain_text("The server did not confirm")


@pytest.mark.parametrize("way", ["click", "shift"])
def test_exit_leaves_forgets_and_back_does_not_bring_it_back(page, stage, way) -> None:
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<p>neutral"))
    start(page)
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    before = len(stage.app.state.gateway.sessions)
    if way == "click":
        page.locator(".rsb-exit").click()
    else:
        page.keyboard.press("Shift")
        expect(page.locator(".rsb-leave [role=status]")).to_contain_text("2 more times")
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.wikipedia.org/")
    deadline = time.monotonic() + 3
    while len(stage.app.state.gateway.sessions) >= before and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert len(stage.app.state.gateway.sessions) == before - 1
    page.go_back()
    page.goto(stage.url)
    expect(page.get_by_role("button", name="Start the chat")).to_be_visible()
    assert "craving" not in kept(page) and "craving" not in page.content()


def test_after_half_an_hour_the_words_are_hidden_and_the_numbers_stay(page) -> None:
    page.clock.install()
    page.reload()
    start(page)
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    page.clock.fast_forward("31:00")
    expect(page.get_by_text("hidden because nothing happened")).to_be_visible()
    expect(page.get_by_role("log")).to_be_hidden()
    expect(page.locator(".rsb-bar a[href='tel:988']")).to_be_visible()
    page.get_by_role("button", name="Show my chat").click()
    expect(bubbles(page).last).to_be_visible()


def test_every_three_hours_it_says_again_that_it_is_a_program(page) -> None:
    page.clock.install()
    page.reload()
    start(page)
    page.clock.fast_forward("03:01:00")
    page.get_by_role("button", name="Show my chat").click()
    page.clock.run_for(61000)
    expect(bubbles(page)).to_have_count(3)
    expect(bubbles(page).last).to_contain_text("computer program, not a person")


def test_a_copy_has_a_neutral_name_and_every_word(page) -> None:
    start(page)
    say(page, "i want to kill myself")
    expect(page.locator(".rsb-crisis")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save a copy").click()
    assert waiting.value.suggested_filename == "notes.txt"
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "You: i want to kill myself" in text and "988" in text and "Help right now" in text


def test_feedback_is_counted_without_words_and_never_asked_beside_a_card(page, stage) -> None:
    start(page)
    say(page, "cravings")
    expect(page.locator(".rsb-rating")).to_have_count(1)
    page.locator(".rsb-rating").get_by_role("button", name="Yes").click()
    expect(page.locator(".rsb-rating")).to_have_text("Thank you.")
    page.wait_for_timeout(200)
    assert stage.counted("helpful") == 1
    page.reload()
    expect(page.locator(".rsb-rating")).to_have_count(0)
    say(page, "i want to kill myself")
    expect(page.locator(".rsb-crisis")).to_be_visible()
    expect(page.locator(".rsb-rating")).to_have_count(0)


def test_words_typed_before_the_script_came_are_not_lost(open_page, stage) -> None:
    page = open_page()
    held = []
    page.route("**/widget.js", lambda route: held.append(route))
    page.goto(stage.url, wait_until="commit")
    page.get_by_role("textbox").fill("typed early")
    held[0].continue_()
    start(page)
    expect(page.get_by_role("textbox")).to_have_value("typed early")


def test_hostile_words_are_shown_as_words(page) -> None:
    start(page)
    say(page, "<img src=x onerror=alert(1)><script>alert(1)</script>")
    expect(page.locator(".rsb-mine")).to_contain_text("<img src=x")
    assert page.locator(".rsb-log img, .rsb-log script").count() == 0


def test_the_steps_of_the_overdose_card_can_be_read_at_arms_length(page) -> None:
    start(page)
    say(page, "he is blue and not breathing")
    step = page.locator(".rsb-steps li").first
    expect(step).to_be_visible()
    size = float(re.sub("px", "", step.evaluate("e => getComputedStyle(e).fontSize")))
    assert size >= 20
