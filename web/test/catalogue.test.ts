// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE, compileCatalogue, readProperties } from "../build-tools/catalogue.ts";
import { formatParts, piecesToText } from "../src/text/message.ts";

const SRC = join(import.meta.dirname, "../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((f) => /\.tsx?$/.test(f))
  .map((f) => ({ name: f, text: readFileSync(join(SRC, f), "utf8") }));
const keys = new Set(readProperties(readFileSync(CATALOGUE, "utf8")).keys());

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
    const text = [...readProperties(readFileSync(CATALOGUE, "utf8"))];
    const banned =
      /\b(error|unknown|invalid|oops|please|sorry|try again later|went wrong|is down)\b/i;
    expect(text.filter(([, value]) => banned.test(value))).toEqual([]);
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
