// Builds the bubbles of the conversation.
import { Child, el } from "./dom";
import { atOnce, lineList, link } from "./lines";
import type { Button, Message } from "./server";
import type { Language, Word } from "./words";

/** One thing said: by the person (`text`) or by the program (`message`). Kept until the tab closes. */
export interface Item {
  lang: Language;
  id?: string;
  text?: string;
  button?: string;
  token?: string;
  state?: "pending" | "failed" | "done";
  resent?: boolean;
  message?: Message;
  rate?: boolean;
}
export interface Acts {
  word: Word;
  /** The level of an answer's title, one below the heading of the chat. */
  heading: "h2" | "h3";
  retry(item: Item): void;
  press(choice: Button): void;
  rate(item: Item, helpful: boolean): void;
}

/** Return the person's own bubble, with a button to send it again if it did not arrive. */
export function mine(item: Item, { word, retry }: Acts): HTMLElement {
  return el("div", { class: "bubble mine", lang: item.lang },
    el("span", { class: "unseen" }, `${word("you")}: `), el("p", {}, item.text),
    item.state === "failed" && el("p", { class: "unsent" }, word("not_sent"), " ",
      el("button", { type: "button", onclick: () => retry(item) }, word("retry"))));
}

/** Return the program's bubble: title, words, and what helps to go on. */
export function theirs(item: Item, acts: Acts): HTMLElement {
  const { word } = acts;
  const message = item.message!;
  const crisis = message.kind === "crisis";
  const [first, ...rest] = prose(message.text);
  return el("div", { class: `bubble ${message.kind}`, lang: item.lang },
    el("span", { class: "unseen" }, `${word("bot")}: `),
    message.title && el(acts.heading, {}, message.title),
    first, crisis && atOnce(message.lines, word), ...rest,
    lineList(message.lines, word), crisis && folded(word("why"), word("why_text")),
    sources(message, word), choices(message, acts), item.rate && rating(item, acts));
}

/** Return `text` as paragraphs and lists: "• " begins a point, "1." a step. */
function prose(text: string): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const [, mark, words] = line.match(/^\s*(•|\d+\.)\s+(.*)/) ?? [];
    if (!mark) {
      made.push(el("p", {}, ...linked(line)));
      continue;
    }
    const step = mark !== "•";
    const list = made.length ? made[made.length - 1]! : undefined;
    const item = el("li", {}, ...linked(words!));
    if (list?.tagName === (step ? "OL" : "UL")) list.append(item);
    else if (step) made.push(el("ol", { class: "steps" }, item));
    else made.push(el("ul", { class: "points" }, item));
  }
  return made;
}

const REACHABLE = /\b(text) (?=988\b)|\b1-\d{3}-\d{3}-\d{4}\b|\b(?:988|911|211)\b(?!-)|\b[\w-]+(?:\.[\w-]+)*\.(?:gov|org)\b/gi;

/** Return the words with numbers to tap: "call or text 988" calls by the number, texts by "text". */
function linked(words: string): Child[] {
  const made: Child[] = [];
  let done = 0;
  for (const found of words.matchAll(REACHABLE)) {
    const [all, text] = found;
    made.push(words.slice(done, found.index));
    if (text) made.push(link("sms:988", text), " ");
    else if (/\d/.test(all[0]!)) made.push(link(`tel:${all.replace(/-/g, "")}`, all));
    else made.push(link(`https://${all.toLowerCase()}`, all));
    done = found.index! + all.length;
  }
  return [...made, words.slice(done)];
}

function folded(title: string, ...content: Child[]): HTMLElement {
  return el("details", { class: "fold" }, el("summary", {}, title), ...content);
}

function sources({ sources: given, reviewer, reviewed }: Message, word: Word): HTMLElement | "" {
  if (!given?.length) return "";
  const pending = /pending/.test(reviewer || "");
  return folded(word("sources"),
    el("ul", {}, ...given.map((source) => el("li", {},
      link(source.url, source.title) || source.title, el("small", {}, source.publisher)))),
    reviewed && el("p", {}, word(pending ? "unreviewed" : "reviewed", { date: reviewed })));
}

function choices({ buttons }: Message, { press }: Acts): HTMLElement | "" {
  if (!buttons?.length) return "";
  return el("ul", { class: "choices" }, ...buttons.map((choice) => el("li", {},
    el("button", { type: "button", onclick: () => press(choice) }, choice.title))));
}

function rating(item: Item, { word, rate }: Acts): HTMLElement {
  const asked = el("p", { class: "rating", role: "group", "aria-label": word("helpful") },
    el("span", {}, word("helpful")), " ",
    ...[true, false].flatMap((helpful) => [
      el("button", {
        type: "button",
        onclick: () => {
          rate(item, helpful);
          asked.replaceChildren(word("thanks"));
          asked.tabIndex = -1;
          asked.focus();
        },
      }, word(helpful ? "yes" : "no")), " "]));
  return asked;
}
