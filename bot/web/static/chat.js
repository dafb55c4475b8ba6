// The conversation: sends, shows, and loses nothing. Kept in this tab only, until it closes.
import { call, newId } from "./server.js";
import { element, mine, theirs, word } from "./view.js";

const MOST_CHARACTERS = 1000;
const WRITING_AFTER_MS = 600;
const HIDDEN_AFTER_MS = 30 * 60 * 1000;
const TOLD_AGAIN_AFTER_MS = 3 * 60 * 60 * 1000;

const BELOW_BAR_PX = 64;

const at = (id) => document.getElementById(id);
const { language, country } = at("chat").dataset;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("chat") : null;
const fresh = () => ({ token: "", country, items: [], draft: "", used: 0, told: 0 });
const nodes = new WeakMap();
let kept = read();
let waiting = 0;

function read() {
  try {
    return { ...fresh(), ...JSON.parse(sessionStorage.getItem("chat")) };
  } catch {
    return fresh();
  }
}

function keep() {
  try {
    sessionStorage.setItem("chat", JSON.stringify(kept));
  } catch { /* full or blocked: the chat lives on in this page */ }
}

// ---- showing

function build(item) {
  const node = item.message ? theirs(item, (choice) => say(choice.title, choice.id)) : mine(item, deliver);
  nodes.set(item, node);
  return node;
}

function redraw(item) {
  nodes.get(item)?.replaceWith(build(item));
}

function add(...items) {
  kept.items.push(...items);
  kept.used = Date.now();
  keep();
  at("log").append(...items.map(build));
  // To the end, or so far that the beginning is in view: what does not fit is cut at its end.
  const first = nodes.get(items[0]);
  nodes.get(items.at(-1)).scrollIntoView({ block: "nearest" });
  if (first.getBoundingClientRect().top < BELOW_BAR_PX) first.scrollIntoView({ block: "start" });
}

const said = (message, lang = language) => ({ message, lang });
const atHand = () => matchMedia("(pointer: fine)").matches; // else a keyboard would cover the words
const note = (text) => said({ text, kind: "notice", sources: [], buttons: [], lines: [] });

// The title of an answer in two bubbles comes with the last one, and is shown on the first.
function titled(messages) {
  messages.slice(1).forEach((message, before) => {
    const first = messages[before];
    if (first.kind !== "answer" || first.title || first.topic !== message.topic) return;
    [first.title, message.title] = [message.title, null];
  });
  return messages;
}

function tell() {
  if (Date.now() - kept.told < TOLD_AGAIN_AFTER_MS) return;
  kept.told = Date.now();
  add(note(at("disclosure").textContent));
}

function status(text) {
  at("status").textContent = text;
}

function alertFailed(text) {
  at("alert").replaceChildren(
    element("p", { textContent: text }), at("lines").content.cloneNode(true));
  at("alert").scrollIntoView({ block: "nearest" });
}

// ---- sending

async function open() {
  const { status: code, body } = await call("POST", "/api/sessions", "", { language, country });
  if (code !== 201) throw Object.assign(new Error("no session"), { body });
  kept.token = body.token;
  keep();
  return body;
}

async function post(item) {
  // A button means something in its own session only; in a new one its words are sent.
  const asked = item.button && item.token === kept.token ? { button: item.button } : { text: item.text };
  return call("POST", "/api/messages", kept.token, { ...asked, message_id: item.id, language });
}

async function ask(item) {
  if (!kept.token) await open();
  let reply = await post(item);
  if (reply.status === 401) {
    await open();
    add(note(word("new-chat")));
    reply = await post(item);
  }
  return reply;
}

async function deliver(item) {
  item.state = "pending";
  redraw(item);
  at("alert").replaceChildren();
  const writing = setTimeout(() => status(word("writing")), WRITING_AFTER_MS);
  waiting += 1;
  try {
    const reply = await ask(item);
    if (!reply.body.messages?.length) throw new Error("empty reply");
    item.state = reply.status === 429 || reply.status >= 500 ? "failed" : "done";
    add(...titled(reply.body.messages).map((one) => said(one, reply.body.language)));
    if (reply.status === 413) giveBack(item.text);
  } catch (error) {
    item.state = "failed";
    alertFailed(error.body?.messages?.[0]?.text || word("failed"));
  } finally {
    clearTimeout(writing);
    waiting -= 1;
    if (!waiting) status("");
    redraw(item);
    keep();
  }
}

