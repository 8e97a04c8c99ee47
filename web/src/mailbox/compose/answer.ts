// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../../jmap/batch.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { EmailAddress, GetResponse, Id } from "../../jmap/types.ts";
import { locale, t } from "../../text/t.tsx";
import type { App } from "../app.ts";
import { fromBlob } from "./attachment.ts";
import { chips, type Draft, emptyDraft, type Mode } from "./draft.ts";
import { deliveredTo, type Identity, identityFor } from "./identities.ts";
import {
  forwardedHead,
  forwardedHtml,
  forwardedText,
  type Quote,
  quotedHtml,
  quotedText,
  type Sign,
  textToHtml,
} from "./quote.ts";
import { type AnswerKind, answerTo, type Original } from "./rules.ts";
import { blankWith, block, lines, type Signing, signatureOf } from "./signature.ts";

interface AnsweredMail extends Omit<Original, "listPost" | "followupTo"> {
  blobId: Id;
  size: number;
  sentAt: string | null;
  receivedAt: string;
  attachments: {
    blobId: Id;
    name: string | null;
    type: string;
    size: number;
    cid: string | null;
    disposition: string | null;
  }[];
  "header:List-Post": string | null;
  "header:Mail-Followup-To:asAddresses": EmailAddress[] | null;
  "header:Delivered-To:all": string[];
  "header:Received:all": string[];
}

const PROPERTIES = [
  "id",
  "blobId",
  "size",
  "messageId",
  "inReplyTo",
  "references",
  "from",
  "replyTo",
  "to",
  "cc",
  "subject",
  "sentAt",
  "receivedAt",
  "attachments",
  "header:List-Post",
  "header:Mail-Followup-To:asAddresses",
  "header:Delivered-To:all",
  "header:Received:all",
];

export type AnswerRequest = "reply" | "replyAll" | "replyList" | "forward" | "forwardAttached";

const KINDS: Record<AnswerRequest, AnswerKind> = {
  reply: "reply",
  replyAll: "reply-all",
  replyList: "reply-list",
  forward: "forward",
  forwardAttached: "forward",
};

/** Who writes, and how. */
export interface Writer {
  identities: readonly Identity[];
  /** The one for new messages. */
  first: Identity;
  mode: Mode;
  signing: Signing;
}

/** The draft that answers a message or passes it on. */
export async function answerDraft(
  app: App,
  request: AnswerRequest,
  emailId: Id,
  { identities, first, mode, signing }: Writer,
): Promise<Draft> {
  const kind = KINDS[request];
  const quoting = request === "forwardAttached" ? null : quoteOf(app, emailId);
  const mail = await load(app, emailId);
  const quote = (await quoting) ?? { html: "", text: "" };
  const original: Original = {
    ...mail,
    listPost: mail["header:List-Post"],
    followupTo: mail["header:Mail-Followup-To:asAddresses"],
  };
  const delivered = deliveredTo([mail["header:Delivered-To:all"], mail["header:Received:all"]]);
  const identity = identityFor({ ...mail, delivered }, identities, first) ?? first;
  const mine = [app.address, ...identities.map((one) => one.email)];
  const answer = answerTo(original, kind, mine);
  const draft: Draft = {
    ...emptyDraft(app.own, identity, mode),
    to: chips(answer.to),
    cc: chips(answer.cc),
    subject: answer.subject,
    inReplyTo: answer.inReplyTo,
    references: answer.references,
    // In somebody else's folder it is not the writer's to mark.
    answered: app.isShared
      ? null
      : { emailId, keyword: kind === "forward" ? "$forwarded" : "$answered" },
  };
  const signed = signatureOf(signing.answers ? identity : undefined);
  const sign = { html: block(signed), lines: lines(signed), below: signing.below };
  if (request === "forwardAttached")
    return { ...draft, ...blankWith(signed), files: [asFile(mail)] };
  return {
    ...draft,
    ...quoted(mail, kind, quote, sign),
    files: kind === "forward" ? filesOf(mail) : [],
  };
}

async function load(app: App, emailId: Id): Promise<AnsweredMail> {
  const batch = new Batch();
  const call = batch.call<GetResponse<AnsweredMail>>("Email/get", {
    accountId: app.accountId,
    ids: [emailId],
    properties: PROPERTIES,
    bodyProperties: ["partId", "blobId", "size", "name", "type", "cid", "disposition"],
  });
  const mail = (await app.client.send(batch)).get(call).list[0];
  if (!mail) throw new JmapError("notFound", t("compose.gone"));
  return mail;
}

/** An answer can be written without the quotation: its failure is told in its place. */
async function quoteOf(app: App, emailId: Id): Promise<Quote> {
  const path = `/mail/quote/${encodeURIComponent(app.accountId)}/${encodeURIComponent(emailId)}`;
  try {
    return (await (await app.client.fetch(path)).json()) as Quote;
  } catch (error) {
    const cause = error instanceof Error ? error.message : "";
    const text = t("compose.noQuote", { cause });
    return { html: textToHtml(text), text };
  }
}

function quoted(
  mail: AnsweredMail,
  kind: AnswerKind,
  quote: Quote,
  sign: Sign,
): { html: string; text: string; quoteLine: string } {
  const date = new Date(mail.sentAt ?? mail.receivedAt);
  const long = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
  });
  if (kind === "forward") {
    const labels = {
      from: t("forward.from"),
      to: t("forward.to"),
      cc: t("forward.cc"),
      date: t("forward.date"),
      subject: t("forward.subject"),
    };
    const head = forwardedHead(labels, mail, long.format(date));
    const title = t("forward.title");
    return {
      html: forwardedHtml(title, head, quote, sign),
      text: forwardedText(title, head, quote, sign),
      quoteLine: title,
    };
  }
  const writer = mail.from?.[0];
  const line = t("compose.wrote", {
    date: long.format(date),
    name: writer?.name || writer?.email || "",
  });
  return {
    html: quotedHtml(line, quote, sign),
    text: quotedText(line, quote, sign),
    quoteLine: line,
  };
}

/** Everything that is no picture inside the text goes along, by its blob. */
function filesOf(mail: AnsweredMail) {
  return mail.attachments
    .filter((part) => !(part.cid !== null && part.disposition !== "attachment"))
    .map((part) => fromBlob({ ...part, cid: null }));
}

function asFile(mail: AnsweredMail) {
  const name = `${
    (mail.subject ?? "")
      .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, 100) || "message"
  }.eml`;
  return fromBlob({
    blobId: mail.blobId,
    name,
    type: "message/rfc822",
    size: mail.size,
    cid: null,
  });
}
