// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../../jmap/batch.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { EmailAddress, GetResponse, Id } from "../../jmap/types.ts";
import { locale, t } from "../../text/t.tsx";
import type { App } from "../app.ts";
import { fromBlob } from "./attachment.ts";
import { chips, type Draft, emptyDraft, type Mode } from "./draft.ts";
import {
  forwardedHead,
  forwardedHtml,
  forwardedText,
  type Quote,
  quotedHtml,
  quotedText,
  textToHtml,
} from "./quote.ts";
import { type AnswerKind, answerTo, identityFor, type Original } from "./rules.ts";
import type { Identity } from "./send.ts";

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
];

export type AnswerRequest = "reply" | "replyAll" | "replyList" | "forward" | "forwardAttached";

const KINDS: Record<AnswerRequest, AnswerKind> = {
  reply: "reply",
  replyAll: "reply-all",
  replyList: "reply-list",
  forward: "forward",
  forwardAttached: "forward",
};

/** The draft that answers a message or passes it on. */
export async function answerDraft(
  app: App,
  request: AnswerRequest,
  emailId: Id,
  identities: readonly Identity[],
  mode: Mode,
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
  const identity = identityFor(original, identities);
  if (!identity) throw new Error(t("compose.noIdentity"));
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
  if (request === "forwardAttached") return { ...draft, files: [asFile(mail)] };
  return {
    ...draft,
    ...quoted(mail, kind, quote, identity),
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
  identity: Identity,
): { html: string; text: string } {
  const date = new Date(mail.sentAt ?? mail.receivedAt);
  const long = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
  });
  const signed = identity.textSignature ? textToHtml(`\n-- \n${identity.textSignature}`) : "";
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
      html: forwardedHtml(title, head, quote, signed),
      text: forwardedText(title, head, quote),
    };
  }
  const writer = mail.from?.[0];
  const line = t("compose.wrote", {
    date: long.format(date),
    name: writer?.name || writer?.email || "",
  });
  return { html: quotedHtml(line, quote, signed), text: quotedText(line, quote) };
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
