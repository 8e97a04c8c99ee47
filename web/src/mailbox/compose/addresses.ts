// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4 read leniently: what people type and paste into To, Cc and Bcc.

/** One person as JMAP writes it (RFC 8621 §4.1.2.3). */
export interface Address {
  name: string | null;
  email: string;
}

/** Why an address cannot be written to; the catalogue holds the sentence for each. */
export type AddressFault =
  | "empty"
  | "no-at"
  | "two-at"
  | "no-name"
  | "no-host"
  | "no-ending"
  | "space"
  | "dots"
  | "hyphen"
  | "sign"
  | "long";

export interface Chip extends Address {
  fault: AddressFault | null;
  /** The address lies outside of the organisation; null when nobody said. */
  outside: boolean | null;
}

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]/gu;
const SPACES = /[\s\u00a0\u3000]+/gu;
/** Printable ASCII that RFC 5322 atext leaves out; a dot is looked at apart. */
const LOCAL_SIGN = /[\p{Cc}"(),:;<>@[\\\]\s]/u;
const LABEL = /^[\p{L}\p{M}\p{N}_-]+$/u;

/** Says what is wrong with an address, or null when mail can be addressed to it. */
export function faultOf(email: string): AddressFault | null {
  if (email === "") return "empty";
  const quoted = /^"(?:[^"\\]|\\.)*"@/u.exec(email);
  const at = quoted ? quoted[0].length - 1 : email.indexOf("@");
  if (at < 0) return "no-at";
  const local = email.slice(0, at);
  const host = email.slice(at + 1);
  if (host.includes("@")) return "two-at";
  if (local === "") return "no-name";
  if (host === "") return "no-host";
  if (/\s/u.test(host) || (!quoted && /\s/u.test(local))) return "space";
  const bytes = new TextEncoder();
  if (bytes.encode(local).length > 64 || bytes.encode(email).length > 254) return "long";
  if (!quoted) {
    if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return "dots";
    if (LOCAL_SIGN.test(local)) return "sign";
  }
  return hostFault(host);
}

function hostFault(host: string): AddressFault | null {
  if (/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/iu.test(host)) return null;
  const labels = host.replace(/[。．｡]/gu, ".").split(".");
  if (labels.some((label) => label === "")) {
    return labels.length === 2 && labels[1] === "" ? "no-ending" : "dots";
  }
  if (labels.some((label) => !LABEL.test(label))) return "sign";
  if (labels.some((label) => label.startsWith("-") || label.endsWith("-"))) return "hyphen";
  if (labels.some((label) => label.length > 63)) return "long";
  if (labels.length < 2) return "no-ending";
  return null;
}

export function chipOf(address: Address, outside: boolean | null = null): Chip {
  return { ...address, fault: faultOf(address.email), outside };
}

/** Reads a typed or pasted list; nothing that was written is dropped. */
export function parseAddresses(text: string): Address[] {
  const clean = text.replace(INVISIBLE, "").replace(/\r\n?/gu, "\n");
  return mergeNames(split(clean))
    .map(readOne)
    .filter((address): address is Address => address !== null);
}

interface Piece {
  text: string;
  /** The sign that ended the piece. */
  end: string;
}

/** Cuts at separators that stand outside of quotes, comments and angle brackets. */
function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let quote = false;
  let angle = false;
  let comment = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? "";
    if (sign === "\\" && (quote || comment > 0)) i++;
    else if (sign === '"') quote = !quote && closes(text, i + 1, '"');
    else if (quote) continue;
    else if (sign === "(") comment += closes(text, i + 1, ")") ? 1 : 0;
    else if (sign === ")" && comment > 0) comment--;
    else if (comment > 0) continue;
    else if (sign === "<") angle = closes(text, i + 1, ">");
    else if (sign === ">") angle = false;
    else if (!angle && /[,;\n、，；\t]/u.test(sign)) {
      pieces.push({ text: text.slice(from, i), end: sign });
      from = i + 1;
    }
  }
  pieces.push({ text: text.slice(from), end: "" });
  return pieces;
}

/** A lone quote or bracket must not swallow the rest of a pasted list. */
function closes(text: string, from: number, sign: string): boolean {
  const end = text.indexOf(sign, from);
  const line = text.indexOf("\n", from);
  return end >= 0 && (line < 0 || end < line);
}

/** "Brandt, Jonas <jonas@…>" as some programs copy it: the comma belongs to the name. */
function mergeNames(pieces: Piece[]): string[] {
  const merged: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    const next = pieces[i + 1];
    const bare = piece.text.trim() !== "" && !/[@<"]/u.test(piece.text);
    if (bare && piece.end === "," && next && /^[^"@<]+<[^>]*@[^>]*>/u.test(next.text.trim())) {
      merged.push(`${piece.text.trim()}, ${next.text.trim()}`);
      i++;
    } else merged.push(piece.text);
  }
  return merged;
}

function readOne(piece: string): Address | null {
  let text = piece.replace(SPACES, " ").trim();
  if (text === "") return null;
  const angle = /^(.*?)<\s*([^<>]*?)\s*>\s*(.*)$/u.exec(text);
  if (angle) {
    const name = unquote(ungroup(`${angle[1] ?? ""} ${angle[3] ?? ""}`.trim()));
    const email = bare(angle[2] ?? "");
    if (email === "" && name === "") return null;
    return {
      name: name === "" || name === email ? null : name,
      email: email === "" ? name : email,
    };
  }
  text = ungroup(text);
  if (text === "") return null;
  const comment = /^(\S+@\S+)\s*\(([^()]*)\)$/u.exec(text);
  if (comment) return { name: unquote(comment[2] ?? "") || null, email: bare(comment[1] ?? "") };
  const tail = /^(.+?)\s+\[?(\S+@[^\s@\]]+)\]?$/u.exec(text);
  if (tail && !(tail[1] ?? "").includes("@")) {
    return { name: unquote(tail[1] ?? "") || null, email: bare(tail[2] ?? "") };
  }
  return { name: null, email: bare(text) };
}

/** RFC 5322 §3.4 group syntax: "Friends: a@b.example" → the label goes. */
function ungroup(text: string): string {
  return text.startsWith('"') || /^mailto:/iu.test(text)
    ? text
    : text.replace(/^(?:to|cc|bcc|from|an|kopie|von|[^:@<"]{1,60}):\s*/iu, "");
}

function bare(email: string): string {
  return email
    .replace(/^mailto:/iu, "")
    .replace(/\?.*$/u, "")
    .replace(/^['‘]|['’]$/gu, "")
    .trim();
}

function unquote(name: string): string {
  const trimmed = name.trim().replace(/,$/u, "").trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"$/u.exec(trimmed) ?? /^'(.*)'$/u.exec(trimmed);
  return (quoted ? (quoted[1] ?? "").replace(/\\(.)/gu, "$1") : trimmed).trim();
}

/** The form for comparing: hosts fold case, and so do local parts on nearly every server. */
export function sameKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Keeps the first of each address, in order. */
export function distinct<T extends { email: string }>(addresses: readonly T[]): T[] {
  const seen = new Set<string>();
  return addresses.filter((address) => {
    const key = sameKey(address.email);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Writes an address as a person copies it. */
export function written(address: Address): string {
  if (!address.name) return address.email;
  const name = /[",;:<>()@[\]\\]/u.test(address.name)
    ? `"${address.name.replace(/["\\]/gu, "\\$&")}"`
    : address.name;
  return `${name} <${address.email}>`;
}
