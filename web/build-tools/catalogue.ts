// SPDX-License-Identifier: Apache-2.0
// Compiles the ICU messages of the catalogue at build time, so that no parser is shipped.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";
import type { Message, Part } from "../src/text/message.ts";

export const CATALOGUE = resolve(
  import.meta.dirname,
  "../../base/src/main/resources/posthouse/base/catalogue/web-en.properties",
);

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

export function catalogue(): Plugin {
  const id = "\0catalogue";
  return {
    name: "posthouse-catalogue",
    resolveId: (source) => (source === "virtual:catalogue" ? id : undefined),
    load(source) {
      if (source !== id) return undefined;
      this.addWatchFile(CATALOGUE);
      const json = JSON.stringify(compileCatalogue(readFileSync(CATALOGUE, "utf8")));
      return `export default JSON.parse(${JSON.stringify(json)});`;
    },
  };
}
