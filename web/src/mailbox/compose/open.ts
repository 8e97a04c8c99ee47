// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4: a saved draft, read back into a window.
import { Batch } from "../../jmap/batch.ts";
import type { Transport } from "../../jmap/client.ts";
import type { EmailAddress, GetResponse, Id } from "../../jmap/types.ts";
import { sameKey } from "./addresses.ts";
import { fromBlob } from "./attachment.ts";
import { chips, type Draft, emptyDraft } from "./draft.ts";
import type { Identity } from "./identities.ts";

interface Part {
  partId: string | null;
  blobId: Id;
  size: number;
  name: string | null;
  type: string;
  cid: string | null;
  disposition: string | null;
}

interface SavedDraft {
  id: Id;
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  from: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  subject: string | null;
  htmlBody: Part[];
  textBody: Part[];
  attachments: Part[];
  bodyValues: Record<string, { value: string; isTruncated: boolean }>;
}

const PROPERTIES = [
  "id",
  "messageId",
  "inReplyTo",
  "references",
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "htmlBody",
  "textBody",
  "attachments",
  "bodyValues",
];

/** Null when the draft is gone. */
export async function openDraft(
  transport: Transport,
  accountId: Id,
  emailId: Id,
  identities: readonly Identity[],
  first: Identity,
): Promise<Draft | null> {
  const batch = new Batch();
  const call = batch.call<GetResponse<SavedDraft>>("Email/get", {
    accountId,
    ids: [emailId],
    properties: PROPERTIES,
    bodyProperties: ["partId", "blobId", "size", "name", "type", "cid", "disposition"],
    fetchTextBodyValues: true,
    fetchHTMLBodyValues: true,
  });
  const saved = (await transport.send(batch)).get(call).list[0];
  return saved ? read(saved, accountId, identities, first) : null;
}

function read(
  saved: SavedDraft,
  accountId: Id,
  identities: readonly Identity[],
  first: Identity,
): Draft {
  const from = saved.from?.[0];
  const same = identities.filter((one) => sameKey(one.email) === sameKey(from?.email ?? ""));
  const identity = same.find((one) => one.name === (from?.name ?? "")) ?? same[0] ?? first;
  const value = (parts: Part[]) =>
    parts.map((part) => saved.bodyValues[part.partId ?? ""]?.value ?? "").join("\n");
  const html = saved.htmlBody.filter((part) => part.type === "text/html");
  const rich = html.length > 0;
  const shown = rich ? bodyOf(value(html)) : "";
  const blank = emptyDraft(accountId, identity, rich ? "rich" : "plain");
  const text = value(saved.textBody.filter((part) => part.type === "text/plain"));
  return {
    ...blank,
    emailId: saved.id,
    messageId: saved.messageId?.[0] ?? blank.messageId,
    to: chips(saved.to),
    cc: chips(saved.cc),
    bcc: chips(saved.bcc),
    subject: saved.subject ?? "",
    html: shown,
    text,
    files: saved.attachments.map((part) => {
      const inside = part.cid !== null && shown.includes(`cid:${part.cid}`);
      return fromBlob({ ...part, cid: inside ? part.cid : null });
    }),
    inReplyTo: saved.inReplyTo,
    references: saved.references,
  };
}

function bodyOf(html: string): string {
  return html.replace(/^[\s\S]*?<body[^>]*>/i, "").replace(/<\/body>[\s\S]*$/i, "");
}
