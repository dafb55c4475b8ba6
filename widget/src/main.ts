// Begins the chat: in the page that the gateway wrote (data-page), or on any site by one script tag.
import { chat, Place } from "./chat";
import { embed } from "./embed";
import { exit } from "./exit";
import { KEY, Store } from "./kept";
import { caller, Opening } from "./server";
import { languageOf, wordsIn } from "./words";

/** Take over a page of the gateway: bar, words and lines are in it already. */
function page(): void {
  const main = document.querySelector<HTMLElement>("main")!;
  const opening = JSON.parse(main.dataset.opening || "null") as Opening | null;
  const language = languageOf(document.documentElement.lang);
  const word = wordsIn(language, opening);
  const call = caller("");
  exit(document.querySelector<HTMLElement>("[data-exit]")!, () => word, call);
  if (opening) chatIn(main, { call, language, word, opening });
}

function chatIn(main: HTMLElement, known: Pick<Place, "call" | "language" | "word" | "opening">): void {
  const store = new Store(KEY);
  store.move(main.dataset.country!);
  const slot = main.querySelector<HTMLElement>("[data-chat]")!;
  const banner = document.querySelector<HTMLElement>("[data-banner]")!;
  const people = document.querySelector<HTMLDetailsElement>("[data-people]")!;
  // What somebody typed before this script came is not lost.
  const typed = slot.querySelector("textarea")?.value;
  if (typed) store.now.draft = typed;
  chat({ ...known, store, banner, people, heading: "h2" }, slot);
}

const script = document.currentScript as HTMLScriptElement;
if (script.dataset.page === undefined) embed(script);
else page();
