// The labels. A few are baked in (python -m bot.web.baked), the others come with the opening.
import baked from "../baked.json";
import type { Opening, Tile } from "./server";

export type Language = keyof typeof baked.words;
/** Returns the label `name`, with $placeholders filled in. */
export type Word = (name: string, values?: Record<string, unknown>) => string;

export const languageOf = (wanted: string): Language => (/^es/i.test(wanted) ? "es" : "en");

export function wordsIn(language: Language, opening: Opening | null): Word {
  const words: Record<string, string> = { ...baked.words[language], ...opening?.words };
  return (name, values = {}) =>
    (words[name] || "").replace(/\$(\w+)/g, (_, key: string) => String(values[key] ?? ""));
}

/** Return crisis numbers that need no server: those of `country`, else where to find one. */
export function bakedTiles(country: string): Tile[] {
  const tiles = baked.bar as unknown as Record<string, Tile[]>;
  return tiles[country] ?? tiles[""]!;
}
