// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.6.2-3.6.4 (Reply-To, References), RFC 2369 §3.4 (List-Post): who gets an answer.

import { type Address, distinct, sameKey } from "./addresses.ts";
import { forwardSubject, replySubject } from "./subject.ts";

/** The parts of a message that an answer depends on (RFC 8621 §4.1). */
export interface Original {
  id: string;
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  from: Address[] | null;
  replyTo: Address[] | null;
  to: Address[] | null;
  cc: Address[] | null;
  subject: string | null;
  /** Raw List-Post and Mail-Followup-To lines; null where absent. */
  listPost: string | null;
  followupTo: Address[] | null;
}

export type AnswerKind = "reply" | "reply-all" | "reply-list" | "forward";

export interface Answer {
  to: Address[];
  cc: Address[];
  subject: string;
  inReplyTo: string[] | null;
  references: string[] | null;
}

/** The list's address of a List-Post line; null for "NO" and for addresses that are no mail. */
export function listAddress(listPost: string | null): string | null {
  const found = /<\s*mailto:([^>?\s]+)[^>]*>/iu.exec(listPost ?? "");
  if (!found) return null;
  try {
    return decodeURIComponent(found[1] ?? "");
  } catch {
    return found[1] ?? null;
  }
}

/** Tells whether an address is one of the writer's own, subaddresses (name+tag@) included. */
export function isMine(email: string, mine: readonly string[]): boolean {
  const key = sameKey(email);
  const plain = key.replace(/\+[^@]*@/u, "@");
  return mine.some((own) => sameKey(own) === key || sameKey(own) === plain);
}

export function answerTo(original: Original, kind: AnswerKind, mine: readonly string[]): Answer {
  if (kind === "forward") {
    return {
      to: [],
      cc: [],
      subject: forwardSubject(original.subject),
      inReplyTo: null,
      references: null,
    };
  }
  const { to, cc } = recipients(original, kind, mine);
  return {
    to,
    cc,
    subject: replySubject(original.subject),
    inReplyTo: original.messageId && original.messageId.length > 0 ? original.messageId : null,
    references: chain(original),
  };
}

function recipients(
  original: Original,
  kind: AnswerKind,
  mine: readonly string[],
): { to: Address[]; cc: Address[] } {
  const from = original.from ?? [];
  const list = listAddress(original.listPost);
  if (kind === "reply-list" && list) return { to: [{ name: null, email: list }], cc: [] };

  const own = from.length > 0 && from.every((address) => isMine(address.email, mine));
  const back = original.replyTo && original.replyTo.length > 0 ? original.replyTo : from;
  if (kind === "reply" || kind === "reply-list") {
    const to = own ? nonEmpty(original.to, back) : back;
    return { to: distinct(to), cc: [] };
  }

  if (original.followupTo && original.followupTo.length > 0) {
    return { to: distinct(original.followupTo), cc: [] };
  }
  const others = (addresses: readonly Address[]) =>
    addresses.filter((address) => !isMine(address.email, mine));
  let to = own
    ? distinct(others(original.to ?? []))
    : distinct([...others(back), ...others(original.to ?? [])]);
  // Whoever answers a message written by and to oneself alone still needs one recipient.
  if (to.length === 0) to = distinct(own ? nonEmpty(original.to, back) : back);
  const inTo = new Set(to.map((address) => sameKey(address.email)));
  const cc = distinct(others(original.cc ?? [])).filter(
    (address) => !inTo.has(sameKey(address.email)),
  );
  const everyone = [...to, ...cc];
  // Mail that reached a list by Bcc names it only in List-Post.
  if (list && !everyone.some((address) => sameKey(address.email) === sameKey(list))) {
    cc.push({ name: null, email: list });
  }
  return { to, cc };
}

function nonEmpty(first: Address[] | null, second: Address[]): Address[] {
  return first && first.length > 0 ? first : second;
}

const CHAIN = 24;

/** The first and the newest ids stay when a chain grows long: threading needs both ends. */
function chain(original: Original): string[] | null {
  const before =
    original.references && original.references.length > 0
      ? original.references
      : original.inReplyTo?.length === 1
        ? original.inReplyTo
        : [];
  const all = [...before, ...(original.messageId ?? [])];
  const ids = all.filter((id, index) => all.lastIndexOf(id) === index);
  if (ids.length === 0) return null;
  return ids.length <= CHAIN ? ids : [ids[0] as string, ...ids.slice(1 - CHAIN)];
}
