// SPDX-License-Identifier: Apache-2.0
import type { EmailAddress } from "../jmap/types.ts";

/** Hues of avatars; the same person has the same one everywhere. */
const HUES = [18, 42, 75, 105, 150, 172, 192, 212, 232, 268, 300, 340];

/** FNV-1a of the lower-case address. */
export function hueOf(email: string): number {
  let hash = 0x811c9dc5;
  for (const char of email.toLowerCase()) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return HUES[hash % HUES.length]!;
}

const ONE_LETTER =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Arabic}\p{sc=Hebrew}]/u;

/** First letters of first and last word; one letter for scripts that are written so. */
export function initialsOf(person: EmailAddress | undefined): string {
  const text = nameOf(person).replace(/^[^\p{L}\p{N}]+/u, "");
  const words = text.split(/[\s·]+/u).filter((w) => /^[\p{L}\p{N}]/u.test(w));
  const first = [...(words[0] ?? text)][0];
  if (!first) return "?";
  if (ONE_LETTER.test(first)) return first;
  if (!person?.name?.trim()) return first.toUpperCase();
  if (words.length === 1) return [...words[0]!].slice(0, 2).join("").toUpperCase();
  return (first + [...words.at(-1)!][0]!).toUpperCase();
}

export function nameOf(person: EmailAddress | undefined): string {
  return person?.name?.trim() || person?.email || "";
}

/** The first word of a name where more than one person is listed; whole for other scripts. */
export function shortName(person: EmailAddress): string {
  const name = person.name?.trim();
  if (!name) return person.email.split("@")[0] ?? person.email;
  return name.includes(",") ? name : (name.split(/\s+/u)[0] ?? name);
}

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A name among others, kept from turning the direction of what stands around it. */
export function isolated(name: string): string {
  return RTL.test(name) ? `\u2068${name}\u2069` : name;
}

const MACHINE =
  /^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|notifications?|bounces?|news(letter)?|lists?|alerts?|builds?|ci|facilities|team|info|support|billing|service)([-+._@]|$)/i;

/** Lists and machines have a square avatar. */
export function isMachine(email: string): boolean {
  return MACHINE.test(email);
}
