// What this tab remembers of the chat, until it closes: nothing is kept anywhere else.
import type { Language } from "./words";
import type { Item } from "./view";

/** How the keys of our storage begin. */
export const KEY = "rsb-chat";

export interface Kept {
  token: string;
  country: string;
  language?: Language;
  items: Item[];
  draft: string;
  banner: string;
  open?: boolean;
  used: number;
  told: number;
}

const fresh = (country: string): Kept =>
  ({ token: "", country, items: [], draft: "", banner: "", used: 0, told: 0 });

/** Keeps the chat under `key`. Where storage is blocked or full, it lives on in this page. */
export class Store {
  now: Kept;

  constructor(private key: string, country = "") {
    this.now = fresh(country);
    try {
      Object.assign(this.now, JSON.parse(sessionStorage.getItem(key) || "{}"));
    } catch { /* blocked, or not ours: begin afresh */ }
  }

  /** Choose the crisis lines of `country`; a session belongs to one country. */
  move(country: string): void {
    if (this.now.country !== country) Object.assign(this.now, { token: "", country });
  }

  save(): void {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.now));
    } catch { /* full or blocked */ }
  }

  clear(): void {
    const { country, language, open } = this.now;
    this.now = { ...fresh(country), language, open };
    try {
      sessionStorage.removeItem(this.key);
    } catch { /* blocked: nothing is in it */ }
  }
}
