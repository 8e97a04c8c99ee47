// SPDX-License-Identifier: Apache-2.0
import type { Email, Filter, Id, Mailbox } from "../jmap/types.ts";
import type { QuerySpec, QueryWindow } from "../store/window.ts";
import type { App } from "./app.ts";
import { comparators, keepOrder, type Order, parseOrder } from "./list/order.ts";
import { parseQuery, queryFilter } from "./search/query.ts";

/** Pure questions about what is on screen; components and actions ask the same ones. */

export function mailboxIdOf(app: App): Id | undefined {
  const { place, query } = app.router.value;
  return place.kind === "mailbox" && query === undefined ? place.id : undefined;
}

export function mailboxOf(app: App): Mailbox | undefined {
  const id = mailboxIdOf(app);
  return id === undefined ? undefined : app.store.mailboxes.get(id);
}

/** What the preferences call the list on screen; a search has no name, since it is not kept. */
function listName(app: App): string | undefined {
  const { place, query } = app.router.value;
  if (query !== undefined) return undefined;
  return place.kind === "mailbox" ? place.id : place.kind;
}

/** The order of the list on screen: a folder's is kept, a search's lasts as long as the page. */
export function orderOf(app: App): Order {
  const name = listName(app);
  if (name === undefined) return app.ui.value.found;
  return parseOrder(app.preferences.value.sorts?.[name]);
}

export function setOrder(app: App, order: Order): void {
  const name = listName(app);
  if (name === undefined) app.ui.update({ found: order });
  else app.setPreference({ sorts: keepOrder(app.preferences.value.sorts, name, order) });
}

/** The query that the list shows, by address, filter menu, sort menu and preferences. */
export function specOf(app: App): QuerySpec {
  const { place, query } = app.router.value;
  const { filtering, everywhere } = app.ui.value;
  const { conversations } = app.preferences.value;
  const conditions: Filter[] = [];
  if (query !== undefined)
    conditions.push(queryFilter(parseQuery(query), app.store.mailboxes.all(), everywhere));
  else if (place.kind === "mailbox") conditions.push({ inMailbox: place.id });
  else {
    const left = ["junk", "trash"].map((r) => app.store.mailboxByRole(r)?.id);
    conditions.push({ hasKeyword: "$flagged" });
    const others = left.filter((id): id is Id => id !== undefined);
    if (others.length > 0) conditions.push({ inMailboxOtherThan: others });
  }
  if (query === undefined) {
    if (filtering === "unread") conditions.push({ notKeyword: "$seen" });
    if (filtering === "flagged") conditions.push({ hasKeyword: "$flagged" });
    if (filtering === "attachment") conditions.push({ hasAttachment: true });
  }
  return {
    filter: conditions.length === 1 ? conditions[0]! : { operator: "AND", conditions },
    sort: comparators(orderOf(app), conversations),
    collapseThreads: conversations,
  };
}

export function windowOf(app: App): QueryWindow {
  return app.store.window(specOf(app));
}

export function rowsOf(app: App): (Id | undefined)[] {
  return app.store.rows(windowOf(app));
}

/** The row that stands for a message: its own, or its conversation's. */
export function rowOf(app: App, emailId: Id | undefined): Id | undefined {
  if (emailId === undefined) return undefined;
  const rows = rowsOf(app);
  if (rows.includes(emailId)) return emailId;
  const threadId = app.store.emails.confirmed(emailId)?.threadId;
  if (threadId === undefined) return undefined;
  return rows.find((id) => id && app.store.emails.get(id)?.threadId === threadId);
}

/** What an action acts on, in this order: selection, open message, row with the keyboard. */
export function targetRows(app: App): Id[] {
  if (app.acting) return [...app.acting];
  const { selected, cursor } = app.ui.value;
  if (selected.size > 0) return [...selected];
  const open = rowOf(app, app.router.value.emailId) ?? app.router.value.emailId;
  if (open !== undefined) return [open];
  const row = rowOf(app, cursor);
  return row === undefined ? [] : [row];
}

/** The messages that a row stands for. */
export function emailsOfRow(app: App, id: Id): Email[] {
  const email = app.store.emails.get(id);
  if (!email) return [];
  if (!app.preferences.value.conversations) return [email];
  const members = app.store.threadEmails(email.threadId);
  return members.length > 0 ? members : [email];
}

/** Those of a row's messages that lie where the person looks; moving leaves the others alone. */
export function emailsHere(app: App, id: Id): Email[] {
  const here = mailboxIdOf(app);
  const all = emailsOfRow(app, id);
  if (here !== undefined) return all.filter((e) => here in e.mailboxIds);
  const own = ["sent", "drafts", "trash", "junk"].map((r) => app.store.mailboxByRole(r)?.id);
  const first = app.store.emails.get(id);
  return all.filter(
    (e) => e.id === first?.id || Object.keys(e.mailboxIds).some((m) => !own.includes(m)),
  );
}

/** The row to go to when some rows leave: the next that stays, else the previous. */
export function neighbour(app: App, leaving: ReadonlySet<Id>): Id | undefined {
  const rows = rowsOf(app);
  const at = rows.findIndex((id) => id !== undefined && leaving.has(id));
  if (at < 0) return undefined;
  const stays = (id: Id | undefined): id is Id => id !== undefined && !leaving.has(id);
  return rows.slice(at).find(stays) ?? rows.slice(0, at).reverse().find(stays);
}

export function isUnread(email: Email): boolean {
  return !email.keywords.$seen && !email.keywords.$draft;
}
