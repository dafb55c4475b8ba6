// Crisis lines as links: large tiles in the bar, buttons in cards and lists.
import { Child, el } from "./dom";
import type { Line, Tile } from "./server";
import type { Word } from "./words";

const SAFE_LINK = /^(https:\/\/|tel:|sms:)/;
const host = (address: string) => address.replace(/^https:\/\/(www\.)?/, "").replace(/\/.*/, "");

export function link(href: string | undefined, ...words: Child[]): HTMLElement | "" {
  return href && SAFE_LINK.test(href) ? el("a", { href, rel: "noreferrer" }, ...words) : "";
}

/** Return a button-like link, or nothing if `href` is no link of ours. */
function reach(href: string, words: string): HTMLElement | "" {
  const made = link(href, words);
  if (made) made.className = "rsb-reach";
  return made;
}

export function tile([href, shown, name]: Tile, word: Word): HTMLElement {
  const verb = href.startsWith("tel:") ? word("call") : href.startsWith("sms:") ? word("text") : "";
  return el("li", {}, link(href,
    el("span", {}, verb), " ", el("b", { class: shown.length > 7 ? "long" : "" }, shown),
    name && el("span", { class: "unseen" }, `, ${name}`)));
}

const calling = (line: Line, word: Word) => reach(line.tel, `${word("call")} ${line.call}`);
const texting = (line: Line, word: Word) => reach(line.sms, `${word("text")} ${line.text}`);

export function lineList(lines: Line[] | undefined, word: Word): HTMLElement | "" {
  if (!lines?.length) return "";
  return el("ul", { class: "lines" }, ...lines.map((line) => el("li", {},
    el("strong", {}, line.name), " ", calling(line, word), " ", texting(line, word), " ",
    reach(line.chat, line.tel || line.sms ? word("chat") : host(line.chat)),
    el("small", {}, [line.hours, line.note].filter(Boolean).join(" · ")))));
}

/** Return the first ways to reach a person, above the fold of a small phone: one tap, few words. */
export function atOnce(lines: Line[] | undefined, word: Word): HTMLElement | "" {
  if (!lines?.length) return "";
  const near = lines.slice(0, 2);
  const calls = near.filter((line, place) => line.tel && (!place || line.tel.length <= 10));
  const text = near.find((line) => line.sms);
  const page = lines.find((line) => line.chat);
  return el("p", { class: "at-once" },
    ...calls.flatMap((line) => [calling(line, word), " "]), text && texting(text, word),
    !calls.length && page && reach(page.chat, host(page.chat)));
}
