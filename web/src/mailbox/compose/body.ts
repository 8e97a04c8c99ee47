// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4 and §4.6: the body of a new Email; RFC 2046 §5.1.4 alternative, RFC 2387 related.

import type { Chip } from "./addresses.ts";
import { type Attachment, beside } from "./attachment.ts";
import type { Draft } from "./draft.ts";
import { everyone } from "./draft.ts";

export interface NewPart {
  type?: string;
  partId?: string;
  blobId?: string;
  name?: string;
  cid?: string;
  disposition?: "inline" | "attachment";
  subParts?: NewPart[];
  [header: `header:${string}`]: unknown;
}

interface Body {
  bodyStructure: NewPart;
  bodyValues: Record<string, { value: string }>;
}

const FLOWED: NewPart = {
  partId: "text",
  "header:Content-Type": " text/plain; charset=utf-8; format=flowed",
};

function mediaType(type: string): string {
  const plain = type.replace(/;.*$/, "").trim();
  return /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,120}$/.test(plain)
    ? plain
    : "application/octet-stream";
}

function filePart(file: Attachment): NewPart {
  const part: NewPart = {
    type: mediaType(file.type),
    blobId: file.blobId as string,
    name: file.name,
    disposition: file.cid === null ? "attachment" : "inline",
  };
  if (file.cid !== null) part.cid = file.cid;
  return part;
}

/** The parts that a draft needs and no more: no alternative for plain text, no related without pictures. */
export function bodyOf(draft: Pick<Draft, "mode" | "html" | "text" | "files">): Body {
  const ready = draft.files.filter((file) => file.blobId !== null);
  const values: Record<string, { value: string }> = { text: { value: draft.text } };
  let body: NewPart = FLOWED;
  if (draft.mode === "rich") {
    values.html = { value: page(draft.html) };
    const html: NewPart = { partId: "html", type: "text/html" };
    const pictures = ready.filter(
      (file) => file.cid !== null && draft.html.includes(`cid:${file.cid}`),
    );
    const rich: NewPart =
      pictures.length === 0
        ? html
        : { type: "multipart/related", subParts: [html, ...pictures.map(filePart)] };
    body = { type: "multipart/alternative", subParts: [FLOWED, rich] };
  }
  const files = beside(ready);
  if (files.length > 0)
    body = { type: "multipart/mixed", subParts: [body, ...files.map(filePart)] };
  return { bodyStructure: body, bodyValues: values };
}

function page(html: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}

/** What no header can hold (a half-typed address) waits in the window and in this browser. */
const writable = (chip: Chip) =>
  chip.fault !== "empty" && !/[\s<>,;\p{Cc}]/u.test(chip.email) && chip.email.length <= 900;

function people(list: readonly Chip[]) {
  const kept = list.filter(writable);
  return kept.length === 0 ? null : kept.map(({ name, email }) => ({ name, email }));
}

/** The whole Email object of a save or a send. */
export function emailOf(
  draft: Draft,
  from: { name: string; email: string; replyTo?: { name: string | null; email: string }[] | null },
  mailboxId: string,
  sentAt: string,
): Record<string, unknown> {
  return {
    mailboxIds: { [mailboxId]: true },
    keywords: { $draft: true, $seen: true },
    messageId: [draft.messageId],
    ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
    ...(draft.references ? { references: draft.references } : {}),
    from: [{ name: from.name || null, email: from.email }],
    ...(from.replyTo ? { replyTo: from.replyTo } : {}),
    to: people(draft.to),
    cc: people(draft.cc),
    bcc: people(draft.bcc),
    subject: draft.subject,
    sentAt,
    ...bodyOf(draft),
  };
}

/** RFC 8621 §7: who gets it. */
export function envelopeOf(draft: Draft, from: string): Record<string, unknown> {
  const seen = new Set<string>();
  const rcptTo = everyone(draft)
    .filter((chip) => !seen.has(chip.email) && seen.add(chip.email))
    .map((chip) => ({ email: chip.email, parameters: null }));
  return { mailFrom: { email: from, parameters: null }, rcptTo };
}
