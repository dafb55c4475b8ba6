// Talks to the gateway. Every call ends: in a reply, or in an error within WAIT_MS.
const WAIT_MS = 12000;

export interface Line {
  name: string; call: string; tel: string; text: string; sms: string; chat: string;
  hours: string; note: string;
}
export interface Button { title: string; id: string }
export interface Source { title: string; publisher: string; url: string }
export interface Message {
  kind: "answer" | "choice" | "fallback" | "crisis" | "notice";
  text: string;
  topic?: string | null;
  title?: string | null;
  reviewer?: string | null;
  reviewed?: string | null;
  sources?: Source[];
  buttons?: Button[];
  lines?: Line[];
}
export interface Reply {
  messages?: Message[];
  crisis?: { category: string } | null;
  banner?: string | null;
  language?: string;
  token?: string;
  deleted?: boolean;
}
/** What the gateway tells before the first message: words staff can change, and crisis lines. */
export interface Opening {
  disclosure: string;
  consent: string;
  lines: Line[];
  countries: Record<string, string>;
  bar: Tile[];
  words: Record<string, string>;
}
/** One large link of the crisis bar: address, number as printed, whose it is. */
export type Tile = [href: string, shown: string, name?: string];

export type Call = <T = Reply>(
  method: string, path: string, token?: string, body?: object, leaving?: boolean
) => Promise<{ status: number; body: T }>;

/** Return the way to call the gateway at `server` ("" is the page's own). */
export function caller(server: string): Call {
  return async (method, path, token, body, leaving) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), WAIT_MS);
    try {
      const response = await fetch(server + path, {
        method,
        headers: {
          ...(body && { "Content-Type": "application/json" }),
          ...(token && { "X-Session-Token": token }),
        },
        body: body && JSON.stringify(body),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        keepalive: leaving,
        signal: giveUp.signal,
      });
      return { status: response.status, body: await response.json() };
    } finally {
      clearTimeout(timer);
    }
  };
}

export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
