// SPDX-License-Identifier: Apache-2.0
import type { EmailAddress, Id } from "../../jmap/types.ts";
import { type Chip, chipOf, parseAddresses, sameKey } from "./addresses.ts";
import type { Attachment } from "./attachment.ts";
import type { Mailto } from "./mailto.ts";

export type Mode = "rich" | "plain";

/** The message that this one answers or passes on, and the keyword that it gets once this is sent. */
export interface Answered {
  emailId: Id;
  keyword: "$answered" | "$forwarded";
}

/** Everything that one composer window holds and that must outlive it. */
export interface Draft {
  /** The window's own key, also in this browser's storage. */
  key: string;
  accountId: Id;
  /** The saved draft on the server; null before the first save. */
  emailId: Id | null;
  /** The same for every saved state, so that a lost answer can be looked up. */
  messageId: string;
  identityId: Id;
  to: Chip[];
  cc: Chip[];
  bcc: Chip[];
  subject: string;
  mode: Mode;
  /** The rich text with cid pictures. */
  html: string;
  /** text/plain; format=flowed, of either mode. */
  text: string;
  /** The writer's own words, without quotes. */
  own: string;
  files: Attachment[];
  inReplyTo: string[] | null;
  references: string[] | null;
  answered: Answered | null;
  /** The line above the quotation, in whose place a signature goes. */
  quoteLine?: string | null;
  /** Addresses in Bcc that the identity put there. */
  autoBcc?: string[];
  /** A post goes into this folder instead of to people. */
  post?: PostTo;
}

export interface PostTo {
  accountId: Id;
  mailboxId: Id;
  name: string;
}

export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(36).padStart(2, "0"),
  ).join("");
}

export function emptyDraft(accountId: Id, identity: { id: Id; email: string }, mode: Mode): Draft {
  const key = newKey();
  const host = identity.email.slice(identity.email.lastIndexOf("@") + 1);
  return {
    key,
    accountId,
    emailId: null,
    messageId: `${key}@${host}`,
    identityId: identity.id,
    to: [],
    cc: [],
    bcc: [],
    subject: "",
    mode,
    html: "",
    text: "",
    own: "",
    files: [],
    inReplyTo: null,
    references: null,
    answered: null,
  };
}

export function chips(addresses: readonly EmailAddress[] | null): Chip[] {
  return (addresses ?? []).map((address) => chipOf(address));
}

/** Chips that the typed text adds; what is there already is not added twice. */
export function withTyped(have: readonly Chip[], text: string): Chip[] {
  const known = new Set(have.map((chip) => chip.email.toLowerCase()));
  const added = parseAddresses(text)
    .map((address) => chipOf(address))
    .filter((chip) => !known.has(chip.email.toLowerCase()));
  return [...have, ...added];
}

export function fromMailto(draft: Draft, mailto: Mailto): Draft {
  return {
    ...draft,
    to: chips(mailto.to),
    cc: chips(mailto.cc),
    bcc: chips(mailto.bcc),
    subject: mailto.subject,
    inReplyTo: mailto.inReplyTo,
  };
}

/** Nothing that a writer would miss. */
export function isBlank(draft: Draft): boolean {
  return (
    named(draft).length === 0 &&
    draft.files.every((file) => file.signature) &&
    draft.subject.trim() === "" &&
    draft.own.trim() === ""
  );
}

/** Recipients that the writer named. */
export function named(draft: Draft): Chip[] {
  const auto = new Set(draft.autoBcc);
  return [...draft.to, ...draft.cc, ...draft.bcc.filter((chip) => !auto.has(sameKey(chip.email)))];
}

/** The Bcc line when one identity takes the place of another: what the writer named stays. */
export function withBcc(draft: Draft, bcc: readonly EmailAddress[] | null | undefined): Draft {
  const auto = new Set(draft.autoBcc);
  const kept = draft.bcc.filter((chip) => !auto.has(sameKey(chip.email)));
  const known = new Set(kept.map((chip) => sameKey(chip.email)));
  const added = chips(bcc ?? null).filter((chip) => !known.has(sameKey(chip.email)));
  return {
    ...draft,
    bcc: [...kept, ...added],
    autoBcc: added.map((chip) => sameKey(chip.email)),
  };
}

export function everyone(draft: Pick<Draft, "to" | "cc" | "bcc">): Chip[] {
  return [...draft.to, ...draft.cc, ...draft.bcc];
}
