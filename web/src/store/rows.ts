// SPDX-License-Identifier: Apache-2.0
import type { Email, Id } from "../jmap/types.ts";
import { matches } from "./filter.ts";
import { compareBy } from "./order.ts";
import type { Table } from "./table.ts";
import type { QueryWindow } from "./window.ts";

/** What the list needs to know of threads: the members that are loaded, by thread. */
export type ThreadMembers = (threadId: Id) => readonly Id[];

/**
 * The rows as they are shown: the server's, less those that a pending change takes out, plus those
 * that it brings in (an undo). With conversations a row stands for its thread.
 */
export function shownRows(
  window: QueryWindow,
  emails: Table<Email>,
  members: ThreadMembers,
): (Id | undefined)[] {
  const touched = touchedIds(emails);
  const { held } = window;
  if (touched.size === 0 && held.size === 0) return window.ids;
  const { filter, collapseThreads } = window.spec;
  const fits = (id: Id) => {
    const email = emails.get(id);
    return email !== undefined && matches(filter, email, ignored(id)) !== false;
  };
  const taken = new Set<Id>();
  const rows: (Id | undefined)[] = [];
  for (const id of window.ids) {
    const shown = id !== undefined && touched.has(id) && !fits(id) ? substitute(id) : id;
    if (shown === null) continue;
    if (shown !== undefined) taken.add(shown);
    rows.push(shown);
  }
  for (const id of new Set([...touched, ...held])) {
    if (taken.has(id)) continue;
    const email = emails.get(id);
    if (!email || matches(filter, email, ignored(id)) !== true) continue;
    // While the list is asked for anew, it does not know yet what the record says.
    if (!window.renewing && wasThere(id)) continue;
    if (collapseThreads && members(email.threadId).some((m) => taken.has(m))) continue;
    if (insert(rows, email, emails, window)) taken.add(id);
  }
  if (window.places.size === 0) return rows;
  return withPlaces(rows, window.places, stays);

  function stays(id: Id): boolean {
    if (!fits(id)) return false;
    if (taken.has(id)) return true;
    const threadId = emails.get(id)!.threadId;
    return wasThere(id) && !(collapseThreads && members(threadId).some((m) => taken.has(m)));
  }

  function ignored(id: Id): "keywords" | undefined {
    return held.has(id) ? "keywords" : undefined;
  }

  /** Another message of the conversation takes the row, or nobody does. */
  function substitute(id: Id): Id | null {
    const threadId = emails.confirmed(id)?.threadId;
    if (!collapseThreads || threadId === undefined) return null;
    const other = members(threadId).find((m) => m !== id && emails.get(m) && fits(m));
    return other === undefined || taken.has(other) ? null : other;
  }

  /** True when the server counts it already, in a row that is not fetched. */
  function wasThere(id: Id): boolean {
    const confirmed = emails.confirmed(id);
    return confirmed !== undefined && matches(filter, confirmed) === true;
  }
}

function touchedIds(emails: Table<Email>): Set<Id> {
  const out = new Set<Id>();
  for (const change of emails.changes) {
    for (const id of change.patches.keys()) out.add(id);
    for (const id of change.destroyed) out.add(id);
  }
  return out;
}

/** Puts a row where it belongs by the list's order, if both neighbours are known. */
function insert(
  rows: (Id | undefined)[],
  email: Email,
  emails: Table<Email>,
  window: QueryWindow,
): boolean {
  for (let i = 0; i <= rows.length; i++) {
    const id = rows[i];
    if (i < rows.length && id === undefined) return false;
    const other = id === undefined ? undefined : emails.get(id);
    const after = other ? compareBy(window.spec.sort, other, email) : 1;
    if (after === undefined) return false;
    if (after <= 0) continue;
    rows.splice(i, 0, email.id);
    return true;
  }
  return false;
}

/** Finds the row that stands for an email: itself, or the one of its conversation. */
export function rowsOfEmails(
  rows: readonly (Id | undefined)[],
  window: QueryWindow,
  emails: Table<Email>,
): (id: Id) => Id | undefined {
  const { collapseThreads } = window.spec;
  const name = (id: Id) => (collapseThreads ? emails.confirmed(id)?.threadId : id);
  const known = new Map(rows.map((id) => [id && name(id), id]));
  return (id) => known.get(name(id));
}

/** Rows before one that are remembered, to find its place by one that is still there. */
const NEIGHBOURS = 50;

/** Remembers behind which rows one stands, once. */
export function keepPlace(window: QueryWindow, id: Id, rows: readonly (Id | undefined)[]): void {
  if (window.places.has(id)) return;
  const at = rows.indexOf(id);
  const before = rows.slice(Math.max(0, at - NEIGHBOURS), at).reverse();
  window.places.set(
    id,
    before.filter((other): other is Id => other !== undefined),
  );
}

/** Puts the rows that keep their place behind those that they stood behind. */
function withPlaces(
  rows: readonly (Id | undefined)[],
  places: ReadonlyMap<Id, readonly Id[]>,
  stays: (id: Id) => boolean,
): (Id | undefined)[] {
  const kept = new Set([...places.keys()].filter(stays));
  const out = rows.filter((id) => id === undefined || !kept.has(id));
  // The last one first: what had left when it got its place comes back before it.
  for (const id of [...kept].reverse()) {
    const before = places.get(id)!.find((other) => out.includes(other));
    out.splice(before === undefined ? 0 : out.indexOf(before) + 1, 0, id);
  }
  // Rows that lay where nothing was fetched are shown here now, and no longer counted there.
  while (out.length > rows.length) {
    const hole = out.lastIndexOf(undefined);
    if (hole < 0) break;
    out.splice(hole, 1);
  }
  return out;
}
