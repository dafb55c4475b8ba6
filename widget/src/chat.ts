// The conversation: sends, shows, and loses nothing.
import { el } from "./dom";
import { Store } from "./kept";
import { lineList } from "./lines";
import { Call, Message, newId, Opening, Reply } from "./server";
import { Acts, Item, mine, theirs } from "./view";
import { Language, Word } from "./words";

const MOST_CHARACTERS = 1000;
const WRITING_AFTER_MS = 600;
const HIDDEN_AFTER_MS = 30 * 60 * 1000;
const TOLD_AGAIN_AFTER_MS = 3 * 60 * 60 * 1000;
const TRY_AGAIN = [429, 500, 502, 503, 504];

export interface Place {
  call: Call;
  store: Store;
  language: Language;
  word: Word;
  opening: Opening;
  heading: Acts["heading"];
  /** Holds one line that stays on top after a crisis. */
  banner: HTMLElement;
  /** The list of lines, open until the conversation begins. */
  people: HTMLDetailsElement;
}
/** A chat that runs: `focus` puts the keyboard where the person goes on, `close` ends it. */
export interface Running { focus(): void; close(): void }

/** Run the chat of `at` inside `root`. */
export function chat(at: Place, root: HTMLElement): Running {
  const { call, store, language, word, opening } = at;
  const kept = () => store.now;
  const nodes = new WeakMap<Item, HTMLElement>();
  const id = `rsb-${newId()}`;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("rsb-chat") : null;
  let waiting = 0;
  let starting = false;
  let closed = false;

  const acts: Acts = { word, heading: at.heading, retry: (item) => void deliver(item), press, rate };
  const log = el("div", { class: "log", role: "log", "aria-label": word("conversation"), tabIndex: -1 });
  const alert = el("div", { class: "alert", role: "alert" });
  const status = el("p", { class: "status", role: "status" });
  const begin = button("start", start);
  const beginning = el("section", { class: "card" },
    el(at.heading, {}, word("before")), el("p", {}, opening.consent), begin);
  const away = el("section", { class: "card" }, el("p", {}, word("hidden")), button("show", comeBack));
  const over = el("p", { class: "over", id: `${id}-over`, role: "status" });
  const box = el("textarea", {
    id: `${id}-text`, rows: 1, autocomplete: "off", "aria-describedby": over.id, oninput: typed,
    onkeydown(event: KeyboardEvent) {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    },
  });
  const form = el("form", { class: "composer", onsubmit: submit },
    el("label", { for: box.id }, word("your_message")), box,
    el("button", { class: "main", type: "submit" }, word("send")), over);
  const tools = el("p", { class: "tools" },
    el("button", { type: "button", onclick: download }, word("save")),
    el("button", { type: "button", onclick: remove }, word("delete")));
  const parts = { start: [beginning], away: [away], chat: [log, form, tools] };

  function button(name: string, onclick: () => void) {
    return el("button", { class: "main", type: "button", onclick }, word(name));
  }

  // ---- showing

  function build(item: Item): HTMLElement {
    const node = item.message ? theirs(item, acts) : mine(item, acts);
    nodes.set(item, node);
    return node;
  }

  function redraw(item: Item): void {
    nodes.get(item)?.replaceWith(build(item));
  }

  function add(...items: Item[]): void {
    kept().items.push(...items);
    kept().used = Date.now();
    store.save();
    log.append(...items.map(build));
    // To the beginning of what is new: what does not fit is cut at its end.
    nodes.get(items[items.length - 1]!)!.scrollIntoView({ block: "nearest" });
    if (items[0]!.message) nodes.get(items[0]!)!.scrollIntoView({ block: "start" });
  }

  const note = (text: string) => add({ message: { text, kind: "notice" }, lang: language });

  function said(reply: Reply): Item[] {
    const messages = titled(reply.messages!);
    return messages.map((message, place) => ({
      message, lang: (reply.language || language) as Language,
      rate: message.kind === "answer" && !!message.sources?.length
        && !reply.crisis && !reply.banner && messages[place + 1]?.topic !== message.topic,
    }));
  }

  function tell(): void {
    if (Date.now() - kept().told < TOLD_AGAIN_AFTER_MS) return;
    kept().told = Date.now();
    note(opening.disclosure);
  }

  function failed(text: string): void {
    alert.replaceChildren(el("p", {}, text), lineList(opening.lines, word));
    alert.scrollIntoView({ block: "nearest" });
  }

  function stay(text: string): void {
    kept().banner = at.banner.textContent = text;
    at.banner.hidden = !text;
  }

  function show(part: keyof typeof parts): void {
    for (const [name, shown] of Object.entries(parts)) shown.forEach((node) => { node.hidden = name !== part; });
    status.textContent = "";
    at.people.open = part !== "chat";
  }

  // ---- sending

  async function open(): Promise<Reply> {
    const reply = await call("POST", "/api/sessions", "", { language, country: kept().country });
    if (reply.status !== 201) throw reply.body;
    kept().token = reply.body.token!;
    store.save();
    return reply.body;
  }

  // A button means something in its own session only; in a new one its words are sent.
  const post = ({ id, text, button, token }: Item) => call("POST", "/api/messages", kept().token,
    { ...(button && token === kept().token ? { button } : { text }), message_id: id, language });

  async function ask(item: Item) {
    if (!kept().token) await open();
    let reply = await post(item);
    if (reply.status === 401) {
      await open();
      note(word("new_chat"));
      reply = await post(item);
    }
    return reply;
  }

  async function deliver(item: Item): Promise<void> {
    const had = nodes.get(item)?.contains(document.activeElement);
    item.state = "pending";
    redraw(item);
    if (had) log.focus({ preventScroll: true });
    alert.replaceChildren();
    const writing = setTimeout(() => {
      status.textContent = word("writing");
      status.scrollIntoView({ block: "nearest" });
    }, WRITING_AFTER_MS);
    waiting += 1;
    // Sent again by the chat that took this one's place, or deleted meanwhile.
    const late = () => closed || !kept().items.includes(item);
    try {
      const { status: code, body } = await ask(item);
      if (!body.messages?.length) throw new Error("empty reply");
      if (late()) return;
      item.state = TRY_AGAIN.includes(code) ? "failed" : "done";
      if (body.banner) stay(body.banner);
      add(...said(body));
      if (code === 413) giveBack(item.text!);
    } catch (error) {
      if (late()) return;
      item.state = "failed";
      failed(wordsOf(error) || word("failed"));
    } finally {
      clearTimeout(writing);
      waiting -= 1;
      if (!waiting) status.textContent = "";
      redraw(item);
      if (item.state === "failed") nodes.get(item)!.scrollIntoView(); // with the button to try again
      if (!late()) store.save();
    }
  }

  // What was too long to answer goes back into the box, to be shortened.
  function giveBack(text: string): void {
    if (!box.value) write(text);
  }

  function say(text: string, button?: string): void {
    tell();
    const item: Item = { id: newId(), text, button, token: kept().token, lang: language };
    add(item);
    void deliver(item);
  }

  function press({ title, id: pressed }: { title: string; id: string }): void {
    const last = kept().items[kept().items.length - 1];
    if (last?.button !== pressed || last.state !== "pending") say(title, pressed); // else a double click
  }

  function resend(): void {
    const item = kept().items.find((one) => one.state === "failed" && !one.resent);
    if (!item) return;
    item.resent = true;
    void deliver(item);
  }

  function rate(item: Item, helpful: boolean): void {
    item.rate = false;
    store.save();
    call("POST", "/api/feedback", kept().token, { topic: item.message!.topic, helpful }).catch(() => {});
  }

  // ---- the form

  function write(text: string): void {
    box.value = text;
    typed();
  }

  function typed(): void {
    const number = box.value.length - MOST_CHARACTERS;
    over.textContent = number > 0 ? word("long", { number }) : "";
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 4}px`;
    kept().draft = box.value;
    store.save();
  }

  function submit(event: Event): void {
    event.preventDefault();
    const text = box.value.trim();
    if (atHand()) box.focus();
    if (!text) return;
    write("");
    say(text);
  }

  // ---- states

  async function start(): Promise<void> {
    if (starting) return;
    starting = true;
    alert.replaceChildren();
    try {
      const reply = await open();
      show("chat");
      tell();
      add(...said(reply));
      write(kept().draft);
      focus();
    } catch (error) {
      failed(wordsOf(error) || word("no_start"));
    }
    starting = false;
  }

  function restore(): void {
    log.setAttribute("aria-live", "off");
    for (const item of kept().items) {
      // The page went away before the reply: the same message id brings the same reply, once.
      if (!item.message && item.state !== "done") item.state = "failed";
      log.append(build(item));
    }
    setTimeout(() => log.removeAttribute("aria-live"), 500);
    show("chat");
    write(kept().draft);
    tick();
    log.lastElementChild!.scrollIntoView({ block: "nearest" });
    if (navigator.onLine) resend();
  }

  function focus(): void {
    (kept().items.length ? (atHand() ? box : log) : begin).focus({ preventScroll: true });
  }

  function comeBack(): void {
    kept().used = Date.now();
    show("chat");
    focus();
  }

  function tick(): void {
    if (!kept().items.length) return;
    if (Date.now() - kept().used > HIDDEN_AFTER_MS) show("away");
    else tell();
  }

  function forget(): void {
    store.clear();
    log.replaceChildren();
    alert.replaceChildren();
    box.value = "";
    stay("");
    show("start");
  }

  // Another tab deleted its chat: this one goes too, here and on the server.
  function forgetToo(): void {
    const { token } = kept();
    forget();
    if (token) call("DELETE", "/api/sessions", token).catch(() => {});
  }

  async function remove(): Promise<void> {
    const { token } = kept();
    forget();
    tabs?.postMessage("deleted");
    begin.focus();
    let gone = !token;
    try {
      gone ||= (await call("DELETE", "/api/sessions", token)).body.deleted === true;
    } catch { /* said below */ }
    status.textContent = word(gone ? "deleted" : "deleted_here");
  }

  function download(): void {
    const text = kept().items.map(({ message, text }) => message
      ? [`${word("bot")}: ${message.title ? `${message.title}\n` : ""}${message.text}`,
        ...(message.lines ?? []).map((line) => `  ${[line.name, line.call, line.text].filter(Boolean).join(" · ")}`),
      ].join("\n")
      : `${word("you")}: ${text}`).join("\n\n");
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    el("a", { href, download: word("file") }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  root.replaceChildren(beginning, away, log, alert, status, form, tools);
  window.addEventListener("online", resend);
  document.addEventListener("visibilitychange", tick);
  tabs?.addEventListener("message", forgetToo);
  const ticking = setInterval(tick, 60000);
  stay(kept().banner);
  if (kept().items.length) restore();
  else show("start");
  return {
    focus,
    close() {
      closed = true;
      window.removeEventListener("online", resend);
      document.removeEventListener("visibilitychange", tick);
      tabs?.close();
      clearInterval(ticking);
    },
  };
}

/** Tell whether a keyboard is there; on a phone it would cover the words. */
const atHand = () => matchMedia("(pointer: fine)").matches;

const wordsOf = (refusal: unknown) => (refusal as Reply).messages?.[0]?.text;

// The title of an answer in two bubbles comes with the last one, and is shown on the first.
function titled(messages: Message[]): Message[] {
  messages.slice(1).forEach((message, before) => {
    const first = messages[before]!;
    if (first.kind !== "answer" || first.title || first.topic !== message.topic) return;
    [first.title, message.title] = [message.title, null];
  });
  return messages;
}
