// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../jmap/batch.ts";
import type { Email, Id, Patch, QueryResponse } from "../jmap/types.ts";
import type { App } from "../mailbox/app.ts";
import { causeText, type Told } from "../mailbox/undo.ts";
import {
  emailsHere,
  emailsOfRow,
  mailboxIdOf,
  neighbour,
  rowOf,
  specOf,
  targetRows,
} from "../mailbox/view.ts";
import { segment } from "../store/patch.ts";
import { asError } from "../store/store.ts";
import { t } from "../text/t.tsx";

const QUERY_STEP = 1000;

/** Ids of the whole query, rows that were never loaded included. */
export async function allIds(app: App): Promise<Id[]> {
  const { accountId, store } = app;
  const spec = { ...specOf(app), collapseThreads: false };
  const ids: Id[] = [];
  for (;;) {
    const batch = new Batch();
    const call = batch.call<QueryResponse>("Email/query", {
      accountId,
      ...spec,
      position: ids.length,
      limit: QUERY_STEP,
      calculateTotal: true,
    });
    const page = (await store.transport.send(batch)).get(call);
    ids.push(...page.ids);
    // The server may give fewer at a time than were asked for: only the total ends it.
    if (page.ids.length === 0 || ids.length >= (page.total ?? 0)) return ids;
  }
}

export function hasTarget(app: App): boolean {
  return targetRows(app).length > 0;
}

/** True when some message of the target has the keyword. */
export function anyHas(app: App, keyword: string): boolean {
  return targetRows(app).some((id) => emailsOfRow(app, id).some((e) => keyword in e.keywords));
}

/** Changes keywords of the target; the rows stay where they are. */
export async function setKeyword(
  app: App,
  keyword: string,
  on: boolean,
  told: Pick<Told, "done" | "notDone" | "toast">,
  pick: (emails: Email[]) => Email[] = (emails) => emails,
): Promise<void> {
  const patch: Patch = { [`keywords/${segment(keyword)}`]: on ? true : null };
  const rows = targetRows(app);
  if (app.ui.value.selectedAll) {
    const ids = await wholeQuery(app);
    if (ids)
      await app.undo.change(new Map(ids.map((id) => [id, patch])), { ...told, count: ids.length });
    return;
  }
  const emails = rows.flatMap((id) => pick(emailsOfRow(app, id)));
  const changing = emails.filter((e) => keyword in e.keywords !== on);
  if (changing.length === 0) return;
  const patches = new Map(changing.map((e) => [e.id, patch]));
  await app.undo.change(patches, { ...told, count: rows.length });
}

async function wholeQuery(app: App): Promise<Id[] | undefined> {
  try {
    return await allIds(app);
  } catch (error) {
    const cause = asError(error);
    app.toasts.show({ tone: "alert", text: causeText(cause), kb: cause.kb });
    return undefined;
  }
}

/** What moves a message: out of where it lies, into the other folder. */
export function movePatch(app: App, email: Email, to: Id): Patch {
  const here = mailboxIdOf(app);
  const patch: Patch = { [`mailboxIds/${segment(to)}`]: true };
  const from = here !== undefined ? [here] : Object.keys(email.mailboxIds);
  for (const id of from) if (id !== to) patch[`mailboxIds/${segment(id)}`] = null;
  return patch;
}

/** Moves the target, and goes on to the next row. */
export async function moveTo(
  app: App,
  to: Id,
  told: Pick<Told, "done" | "notDone" | "values">,
  more: Patch = {},
): Promise<void> {
  const rows = targetRows(app);
  const here = mailboxIdOf(app);
  if (here === to || rows.length === 0) return;
  const patches = new Map<Id, Patch>();
  if (app.ui.value.selectedAll && here !== undefined) {
    const ids = await wholeQuery(app);
    if (!ids) return;
    const patch = { [`mailboxIds/${segment(here)}`]: null, [`mailboxIds/${segment(to)}`]: true };
    for (const id of ids) patches.set(id, { ...patch, ...more });
  } else {
    for (const row of rows)
      for (const email of emailsHere(app, row))
        patches.set(email.id, { ...movePatch(app, email, to), ...more });
  }
  const count = app.ui.value.selectedAll ? patches.size : rows.length;
  leave(app, new Set(rows));
  await app.undo.change(patches, { ...told, count });
}

/** Before rows leave: the next row gets the keyboard, and is opened where one was open. */
export function leave(app: App, rows: ReadonlySet<Id>): void {
  const { emailId, query } = app.router.value;
  const open = rowOf(app, emailId) ?? emailId;
  const next = neighbour(app, rows);
  app.ui.update({ selected: new Set(), selectedAll: false, anchor: undefined });
  if (open === undefined) {
    app.ui.update({ cursor: next });
    return;
  }
  if (!rows.has(open)) return;
  app.ui.update({ cursor: next });
  const { place, accountId } = app.router.value;
  app.router.go(
    {
      accountId,
      place,
      ...(query === undefined ? {} : { query }),
      ...(next === undefined ? {} : { emailId: next }),
    },
    "replace",
  );
}

/** Tells that a folder which an action needs is not there. */
export function noFolder(app: App, role: string): void {
  app.toasts.show({ tone: "alert", text: t("noFolder", { role: t(`role.${role}`) }) });
}
