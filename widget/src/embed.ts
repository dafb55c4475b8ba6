// The widget on somebody else's site: light DOM, own classes, above everything by the top layer.
import { chat, Running } from "./chat";
import { Child, el } from "./dom";
import { exit } from "./exit";
import { KEY, Store } from "./kept";
import { lineList, tile } from "./lines";
import { caller, Opening } from "./server";
import { bakedTiles, languageOf, Word, wordsIn } from "./words";

/** Below this the panel does not float: it is part of the page. */
const SMALL = matchMedia("(max-width: 30rem), (max-height: 30rem)");

/** Put a widget where the attributes of `script` say; docs/tasks/embed.md lists them. */
export function embed(script: HTMLScriptElement): void {
  const server = script.dataset.server || new URL(script.src).origin;
  const style = el("link", { rel: "stylesheet", href: `${server}/static/widget.css` });
  // Two widgets on a page are two chats.
  const place = Array.from(document.scripts).filter((each) => each.src === script.src).indexOf(script);
  const begin = () => widget(script.dataset, server, KEY + (place > 0 ? place : ""));
  style.onload = style.onerror = () => {
    if (document.body) begin();
    else addEventListener("DOMContentLoaded", begin);
  };
  document.head.append(style);
}

function widget(set: DOMStringMap, server: string, key: string): void {
  const call = caller(server);
  const store = new Store(key, (set.region ?? "").toUpperCase());
  const inside = set.target ? document.querySelector<HTMLElement>(set.target) : null;
  const root = el("div", { role: "region" });
  const leaving = el("li", { class: "leave" },
    el("a", { href: set.exit || "https://www.wikipedia.org/", rel: "noreferrer", target: "_top" }));
  const tiles = el("ul");
  const banner = el("p", { class: "banner", role: "status", hidden: true });
  let language = store.now.language ?? languageOf(set.language || document.documentElement.lang || navigator.language);
  let opening: Opening | null = null;
  let running: Running | null = null;

  const isOpen = () => !!(inside || store.now.open);
  const word: Word = (name, values) => wordsIn(language, opening)(name, values);

  function draw(): void {
    running?.close();
    running = null;
    root.className = `rsb${inside ? "" : " rsb-float"}${set.position === "left" ? " rsb-at-left" : ""}${isOpen() ? " rsb-open" : ""}`;
    root.lang = language;
    root.setAttribute("aria-label", set.title || word("heading"));
    // The link stays the same element: the component that leaves the page holds it.
    const link = leaving.querySelector("a")!;
    link.className = "rsb-exit govuk-exit-this-page__button";
    link.replaceChildren(...present(el("span", {}, word("exit")), el("b", { "aria-hidden": "true" }, "✕"),
      el("span", { class: "unseen" }, ` ${word("exit_long")}`), link.querySelector("div")));
    tiles.replaceChildren(
      ...(opening?.bar ?? bakedTiles(store.now.country)).map((each) => tile(each, word)), leaving);
    // A site that has the numbers in its own HTML needs them here only in the open panel.
    const bar = el("div", { class: "bar", hidden: !isOpen() && !!document.querySelector("[data-rsb-bar]") },
      el("nav", { "aria-label": word("help_now") }, tiles), banner);
    root.replaceChildren(bar, isOpen() ? panel() : el("button", {
      class: "launcher main", type: "button", "aria-expanded": "false", onclick: () => open(true),
    }, set.label || word("open")));
    float();
  }

  function panel(): HTMLElement {
    const other = language === "en" ? "es" : "en";
    const slot = el("div", { class: "chat" });
    const made = el("div", { class: "panel" },
      el("div", { class: "head" }, el("h2", { tabIndex: -1 }, set.title || word("heading")),
        plain(word("other_language"), () => change(() => { language = store.now.language = other; }), other),
        !inside && plain(word("close"), () => open(false))),
      el("p", { class: "disclosure" }, opening?.disclosure || word("program")), slot);
    made.onkeydown = ({ key: pressed }) => {
      if (pressed === "Escape" && !inside) open(false);
    };
    if (!opening) return made;
    const people = el("details", {}, el("summary", {}, word("people")), lineList(opening.lines, word),
      el("p", {}, word("countries")), el("ul", { class: "countries" },
        ...Object.entries(opening.countries).map(([code, name]) =>
          el("li", {}, plain(name, () => change(() => store.move(code)))))));
    const about = el("details", {}, el("summary", {}, word("this_chat")),
      el("p", {}, opening.consent), el("p", {}, word("exit_note")),
      el("ul", { class: "countries" }, ...["privacy", "protocol", "about"].map((name) => el("li", {},
        el("a", {
          class: "plain", href: `${server}/${name}?language=${language}`, target: "_blank", rel: "noreferrer noopener",
        }, word(name))))));
    made.append(people, about);
    running = chat({ call, store, language, word: wordsIn(language, opening), opening, heading: "h3", banner, people }, slot);
    return made;
  }

  const plain = (text: string, onclick: () => void, lang = language) =>
    el("button", { class: "plain", type: "button", lang, onclick }, text);

  function focus(): void {
    if (running) running.focus();
    else root.querySelector<HTMLElement>(isOpen() ? "h2" : ".rsb-launcher")!.focus();
  }

  function open(is: boolean): void {
    store.now.open = is;
    store.save();
    draw();
    focus();
    if (is && SMALL.matches) root.scrollIntoView();
    if (is && !opening) void load();
  }

  function change(to: () => void): void {
    to();
    opening = null;
    store.save();
    draw();
    focus();
    void load();
  }

  // Fresh words and lines. What is shown already stays until they come, and if they never do.
  async function load(): Promise<void> {
    const { country } = store.now;
    const wanted = language;
    try {
      const { status, body } = await call<Opening>("GET", `/api/widget?language=${language}${country && `&country=${country}`}`);
      if (wanted !== language || country !== store.now.country) return;
      if (status !== 200) throw body;
      opening = body;
    } catch {
      console.warn(`${server} did not answer. Does it run, with CORS_ORIGINS=${location.origin}?`);
      root.querySelector(".rsb-chat")?.replaceChildren(el("div", { class: "alert", role: "alert" },
        el("p", {}, word("no_start")), el("button", { class: "main", type: "button", onclick: load }, word("retry"))));
      return;
    }
    const had = root.contains(document.activeElement);
    draw();
    if (had) focus();
  }

  // The top layer is above any z-index and outside any transform of the site.
  function float(): void {
    if (inside || !("showPopover" in root)) return;
    const shown = root.matches(":popover-open");
    if (SMALL.matches) {
      if (shown) root.hidePopover();
      root.removeAttribute("popover");
    } else if (!shown) {
      root.setAttribute("popover", "manual");
      root.showPopover();
    }
  }

  (inside ?? document.body).append(root);
  paint(root, set.color);
  draw();
  exit(leaving, () => word, call);
  SMALL.addEventListener?.("change", float);
  void load();
}

// Text on the deployer's colour is black or white, whichever can be read: at least 4.5 to 1.
function paint(root: HTMLElement, color = ""): void {
  const [r, g, b] = (/^#(..)(..)(..)$/.exec(color) ?? []).slice(1).map((hex) => {
    const part = parseInt(hex, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  if (b === undefined) return;
  root.style.setProperty("--rsb-main", color);
  root.style.setProperty("--rsb-on-main", 0.2126 * r! + 0.7152 * g! + 0.0722 * b > 0.179 ? "#000" : "#fff");
}

const present = (...nodes: Child[]) => nodes.filter((node): node is Node => node instanceof Node);
