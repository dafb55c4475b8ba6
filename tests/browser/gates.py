"""What must hold in every state of the chat, for everybody who looks at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

AXE = Path("widget/node_modules/axe-core/axe.min.js")
WORDS = {
    "en": {"start": "Start the chat", "send": "Send", "open": "Support chat", "retry": "Try again"},
    "es": {
        "start": "Empezar el chat",
        "send": "Enviar",
        "open": "Chat de apoyo",
        "retry": "Intentar de nuevo",
    },
}
STATES_CHECKED: list[str] = []

# Which control has the focus, whether its ring is seen, and whether something lies over it.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 20);
  const over = document.elementFromPoint(x, y);
  const inWindow = box.top >= -1 && box.top < innerHeight
    && box.left >= -1 && box.right <= innerWidth + 1;
  if (!at.dataset.seen) at.dataset.seen = Math.random();
  return {
    ours: !!at.closest(".rsb"),
    key: at.dataset.seen, what: `${at.tagName} ${at.textContent.trim().slice(0, 30)}`,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    clear: inWindow && !!over && (at.contains(over) || over.contains(at)),
  };
}"""
ALL = "[...document.querySelectorAll(['a[href]', 'button', 'textarea', 'summary']"
ALL += ".map(each => root + ' ' + each).join())].filter(e => e.checkVisibility())"
CONTROLS = f"root => {ALL}.length"
SMALL_TARGETS = f"""root => {ALL}.filter(e => !e.matches(".rsb-skip"))
  .filter(e => getComputedStyle(e).display !== "inline")
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.height < 43.5 || box.width < 24)
  .map(([e, box]) => `${{e.textContent.trim().slice(0, 20)}} ${{box.width}}×${{box.height}}`)"""


def start(page: Page, language: str = "en") -> None:
    page.get_by_role("button", name=WORDS[language]["start"]).click()
    expect(page.get_by_role("log").locator(".rsb-bubble")).to_have_count(2)


def say(page: Page, text: str) -> None:
    box = page.get_by_role("textbox")
    box.fill(text)
    box.press("Enter")


def bubbles(page: Page) -> Locator:
    return page.get_by_role("log").locator(".rsb-bubble")


def axe(page: Page, scope: str = "") -> list[str]:
    """Return what axe-core finds wrong, with the page's own content policy left as it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    where = f"{{include: [['{scope}']]}}" if scope else "document"
    found: dict[str, Any] = page.evaluate(f"axe.run({where}, {{resultTypes: ['violations']}})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def check(page: Page, state: str, scope: str = ".rsb", scripts: bool = True) -> None:
    """Fail with `state` if any gate does not hold; `scope` is ours of the page."""
    STATES_CHECKED.append(state)
    page.wait_for_timeout(50)
    if scripts:
        whole = scope == ".rsb" and page.locator(".rsb-page").count()
        found = axe(page, "" if whole else scope)
        assert not found, f"{state}: {found}"
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{state}: scrolls sideways, {wide}"
    small = page.evaluate(SMALL_TARGETS, scope)
    assert not small, f"{state}: {small}"
    crisis_links(page, state)
    assert page.evaluate("document.cookie") == ""
    walk(page, state, scope)


def crisis_links(page: Page, state: str) -> None:
    for href in ("tel:988", "sms:988", "tel:911"):
        link = page.locator(f".rsb-bar a[href^='{href}']").first
        expect(link, state).to_be_visible()
        assert any(digit in link.inner_text() for digit in ("988", "911")), state
    expect(page.locator(".rsb-exit").first, state).to_be_visible()


def walk(page: Page, state: str, scope: str) -> None:
    """Go through every control by Tab."""
    page.evaluate(
        """() => { document.activeElement?.blur(); document.body.tabIndex = -1;
        document.body.focus({preventScroll: true}); document.body.removeAttribute("tabindex");
        scrollTo(0, 0); getSelection().collapse(document.body, 0); }"""
    )
    there = page.evaluate(CONTROLS, scope)
    seen: set[str] = set()
    for _ in range(there + 30):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            if seen:
                break
            continue
        if focus["key"] in seen:
            break
        seen.add(focus["key"])
        if not focus["ours"]:
            continue
        assert focus["ring"], f"{state}: no visible focus on {focus['what']}"
        assert focus["clear"], f"{state}: {focus['what']} is hidden while it has the focus"
    inside = page.evaluate(
        "scope => document.querySelectorAll(scope + ' [data-seen]').length", scope
    )
    page.evaluate("document.querySelectorAll('[data-seen]').forEach(e => delete e.dataset.seen)")
    assert inside >= there, f"{state}: Tab reaches {inside} of {there} controls"
