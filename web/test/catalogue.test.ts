// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  catalogueFile,
  compileCatalogue,
  LANGUAGES,
  readProperties,
} from "../build-tools/catalogue.ts";
import { pseudoCatalogue, pseudoMessage } from "../build-tools/pseudo.ts";
import { formatParts, type Message, type Part, piecesToText } from "../src/text/message.ts";

const SRC = join(import.meta.dirname, "../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((f) => /\.tsx?$/.test(f))
  .map((f) => ({ name: f, text: readFileSync(join(SRC, f), "utf8") }));
const read = (language: string) => readFileSync(catalogueFile(language), "utf8");
const keys = new Set(readProperties(read("en")).keys());

const say = (source: string, values: Record<string, string | number>, locale = "en") => {
  const compiled = compileCatalogue(`k = ${source}`);
  return piecesToText(formatParts(compiled.k!, values, locale));
};

describe("the catalogue", () => {
  it("has every key that the code names", () => {
    const missing = files.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*"([^"]+)"|\bk="([^"]+)"/g)]
        .map((m) => m[1] ?? m[2]!)
        .filter((key) => !keys.has(key))
        .map((key) => `${name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it("has some key for every name that is put together", () => {
    const missing = files.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*`([^`$]*)\$\{[^}]*\}([^`$]*)`/g)]
        .filter(
          ([, start, end]) => ![...keys].some((k) => k.startsWith(start!) && k.endsWith(end!)),
        )
        .map((m) => `${name}: ${m[0]}`),
    );
    expect(missing).toEqual([]);
  });

  it("holds all the text: components have none of their own", () => {
    const literal = files
      .filter((f) => f.name.endsWith(".tsx"))
      .flatMap(({ name, text }) =>
        [
          ...text.matchAll(/<(?!Key\b)[a-zA-Z][^<>]*[^=]>\s*([A-Z][a-z]+[a-z ,.']*)\s*<\//g),
          ...text.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"]*[a-z]{2}[^"]*)"/g),
        ].map((m) => `${name}: ${m[1]}`),
      );
    expect(literal).toEqual([]);
  });

  it("uses no banned word", () => {
    const banned: Record<string, RegExp> = {
      en: /\b(error|unknown|invalid|oops|please|sorry|try again later|went wrong|is down)\b/i,
      de: /(?<!\p{L})(fehler|unbekannt|ungültig|hoppla|bitte|leider|später (erneut|noch)|schiefgegangen|du|dein\p{L}*)(?!\p{L})/iu,
    };
    for (const language of LANGUAGES)
      expect(
        [...readProperties(read(language))].filter(([, value]) => banned[language]!.test(value)),
      ).toEqual([]);
  });
});

/** What a message is filled with: its arguments and its tags, whatever it makes of them. */
function holes(message: Message): string[] {
  if (typeof message === "string") return [];
  const nested = (all: Record<string, Message>) => Object.values(all).flatMap(holes);
  const of = (part: Part): string[] => {
    if (typeof part === "string" || part === 0) return [];
    if (part[0] === "p" || part[0] === "o") return [`{${part[1]}}`, ...nested(part[3])];
    if (part[0] === "s") return [`{${part[1]}}`, ...nested(part[2])];
    if (part[0] === "t") return [`<${part[1]}>`, ...holes(part[2])];
    return [`{${part[1]}}`];
  };
  return [...new Set(message.flatMap(of))].sort();
}

describe("a language", () => {
  const english = compileCatalogue(read("en"));
  for (const language of LANGUAGES.filter((one) => one !== "en")) {
    const texts = compileCatalogue(read(language));

    it(`${language} has every text of the English file and no other`, () => {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    });

    it(`${language} fills its texts with what the English ones are filled with`, () => {
      const wrong = Object.keys(english).filter(
        (key) => String(holes(texts[key] ?? "")) !== String(holes(english[key]!)),
      );
      expect(wrong).toEqual([]);
    });
  }

  it("that nobody speaks is in brackets and two fifths longer", () => {
    const pseudo = pseudoCatalogue(english);
    for (const [key, message] of Object.entries(english)) {
      const values = { count: 3, name: "Ines", folder: "Kyoto", o: "a" };
      const [plain, long] = [message, pseudo[key]!].map((one) =>
        piecesToText(formatParts(one, values, "en")),
      );
      expect(long).toMatch(/^\[.*\]$/s);
      expect(long!.length).toBeGreaterThanOrEqual(Math.floor(plain!.length * 1.4));
    }
    expect(pseudoMessage("Inbox")).toBe("[Íñƀóẋ~]");
  });
});

describe("messages", () => {
  it("choose plurals and write the number by locale", () => {
    const source = "{n, plural, =0 {none} one {# message} other {# messages}}";
    expect(say(source, { n: 0 })).toBe("none");
    expect(say(source, { n: 1 })).toBe("1 message");
    expect(say(source, { n: 1204 })).toBe("1,204 messages");
    expect(say(source, { n: 1204 }, "de")).toBe("1.204 messages");
  });

  it("nest values in plurals and choices", () => {
    const source =
      "{n, plural, one {Moved to {folder}} other {# moved to {folder}}}, {o, select, a {A} other {B}}";
    expect(say(source, { n: 1, folder: "Kyoto", o: "a" })).toBe("Moved to Kyoto, A");
    expect(say(source, { n: 3, folder: "Kyoto", o: "z" })).toBe("3 moved to Kyoto, B");
  });

  it("keep tags for elements", () => {
    const compiled = compileCatalogue("k = from <b>{who}</b>!");
    expect(formatParts(compiled.k!, { who: "Priya" }, "en")).toEqual([
      "from ",
      { tag: "b", children: ["Priya"] },
      "!",
    ]);
  });
});
