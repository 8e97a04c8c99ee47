// SPDX-License-Identifier: Apache-2.0
import type { Email, EmailAddress, Id } from "../../jmap/types.ts";
import { spokenDate } from "../../text/dates.ts";
import { isolated, nameOf, shortName } from "../../text/people.ts";
import { t } from "../../text/t.tsx";
import type { App } from "../app.ts";
import { sizeText } from "../compose/size.ts";
import { emailsOfRow, isUnread, mailboxIdOf, orderOf } from "../view.ts";

/** What a row shows. Plain values, so that an unchanged row is not drawn again. */
export interface RowData {
  id: Id;
  who: string;
  person: EmailAddress | undefined;
  count: number;
  subject: string;
  preview: string;
  date: string;
  /** How large it is, in a list that is sorted by that. */
  size: string;
  unread: boolean;
  flagged: boolean;
  files: boolean;
  /** The messages that have them, by id. */
  filesIn: string;
  answered: boolean;
  forwarded: boolean;
  draft: boolean;
  /** The folder, where the list shows more than one. */
  folder: string;
}

const LEFT_OUT = ["trash", "junk"];

export function rowData(app: App, id: Id): RowData | undefined {
  const email = app.store.emails.get(id);
  if (!email) return undefined;
  const here = mailboxIdOf(app);
  const role = here === undefined ? undefined : app.store.mailboxes.get(here)?.role;
  const all = emailsOfRow(app, id).filter((e) => e.id === id || shownWith(app, e, here));
  const outgoing = role === "sent" || role === "drafts";
  const people = outgoing ? (email.to ?? email.cc ?? email.bcc ?? []) : [];
  return {
    id,
    who: outgoing ? recipients(people) : senders(app, all, email),
    person: outgoing ? (people[0] ?? email.from?.[0]) : lastOther(app, all, email),
    count: all.length,
    subject: email.subject?.trim() || t("noSubject"),
    preview: email.preview,
    date: email.receivedAt,
    size: orderOf(app).by === "size" ? sizeText(email.size) : "",
    unread: all.some(isUnread),
    flagged: all.some((e) => e.keywords.$flagged),
    files: all.some((e) => e.hasAttachment),
    filesIn: all.flatMap((e) => (e.hasAttachment ? [e.id] : [])).join(" "),
    answered: all.some((e) => e.keywords.$answered),
    forwarded: all.some((e) => e.keywords.$forwarded),
    draft: email.keywords.$draft === true,
    folder: here === undefined ? folderOf(app, email) : "",
  };
}

/** A conversation counts what lies in Junk or Trash only when one looks there. */
function shownWith(app: App, email: Email, here: Id | undefined): boolean {
  if (here !== undefined && here in email.mailboxIds) return true;
  return Object.keys(email.mailboxIds).some(
    (id) => !LEFT_OUT.includes(app.store.mailboxes.get(id)?.role ?? ""),
  );
}

function isOwn(app: App, person: EmailAddress | undefined): boolean {
  return person?.email.toLowerCase() === app.address.toLowerCase();
}

/** "Priya, You": everybody who wrote, in their order; one person by the full name. */
function senders(app: App, all: Email[], email: Email): string {
  const seen = new Map<string, EmailAddress>();
  for (const e of all) {
    const from = e.from?.[0];
    if (from) seen.set(from.email.toLowerCase(), from);
  }
  const people = [...seen.values()];
  if (people.length < 2) return nameOf(email.from?.[0]) || t("noSender");
  const named = (p: EmailAddress) => (isOwn(app, p) ? t("you") : isolated(shortName(p)));
  const others = people.filter((p) => !isOwn(app, p));
  if (others.length === 1) return `${isolated(nameOf(others[0]))}, ${t("you")}`;
  return people.map(named).join(", ");
}

function lastOther(app: App, all: Email[], email: Email): EmailAddress | undefined {
  const other = all.findLast((e) => e.from?.[0] && !isOwn(app, e.from[0]));
  return (other ?? email).from?.[0];
}

function recipients(people: EmailAddress[]): string {
  if (people.length === 0) return t("noRecipient");
  if (people.length === 1) return nameOf(people[0]);
  return people.map((p) => isolated(shortName(p))).join(", ");
}

function folderOf(app: App, email: Email): string {
  const id = Object.keys(email.mailboxIds)[0];
  const mailbox = id === undefined ? undefined : app.store.mailboxes.get(id);
  if (!mailbox) return "";
  const parent = mailbox.parentId === null ? undefined : app.store.mailboxes.get(mailbox.parentId);
  const name = app.mailboxName(mailbox);
  return parent ? `${app.mailboxName(parent)} / ${name}` : name;
}

/** The row as it is spoken: what is new first, the date last. */
export function rowName(row: RowData, now: Date): string {
  return [
    row.unread ? t("row.unread") : "",
    row.draft ? t("row.draft") : "",
    row.who,
    row.count > 1 ? t("row.messages", { count: row.count }) : "",
    row.subject,
    row.flagged ? t("row.flagged") : "",
    row.files ? t("row.attachment") : "",
    row.answered ? t("row.answered") : "",
    row.folder,
    row.size,
    spokenDate(row.date, now),
  ]
    .filter(Boolean)
    .join(", ");
}