// What was too long to answer goes back into the box, to be shortened.
function giveBack(text) {
  if (at("text").value) return;
  at("text").value = text;
  typed();
}

function say(text, button) {
  tell();
  const item = { id: newId(), text, button, token: kept.token, lang: language, state: "pending" };
  add(item);
  deliver(item);
}

// ---- the form

function typed() {
  const box = at("text");
  const over = box.value.length - MOST_CHARACTERS;
  at("long").textContent = over > 0 ? word("long", { number: over }) : "";
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
  kept.draft = box.value;
  keep();
}

function submit(event) {
  event?.preventDefault();
  const text = at("text").value.trim();
  if (atHand()) at("text").focus();
  if (!text) return;
  at("text").value = "";
  typed();
  say(text);
}

// ---- states of the page

function show(part) {
  for (const id of ["opening", "away", "log", "composer", "tools"]) {
    at(id).hidden = part === "chat" ? id === "opening" || id === "away" : id !== part;
  }
  at("people").open = part !== "chat";
  status("");
}

async function start() {
  at("alert").replaceChildren();
  at("start").disabled = true;
  try {
    const { messages } = await open();
    show("chat");
    tell();
    add(...messages.map((one) => said(one)));
    at(atHand() ? "text" : "log").focus({ preventScroll: true });
  } catch (error) {
    alertFailed(error.body?.messages?.[0]?.text || word("failed"));
  } finally {
    at("start").disabled = false;
  }
}

function forget() {
  kept = fresh();
  sessionStorage.clear();
  at("log").replaceChildren();
  at("alert").replaceChildren();
  at("text").value = "";
  show("opening");
}

async function remove() {
  const { token } = kept;
  forget();
  tabs?.postMessage("deleted");
  let gone = !token;
  try {
    gone ||= (await call("DELETE", "/api/sessions", token)).body.deleted === true;
  } catch { /* said below */ }
  status(word(gone ? "deleted" : "deleted-here"));
  at("start").focus();
}

function save() {
  const text = kept.items.map((item) => item.message
    ? [`${word("bot")}: ${item.message.text}`, ...item.message.lines.map(
        (line) => `  ${[line.name, line.call, line.text].filter(Boolean).join(" · ")}`)].join("\n")
    : `${word("you")}: ${item.text}`).join("\n\n");
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  element("a", { href, download: word("file") }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function hideWhenIdle() {
  if (kept.items.length && at("away").hidden && Date.now() - kept.used > HIDDEN_AFTER_MS) show("away");
}

function restore() {
  const log = at("log");
  log.setAttribute("aria-live", "off");
  for (const item of kept.items) {
    if (item.state === "pending") item.state = "failed"; // the page went away before the reply
    log.append(build(item));
  }
  setTimeout(() => log.removeAttribute("aria-live"), 500);
  at("text").value = kept.draft;
  show("chat");
  typed();
  hideWhenIdle();
  window.scrollTo(0, document.body.scrollHeight);
}

function resend() {
  const item = kept.items.find((one) => one.state === "failed" && !one.resent);
  if (!item) return;
  item.resent = true;
  deliver(item);
}

at("loading").remove();
at("composer").addEventListener("submit", submit);
at("text").addEventListener("input", typed);
at("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
at("start").addEventListener("click", start);
at("show").addEventListener("click", () => {
  kept.used = Date.now();
  show("chat");
});
at("save").addEventListener("click", save);
at("delete").addEventListener("click", remove);
tabs?.addEventListener("message", forget);
window.addEventListener("online", resend);
document.addEventListener("visibilitychange", hideWhenIdle);
setInterval(hideWhenIdle, 60000);
if (kept.country !== country) Object.assign(kept, { token: "", country });
if (kept.items.length) restore(); else show("opening");
