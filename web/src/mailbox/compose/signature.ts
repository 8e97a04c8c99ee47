// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6, RFC 3676 §4.3: an identity's signature in a message.
import type { Preferences } from "../../jmap/types.ts";
import { decodeFlowed, encodeFlowed, type Line, readLines, showLines } from "./flowed.ts";
import type { Identity } from "./identities.ts";
import { textToHtml } from "./quote.ts";

export interface Signature {
  /** Without mark and block. */
  html: string;
  text: string;
}

export type Signed = Pick<Identity, "textSignature" | "htmlSignature">;

/** Either form is made of the other where there is only one. */
export function signatureOf(identity: Signed | undefined): Signature {
  const text = (identity?.textSignature ?? "")
    .replace(/\r\n?/gu, "\n")
    .replace(/^-- ?\n/u, "")
    .trimEnd();
  const html = (identity?.htmlSignature ?? "").trim();
  return {
    html: html === "" && text !== "" ? textToHtml(text) : html,
    text: text === "" && html !== "" ? wordsOfHtml(html) : text,
  };
}

/** The block by which the editor knows it. */
export const block = ({ html }: Signature) =>
  html === "" ? "" : `<div class="signature">${html}</div>`;

/** Its lines in plain text. */
export const lines = ({ text }: Signature): Line[] =>
  text === ""
    ? []
    : [{ depth: 0, text: "-- " }, ...text.split("\n").map((one) => ({ depth: 0, text: one }))];

/** What a new message begins with: room to write, and what it ends with. */
export function blankWith(signature: Signature, body = ""): { html: string; text: string } {
  if (body === "" && signature.html === "") return { html: "", text: "" };
  const start = readLines(body);
  const ends = signature.html === "" ? [] : [{ depth: 0, text: "" }, ...lines(signature)];
  return {
    html: `${textToHtml(body)}${signature.html === "" ? "" : `<div><br></div>${block(signature)}`}`,
    text: encodeFlowed([...start, ...ends]),
  };
}

/** Whether, and where, the person wants signatures. */
export interface Signing {
  news: boolean;
  answers: boolean;
  below: boolean;
}

export function signingOf(preferences: Preferences): Signing {
  return {
    news: preferences.signNew !== false,
    answers: preferences.signReply !== false,
    below: preferences.signBelow === true,
  };
}

export interface TextChange {
  was: Signature;
  next: Signature;
  insert: boolean;
  line: string | null;
  below: boolean;
}

/** As the editor's exchange, for plain text (format=flowed): what the writer changed stays. */
export function exchangeText(flowed: string, change: TextChange): string {
  const all = decodeFlowed(flowed);
  const old = lines(change.was);
  const next = lines(change.next);
  const at = old.length > 0 ? find(all, old) : -1;
  if (at >= 0) return encodeFlowed([...all.slice(0, at), ...next, ...all.slice(at + old.length)]);
  if (old.length > 0 || !change.insert || next.length === 0) return flowed;
  if (all.some((line) => line.depth === 0 && line.text === "-- ")) return flowed;
  const blank = { depth: 0, text: "" };
  if (change.below) return encodeFlowed([...all, blank, ...next]);
  const quote = quotation(all, change.line);
  return encodeFlowed([...all.slice(0, quote), ...next, blank, ...all.slice(quote)]);
}

function find(all: readonly Line[], sought: readonly Line[]): number {
  const same = (a: Line | undefined, b: Line) =>
    a?.depth === 0 && (a.text === b.text || a.text.trim() === b.text.trim());
  return all.findIndex((_, at) => sought.every((line, i) => same(all[at + i], line)));
}

function quotation(all: readonly Line[], line: string | null): number {
  const named = line === null ? -1 : all.findIndex(({ text }) => text.trim() === line.trim());
  if (named >= 0) return named;
  const quoted = all.findIndex(({ depth }) => depth > 0);
  if (quoted < 0) return all.length;
  return quoted > 0 && all[quoted - 1]!.text.trim().endsWith(":") ? quoted - 1 : quoted;
}

/** A plain text's own words: without quotations and this signature. */
export function ownLines(flowed: string, signature: Signature): string {
  const all = decodeFlowed(flowed);
  const sought = lines(signature);
  const at = sought.length > 0 ? find(all, sought) : -1;
  const own = all.filter(
    (line, i) => line.depth === 0 && !(at >= 0 && i >= at && i < at + sought.length),
  );
  return showLines(own);
}

/** Plain text as the editor's HTML, its signature as the block that it is. */
export function richOf(flowed: string, signature: Signature): string {
  const all = decodeFlowed(flowed);
  const sought = lines(signature);
  const at = sought.length > 0 ? find(all, sought) : -1;
  const html = (part: readonly Line[]) => (part.length > 0 ? textToHtml(showLines(part)) : "");
  if (at < 0) return html(all);
  return `${html(all.slice(0, at))}${block(signature)}${html(all.slice(at + sought.length))}`;
}

/** Words of a signature that has only HTML; another program's, since ours keeps both. */
function wordsOfHtml(html: string): string {
  const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
  const words = html
    .replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/giu, "")
    .replace(/<br\s*\/?>|<\/(?:div|p|li|tr|h[1-6])>/giu, "\n")
    .replace(/<[^>]*>/gu, "")
    .replace(/&#(\d{1,6});/gu, (_, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(\w+);/gu, (whole, name) => signs[name] ?? whole);
  return showLines(readLines(words.replace(/[ \t]*\n[ \t]*/gu, "\n").trim()));
}
