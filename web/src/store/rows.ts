// SPDX-License-Identifier: Apache-2.0
import type { Email, Id } from "../jmap/types.ts";
import { matches } from "./filter.ts";
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
    if (wasThere(id)) continue;
    if (collapseThreads && members(email.threadId).some((m) => taken.has(m))) continue;
    if (insert(rows, email, emails, window)) taken.add(id);
  }
  return rows;

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

/** Puts a row where its date belongs, if both neighbours are known. */
function insert(
  rows: (Id | undefined)[],
  email: Email,
  emails: Table<Email>,
  window: QueryWindow,
): boolean {
  const first = window.spec.sort[0];
  if (first?.property !== "receivedAt") return false;
  const sign = first.isAscending ? 1 : -1;
  for (let i = 0; i <= rows.length; i++) {
    const id = rows[i];
    if (i < rows.length && id === undefined) return false;
    const other = id === undefined ? undefined : emails.get(id);
    if (other && sign * other.receivedAt.localeCompare(email.receivedAt) <= 0) continue;
    rows.splice(i, 0, email.id);
    return true;
  }
  return false;
}
