"""What must hold in every state of the chat, for everybody who looks at it."""

from __future__ import annotations

from collections.abc import Callable
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
# What a person in each kind of danger may write
CRIES = {
    "suicide": {"en": "i want to kill myself", "es": "me quiero suicidar"},
    "overdose": {
        "en": "he is blue and not breathing",
        "es": "no respira y está azul, sobredosis",
    },
    "self_harm": {"en": "i am cutting myself right now", "es": "me estoy cortando ahora mismo"},
    "withdrawal_emergency": {
        "en": "i am having a seizure from withdrawal",
        "es": "estoy convulsionando por la abstinencia",
    },
    "violence": {"en": "my husband is going to kill me", "es": "mi esposo me pega y tengo miedo"},
    "child_risk": {
        "en": "my uncle is touching me and i am 12",
        "es": "mi tío me toca y tengo 12 años",
    },
    "psychosis": {
        "en": "i hear voices telling me things",
        "es": "oigo voces que nadie más oye",
    },
    "harm_others": {"en": "i am going to kill my boss", "es": "voy a matar a mi jefe"},
}
PHONE = {"width": 360, "height": 640}
# Each state checked, and how much was looked at in it; tests/browser/conftest.py prints the sums.
CHECKED: list[tuple[str, int]] = []

ALL = "[...document.querySelectorAll(['a[href]', 'button', 'textarea', 'summary']"
ALL += ".map(each => root + ' ' + each).join())].filter(e => e.checkVisibility())"
CONTROLS = f"root => {ALL}.length"
SMALL_TARGETS = f"""root => {ALL}.filter(e => !e.matches(".rsb-skip"))
  .filter(e => getComputedStyle(e).display !== "inline")
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.height < 43.5 || box.width < 24)
  .map(([e, box]) => `${{e.textContent.trim().slice(0, 20)}} ${{box.width}}×${{box.height}}`)"""
# From the top of the page on, note at each key which control has the focus, whether its ring is
# seen, and whether something lies over it.
WATCH_FOCUS = """() => {
  document.activeElement?.blur();
  document.body.tabIndex = -1;
  document.body.focus({preventScroll: true});
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
  getSelection().collapse(document.body, 0);
  window.reached = new Map();
  window.noteFocus = () => {
    const at = document.activeElement;
    if (!at || at === document.body || reached.has(at)) return;
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const clear = y => {  // of what is higher than the window, the browser shows where one types
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + y);
      return !!over && (at.contains(over) || over.contains(at));
    };
    reached.set(at, {
      ours: !!at.closest(".rsb"),
      what: `${at.tagName} ${at.textContent.trim().slice(0, 30)}`,
      ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      clear: box.left >= -1 && box.right <= innerWidth + 1
        && (clear(Math.min(box.height / 2, 20)) || clear(box.height / 2)),
    });
  };
  addEventListener("keyup", noteFocus, true);
}"""
REACHED = f"""root => {{
  removeEventListener("keyup", noteFocus, true);
  return [[...reached.values()].filter(each => each.ours), {ALL}
    .filter(e => !reached.has(e)).map(e => e.textContent.trim().slice(0, 30) || e.tagName)];
}}"""


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


def _media(**of: Any) -> Callable[[Page], None]:
    return lambda page: page.emulate_media(**of)


def _window(width: int, height: int) -> Callable[[Page], None]:
    return lambda page: page.set_viewport_size({"width": width, "height": height})


def _text(size: str) -> Callable[[Page], None]:
    return lambda page: page.evaluate(
        "size => document.documentElement.style.fontSize = size", size
    )


# Ways to look at one and the same state.
LOOKS: dict[str, Callable[[Page], None]] = {
    "light": _media(color_scheme="light"),
    "dark": _media(color_scheme="dark"),
    "forced colours": _media(forced_colors="active"),
    "320×256": _window(320, 256),
    "1280×800": _window(1280, 800),
    "200 % text": _text("200%"),
}


def check_all_looks(page: Page, state: str) -> None:
    """Fail if any gate does not hold in any of `LOOKS`."""
    size = page.viewport_size or PHONE
    for name, look in LOOKS.items():
        look(page)
        check(page, f"{state}, {name}")
        page.emulate_media(color_scheme="light", forced_colors="none")
        page.set_viewport_size(size)
        _text("")(page)


def check(page: Page, state: str, scope: str = ".rsb") -> None:
    """Fail with `state` if any gate does not hold; `scope` is ours of the page."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    whole = scope == ".rsb" and page.locator(".rsb-page").count()
    found = axe(page, "" if whole else scope)
    assert not found, f"{state}: {found}"
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{state}: scrolls sideways, {wide}"
    small = page.evaluate(SMALL_TARGETS, scope)
    assert not small, f"{state}: {small}"
    crisis_links(page, state)
    assert page.evaluate("document.cookie") == ""
    CHECKED.append((state, walk(page, state, scope)))


def crisis_links(page: Page, state: str) -> None:
    for href in ("tel:988", "sms:988", "tel:911"):
        link = page.locator(f".rsb-bar a[href^='{href}']").first
        expect(link, state).to_be_visible()
        assert any(digit in link.inner_text() for digit in ("988", "911")), state
    expect(page.locator(".rsb-exit").first, state).to_be_visible()


def walk(page: Page, state: str, scope: str) -> int:
    """Go through every control by Tab; return how many of ours had the focus."""
    page.evaluate(WATCH_FOCUS)
    for _ in range(page.evaluate(CONTROLS, ":root") + 2):
        page.keyboard.press("Tab")
    reached, missed = page.evaluate(REACHED, scope)
    for focus in reached:
        assert focus["ring"], f"{state}: no visible focus on {focus['what']}"
        assert focus["clear"], f"{state}: {focus['what']} is hidden while it has the focus"
    assert reached and not missed, f"{state}: Tab never reaches {missed}"
    return len(reached)
