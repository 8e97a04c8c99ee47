// SPDX-License-Identifier: Apache-2.0
import type { Filter, FilterCondition, Id, Mailbox } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";

export const OPERATORS = [
  "from",
  "to",
  "cc",
  "subject",
  "has",
  "is",
  "in",
  "before",
  "after",
  "larger",
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Chip {
  operator: Operator;
  value: string;
}

export interface Query {
  chips: Chip[];
  words: string;
}

const TOKEN = /(?:(\p{L}+):)?(?:"([^"]*)"|(\S+))/gu;

/** The operator of that name, in English or in the page's language. */
function operatorOf(name: string | undefined): Operator | undefined {
  const folded = name?.toLowerCase();
  return OPERATORS.find(
    (one) => one === folded || t(`chip.${one}`).split(" ")[0]!.toLowerCase() === folded,
  );
}

const VALUES = ["attachment", "unread", "read", "flagged"];

/** The word of a filter that the page's language calls so. */
function canonical(operator: Operator, text: string): string {
  if (operator !== "has" && operator !== "is") return text;
  const folded = text.toLowerCase();
  return VALUES.find((one) => t(`chip.value.${one}`).toLowerCase() === folded) ?? text;
}

/** Splits a typed query into chips and plain words. A chip needs a value that makes sense. */
export function parseQuery(text: string): Query {
  const chips: Chip[] = [];
  const words: string[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, name, quoted, bare] = match;
    const operator = operatorOf(name);
    const value = operator ? canonical(operator, quoted ?? bare ?? "") : "";
    if (operator && isValue(operator, value)) chips.push({ operator, value });
    else words.push(whole);
  }
  return { chips, words: words.join(" ") };
}

function isValue(operator: Operator, value: string): boolean {
  switch (operator) {
    case "has":
      return value === "attachment";
    case "is":
      return ["unread", "read", "flagged"].includes(value);
    case "before":
    case "after":
      return dateOf(value) !== undefined;
    case "larger":
      return sizeOf(value) !== undefined;
    default:
      return value.length > 0;
  }
}

/** `2026-11`, `2026-11-03` or `2026`, as the start of that time in the person's zone. */
export function dateOf(text: string): Date | undefined {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const month = Number(match[2] ?? 1);
  const day = Number(match[3] ?? 1);
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return new Date(Number(match[1]), month - 1, day);
}

/** `500k`, `5M` or a number of bytes. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)b?$/i.exec(text);
  if (!match) return undefined;
  const power = { "": 0, k: 1, m: 2, g: 3 }[match[2]!.toLowerCase()] ?? 0;
  return Math.round(Number(match[1]) * 1024 ** power);
}

export function queryText({ chips, words }: Query): string {
  const quote = (value: string) => (/\s/.test(value) ? `"${value}"` : value);
  return [...chips.map((c) => `${c.operator}:${quote(c.value)}`), words].filter(Boolean).join(" ");
}

/** The plain words, quoted ones together; they are what is marked in the results. */
export function wordsOf(words: string): string[] {
  return [...words.matchAll(TOKEN)].map((m) => m[2] ?? m[0]).filter(Boolean);
}

/** The filter of a query. Junk and Trash are left out unless the query names a folder. */
export function queryFilter(query: Query, mailboxes: Mailbox[], everywhere: boolean): Filter {
  const conditions: Filter[] = query.chips.map((chip) => chipFilter(chip, mailboxes));
  for (const word of wordsOf(query.words)) conditions.push({ text: word });
  if (!everywhere && !query.chips.some((c) => c.operator === "in")) {
    const left = mailboxes.filter((m) => m.role === "junk" || m.role === "trash").map((m) => m.id);
    if (left.length > 0) conditions.push({ inMailboxOtherThan: left });
  }
  return conditions.length === 1 ? conditions[0]! : { operator: "AND", conditions };
}

function chipFilter({ operator, value }: Chip, mailboxes: Mailbox[]): FilterCondition {
  switch (operator) {
    case "from":
    case "to":
    case "cc":
    case "subject":
      return { [operator]: value };
    case "has":
      return { hasAttachment: true };
    case "is":
      if (value === "flagged") return { hasKeyword: "$flagged" };
      return value === "unread" ? { notKeyword: "$seen" } : { hasKeyword: "$seen" };
    case "in":
      return { inMailbox: mailboxNamed(value, mailboxes) };
    case "before":
      return { before: dateOf(value)!.toISOString() };
    case "after":
      return { after: dateOf(value)!.toISOString() };
    case "larger":
      return { minSize: sizeOf(value)! };
  }
}

/** A folder by its name or role; a name that does not exist finds nothing. */
export function mailboxNamed(name: string, mailboxes: Mailbox[]): Id {
  const folded = name.toLowerCase();
  const found =
    mailboxes.find((m) => m.role === folded) ??
    mailboxes.find((m) => m.role && t(`role.${m.role}`).toLowerCase() === folded) ??
    mailboxes.find((m) => m.name.toLowerCase() === folded) ??
    mailboxes.find((m) => m.name.toLowerCase().startsWith(folded));
  return found?.id ?? name;
}
