// SPDX-License-Identifier: Apache-2.0
// Compiles the ICU messages of the catalogue at build time, so that no parser is shipped.
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";
import type { Message, Part } from "../src/text/message.ts";
import { pseudoCatalogue } from "./pseudo.ts";

const FOLDER = resolve(
  import.meta.dirname,
  "../../base/src/main/resources/posthouse/base/catalogue",
);

/** The languages that have a file; English first, since the others follow its keys. */
export const LANGUAGES: readonly string[] = readdirSync(FOLDER)
  .map((name) => /^web-([a-z]{2,3})\.properties$/.exec(name)?.[1])
  .filter((language) => language !== undefined)
  .sort((a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b));

export const catalogueFile = (language: string) => resolve(FOLDER, `web-${language}.properties`);

/** Reads a UTF-8 `.properties` file: `key = value`, `#` comments, `\` continuation. */
export function readProperties(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  const joined = text.replace(/\\\r?\n[ \t]*/g, "");
  for (const line of joined.split(/\r?\n/)) {
    const match = /^\s*([^#!=\s][^=\s]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const key = match[1]!;
    if (entries.has(key)) throw new Error(`catalogue: ${key} is there twice`);
    entries.set(
      key,
      match[2]!.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    );
  }
  return entries;
}

function compilePart(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.pound:
      return 0;
    case TYPE.number:
      return ["n", element.value];
    case TYPE.plural:
      return [
        element.pluralType === "ordinal" ? "o" : "p",
        element.value,
        element.offset,
        Object.fromEntries(Object.entries(element.options).map(([k, o]) => [k, compile(o.value)])),
      ];
    case TYPE.select:
      return [
        "s",
        element.value,
        Object.fromEntries(Object.entries(element.options).map(([k, o]) => [k, compile(o.value)])),
      ];
    case TYPE.tag:
      return ["t", element.value, compile(element.children)];
    default:
      return ["a", element.value];
  }
}

function compile(elements: MessageFormatElement[]): Message {
  if (elements.length === 0) return "";
  if (elements.length === 1 && elements[0]!.type === TYPE.literal) return elements[0]!.value;
  return elements.map(compilePart);
}

export function compileCatalogue(text: string): Record<string, Message> {
  const out: Record<string, Message> = {};
  for (const [key, value] of readProperties(text)) {
    try {
      out[key] = compile(parse(value));
    } catch (cause) {
      throw new Error(`catalogue: ${key} cannot be read`, { cause });
    }
  }
  return out;
}

/** The module with the texts of a language; `pseudo` is made from English. */
function moduleOf(language: string): string {
  const english = language === "pseudo";
  const messages = compileCatalogue(readFileSync(catalogueFile(english ? "en" : language), "utf8"));
  const json = JSON.stringify(english ? pseudoCatalogue(messages) : messages);
  return `export default JSON.parse(${JSON.stringify(json)});`;
}

/**
 * Emits one module a language, which stands in the manifest as `words/de`: the page names the one that it needs. For units
 * `virtual:catalogue/en` is the same; `virtual:languages` names those that a person can choose.
 */
export function catalogue(): Plugin {
  const modules: Record<string, () => string> = {
    "virtual:languages": () => `export default ${JSON.stringify(LANGUAGES)};`,
  };
  for (const language of [...LANGUAGES, "pseudo"])
    modules[`virtual:catalogue/${language}`] = () => moduleOf(language);
  return {
    name: "posthouse-catalogue",
    buildStart() {
      for (const language of LANGUAGES) this.addWatchFile(catalogueFile(language));
    },
    resolveId: (source) => (source in modules ? `\0${source}` : undefined),
    load: (source) => (source.startsWith("\0") ? modules[source.slice(1)]?.() : undefined),
    generateBundle() {
      for (const language of [...LANGUAGES, "pseudo"])
        this.emitFile({
          type: "asset",
          name: `words-${language}.js`,
          originalFileName: `words/${language}`,
          source: moduleOf(language),
        });
    },
  };
}
