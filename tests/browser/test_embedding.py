"""The widget on sites that nobody prepared for it, some of them hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gates import (
    CRIES,
    WORDS,
    axe,
    bubbles,
    check,
    check_all_looks,
    crisis_links,
    say,
    start,
)
from tests.browser.stage import Stage, site

WIDE = {"width": 1000, "height": 760}
HOSTILE = """
* { all: unset; } html { font-size: 62.5%; }
body { transform: rotate(0.5deg) scale(0.98); overflow: hidden; }
div, section, header, p, ul, li {
  display: inline; color: #fff; background: #fff; z-index: 2147483647; position: relative;
}
button, a, textarea { font-size: 3px; color: white; outline: none; text-transform: uppercase; }
#wall { position: fixed; inset: 0; z-index: 2147483647; background: #fffa; pointer-events: none; }
.card, .bar, .log, .main { display: none; }
"""


@pytest.fixture
def host(tmp_path: Path, stage: Stage) -> Iterator[Callable[..., str]]:
    """Put a page on a site of its own and return its address."""
    with ExitStack() as stack:

        def put(tags: str, head: str = "", headers: dict[str, str] | None = None) -> str:
            body = tags.replace("BOT", stage.url)
            (tmp_path / "index.html").write_text(
                f'<!doctype html><html lang="en"><head><title>A site</title>{head}'
                f'<link rel="icon" href="data:,"></head><body>'
                f"<main><h1>A site</h1><p>Words.</p></main>{body}</body></html>",
                encoding="utf-8",
            )
            return stack.enter_context(stage.site(tmp_path, headers))

        yield put


SCRIPT = '<script src="BOT/static/widget.js" data-region="US" async></script>'


def opened(page: Page, language: str = "en") -> None:
    page.get_by_role("button", name=WORDS[language]["open"]).click()
    start(page, language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_one_script_tag_closed_and_open(open_page, host, language) -> None:
    tags = SCRIPT.replace("async", f'data-language="{language}" async')
    page = open_page(host(tags), language, viewport=WIDE)
    expect(page.locator(".rsb-launcher")).to_be_visible()
    check_all_looks(page, f"widget closed, {language}")
    opened(page, language)
    check_all_looks(page, f"widget open, {language}")
    say(page, "cravings")
    expect(page.locator(".rsb-answer").first).to_be_visible()
    check_all_looks(page, f"widget answer, {language}")
    say(page, CRIES["suicide"][language])
    expect(page.locator(".rsb-crisis")).to_be_visible()
    check_all_looks(page, f"widget card, {language}")
    page.get_by_role("textbox").press("Escape")
    expect(page.locator(".rsb-launcher")).to_be_focused()
    page.reload()
    page.locator(".rsb-launcher").click()
    expect(page.locator(".rsb-crisis")).to_be_visible()  # kept in this tab


@pytest.mark.parametrize("size", [(360, 640), (320, 256)])
def test_on_a_small_window_nothing_floats(open_page, host, size) -> None:
    page = open_page(host(SCRIPT), theme="dark", viewport={"width": size[0], "height": size[1]})
    opened(page)
    say(page, "cravings")
    expect(page.locator(".rsb-answer").first).to_be_visible()
    assert page.locator(".rsb").evaluate("e => getComputedStyle(e).position") == "static"
    check(page, f"widget, {size[0]}×{size[1]}, dark")


def test_a_strict_content_policy_needs_three_words_and_reports_nothing(
    open_page, host, stage
) -> None:
    policy = (
        f"default-src 'none'; img-src data:; script-src {stage.url}; style-src {stage.url}; "
        f"connect-src {stage.url}; require-trusted-types-for 'script'"
    )
    tags = SCRIPT.replace("async", 'data-color="#7a1fa2" async')
    page = open_page("about:blank", viewport=WIDE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(host(tags, headers={"Content-Security-Policy": policy}))
    opened(page)
    say(page, "cravings")
    expect(page.locator(".rsb-answer").first).to_be_visible()
    assert (
        page.locator(".rsb-main").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(122, 31, 162)"
    )
    assert complaints == []
    check(page, "widget under a strict policy")


def test_a_hostile_site_changes_nothing_that_matters(open_page, host) -> None:
    page = open_page(
        host(SCRIPT + '<div id="wall"></div>', f"<style>{HOSTILE}</style>"), viewport=WIDE
    )
    opened(page)
    say(page, "i want to kill myself")
    expect(page.locator(".rsb-crisis")).to_be_visible()
    box = page.locator(".rsb").bounding_box()
    assert box and box["x"] + box["width"] <= 1000 and box["y"] >= 0
    size = page.locator(".rsb-crisis p").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 16
    check(page, "widget on a hostile site")


def test_two_widgets_are_two_chats(open_page, host) -> None:
    second = SCRIPT.replace(
        "async", 'data-region="GB" data-language="es" data-position="left" data-label="Ayuda"'
    ).replace('data-region="US" ', "")
    page = open_page(
        host(SCRIPT.replace("async", "") + second), viewport={"width": 1280, "height": 800}
    )
    expect(page.locator(".rsb")).to_have_count(2)
    first, other = page.locator(".rsb:not(.rsb-at-left)"), page.locator(".rsb-at-left")
    expect(other.locator(".rsb-bar a[href='tel:999']")).to_be_visible()
    page.get_by_role("button", name="Support chat").click()
    page.get_by_role("button", name="Ayuda", exact=True).click()
    other.get_by_role("button", name="Empezar el chat").click()
    other.get_by_role("textbox").fill("antojos")
    other.get_by_role("textbox").press("Enter")
    expect(other.locator(".rsb-answer").first).to_be_visible()
    assert first.locator(".rsb-bubble").count() == 0
    assert axe(page, ".rsb") == []


def test_inside_a_place_of_the_site_and_in_another_language(open_page, host) -> None:
    tags = '<div id="here"></div>' + SCRIPT.replace(
        "async", 'data-target="#here" data-title="Talk to us" async'
    )
    page = open_page(host(tags), viewport=WIDE)
    expect(page.locator("#here .rsb").get_by_role("heading", name="Talk to us")).to_be_visible()
    start(page)
    say(page, "cravings")
    expect(bubbles(page)).to_have_count(5)
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("button", name="Enviar")).to_be_visible()
    expect(bubbles(page)).to_have_count(5)
    check(page, "widget in place, es")


def test_the_numbers_are_there_when_the_gateway_is_not(open_page, host, stage) -> None:
    page = open_page("about:blank", viewport=WIDE)
    page.route("**/api/**", lambda route: route.abort())
    page.goto(host(SCRIPT))
    crisis_links(page, "widget closed, gateway down")
    page.get_by_role("button", name="Support chat").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be reached")
    crisis_links(page, "widget open, gateway down")
    check(page, "widget, gateway down")
    page.unroute("**/api/**")
    page.get_by_role("button", name="Try again").click()
    start(page)


def test_the_static_bar_of_the_site_needs_no_script(open_page, host, stage) -> None:
    """The snippet of docs/tasks/embed.md, with the script blocked."""
    text = Path("docs/tasks/embed.md").read_text(encoding="utf-8")
    snippet = (
        text.split("```html")[2].split("```")[0].replace("https://chat.example.org", stage.url)
    )
    page = open_page(host(snippet), viewport=WIDE, java_script_enabled=False)
    for href in ("tel:988", "sms:988", "tel:911"):
        expect(page.locator(f"[data-rsb-bar] a[href='{href}']")).to_be_visible()


def test_exit_in_a_frame_leaves_the_whole_page(open_page, host, stage) -> None:
    page = open_page(host(SCRIPT), viewport=WIDE)
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<p>neutral"))
    page.evaluate(
        "() => { const f = document.createElement('iframe'); f.src = location.href + '?in';"
        " f.width = 800; f.height = 600; document.querySelector('main').append(f); }"
    )
    frame = page.frame_locator("iframe")
    frame.locator(".rsb-exit").click()
    page.wait_for_url("https://www.wikipedia.org/")


def test_the_whole_chat_in_a_frame_of_a_site_that_may(open_page, host, stage) -> None:
    page = open_page("about:blank", viewport=WIDE)
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<p>neutral"))
    page.goto(host('<iframe src="BOT/?country=US" width="400" height="600"></iframe>'))
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Start the chat").click()
    frame.get_by_role("textbox").fill("cravings")
    frame.get_by_role("textbox").press("Enter")
    expect(frame.locator(".rsb-answer").first).to_be_visible()
    frame.locator(".rsb-exit").click()
    page.wait_for_url("https://www.wikipedia.org/")


def test_a_site_that_was_not_named_gets_the_numbers_and_its_owner_the_reason(
    open_page, stage, tmp_path
) -> None:
    script = SCRIPT.replace("BOT", stage.url)
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=en><body>{script}")
    page = open_page("about:blank", viewport=WIDE)
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text))
    with site(tmp_path) as address:
        page.goto(address)
        page.get_by_role("button", name="Support chat").click()
        expect(page.get_by_role("alert")).to_contain_text("could not be reached")
        crisis_links(page, "widget on a site that was not named")
        assert any(f"CORS_ORIGINS={address}" in each for each in warnings)


def test_the_demo_site_works(open_page, stage, tmp_path) -> None:
    demo = Path("docs/demo/index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(demo.replace("http://localhost:8080", stage.url))
    with stage.site(tmp_path) as address:
        page = open_page(address, viewport=WIDE)
        opened(page)
        say(page, "cravings")
        expect(page.locator(".rsb-answer").first).to_be_visible()
        check(page, "demo site")
