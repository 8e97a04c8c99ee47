// SPDX-License-Identifier: Apache-2.0
/** A compiled ICU message: plain text, or parts. Made by build-tools/catalogue.ts. */
export type Message = string | Part[];

export type Part =
  | string
  /** `#` inside a plural. */
  | 0
  | [kind: "a" | "n", name: string]
  | [kind: "p" | "o", name: string, offset: number, options: Record<string, Message>]
  | [kind: "s", name: string, options: Record<string, Message>]
  | [kind: "t", tag: string, children: Message];

export type Values = Record<string, string | number | undefined>;
export type Piece = string | { tag: string; children: Piece[] };

/** Formats a compiled message into text pieces and tagged pieces. */
export function formatParts(message: Message, values: Values, locale: string, hash = 0): Piece[] {
  if (typeof message === "string") return [message];
  const out: Piece[] = [];
  for (const part of message) {
    if (typeof part === "string") out.push(part);
    else if (part === 0) out.push(formatNumber(hash, locale));
    else out.push(...formatPart(part, values, locale, hash));
  }
  return out;
}

function formatPart(
  part: Exclude<Part, string | 0>,
  values: Values,
  locale: string,
  hash: number,
): Piece[] {
  switch (part[0]) {
    case "a": {
      const value = values[part[1]];
      return [typeof value === "number" ? formatNumber(value, locale) : (value ?? "")];
    }
    case "n":
      return [formatNumber(Number(values[part[1]]), locale)];
    case "p":
    case "o": {
      const value = Number(values[part[1]]);
      const type = part[0] === "o" ? "ordinal" : "cardinal";
      const rule = pluralRules(locale, type).select(value - part[2]);
      const chosen = part[3][`=${value}`] ?? part[3][rule] ?? part[3].other ?? "";
      return formatParts(chosen, values, locale, value - part[2]);
    }
    case "s": {
      const chosen = part[2][String(values[part[1]])] ?? part[2].other ?? "";
      return formatParts(chosen, values, locale, hash);
    }
    case "t":
      return [{ tag: part[1], children: formatParts(part[2], values, locale, hash) }];
  }
}

export function piecesToText(pieces: Piece[]): string {
  return pieces.map((p) => (typeof p === "string" ? p : piecesToText(p.children))).join("");
}

const numberFormats = new Map<string, Intl.NumberFormat>();
/** The first use of Intl costs a slow machine 40 ms; what these languages write below a thousand needs none. */
const PLAIN_DIGITS = /^(en|de|fr|es|it|nl|pt|sv|da|nb|nn|fi|pl|cs)\b/;

/** @param digits at most so many behind the decimal sign */
export function formatNumber(value: number, locale: string, digits = 3): string {
  const rounded = digits === 0 ? Math.round(value) : value;
  if (Number.isInteger(rounded) && rounded >= 0 && rounded < 1000 && PLAIN_DIGITS.test(locale))
    return String(rounded);
  const key = `${locale} ${digits}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
    numberFormats.set(key, format);
  }
  return format.format(rounded);
}

const rules = new Map<string, Intl.PluralRules>();
function pluralRules(locale: string, type: Intl.PluralRuleType): Intl.PluralRules {
  const key = `${locale} ${type}`;
  let found = rules.get(key);
  if (!found) {
    found = new Intl.PluralRules(locale, { type });
    rules.set(key, found);
  }
  return found;
}
