// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6: Email/set, painted before it is answered.
import { Batch } from "../jmap/batch.ts";
import { JmapError } from "../jmap/errors.ts";
import type { Email, Id, Mailbox, Patch, SetResponse } from "../jmap/types.ts";
import { applyPatch } from "./patch.ts";
import type { MailStore } from "./store.ts";
import type { Pending } from "./table.ts";

export interface Change extends Pending {
  /** What the change does to the folders' counts, until the server has counted. */
  readonly counts: Pending;
}

export function makeChange(
  store: MailStore,
  patches: ReadonlyMap<Id, Patch>,
  destroyed: readonly Id[],
): Change {
  return {
    patches,
    destroyed: new Set(destroyed),
    counts: { patches: countPatches(store, patches, destroyed), destroyed: new Set() },
  };
}

type Counts = Pick<Mailbox, "totalEmails" | "unreadEmails" | "totalThreads" | "unreadThreads">;

function countPatches(
  store: MailStore,
  patches: ReadonlyMap<Id, Patch>,
  destroyed: readonly Id[],
): Map<Id, Patch> {
  const deltas = new Map<Id, Counts>();
  const after = new Map<Id, Email | undefined>();
  for (const [id, patch] of patches) {
    const before = store.emails.get(id);
    if (before) after.set(id, applyPatch(before, patch));
  }
  for (const id of destroyed) after.set(id, undefined);
  const threads = new Set<Id>();
  for (const [id, email] of after) {
    const before = store.emails.get(id);
    if (!before) continue;
    threads.add(before.threadId);
    count(deltas, before, -1);
    if (email) count(deltas, email, 1);
  }
  for (const threadId of threads) countThread(store, deltas, threadId, after);
  const out = new Map<Id, Patch>();
  for (const [id, delta] of deltas) {
    const mailbox = store.mailboxes.get(id);
    if (!mailbox) continue;
    const patch: Patch = {};
    for (const key of Object.keys(delta) as (keyof Counts)[])
      patch[key] = Math.max(0, mailbox[key] + delta[key]);
    out.set(id, patch);
  }
  return out;
}

function entry(deltas: Map<Id, Counts>, id: Id): Counts {
  let found = deltas.get(id);
  if (!found) {
    found = { totalEmails: 0, unreadEmails: 0, totalThreads: 0, unreadThreads: 0 };
    deltas.set(id, found);
  }
  return found;
}

const isUnread = (email: Email) => !email.keywords.$seen && !email.keywords.$draft;

function count(deltas: Map<Id, Counts>, email: Email, sign: number): void {
  for (const id of Object.keys(email.mailboxIds)) {
    const delta = entry(deltas, id);
    delta.totalEmails += sign;
    if (isUnread(email)) delta.unreadEmails += sign;
  }
}

function countThread(
  store: MailStore,
  deltas: Map<Id, Counts>,
  threadId: Id,
  after: Map<Id, Email | undefined>,
): void {
  const then = store.threadEmails(threadId);
  const now = then
    .map((e) => (after.has(e.id) ? after.get(e.id) : e))
    .filter((e): e is Email => e !== undefined);
  for (const [emails, sign] of [
    [then, -1],
    [now, 1],
  ] as const) {
    const unread = emails.some(isUnread);
    for (const id of new Set(emails.flatMap((e) => Object.keys(e.mailboxIds)))) {
      const delta = entry(deltas, id);
      delta.totalThreads += sign;
      if (unread) delta.unreadThreads += sign;
    }
  }
}

/** Sends the change and, in the same request, asks for everything that it moved. */
export async function sendChange(store: MailStore, change: Change): Promise<Map<Id, JmapError>> {
  const refused = new Map<Id, JmapError>();
  const updates = [...change.patches];
  const destroys = [...change.destroyed];
  const step = store.maxObjectsInSet;
  for (let at = 0; at < Math.max(updates.length, destroys.length); at += step) {
    const update = Object.fromEntries(updates.slice(at, at + step));
    const destroy = destroys.slice(at, at + step);
    const batch = new Batch();
    const set = batch.call<SetResponse<Email>>("Email/set", {
      accountId: store.accountId,
      ...(Object.keys(update).length ? { update } : {}),
      ...(destroy.length ? { destroy } : {}),
    });
    await store.syncer.syncWith(batch, (answers) => {
      const response = answers.get(set);
      for (const [id, error] of Object.entries({
        ...response.notUpdated,
        ...response.notDestroyed,
      }))
        refused.set(id, JmapError.of(error));
      for (const [id, patch] of Object.entries(update))
        if (!refused.has(id)) store.emails.patch(id, patch);
      for (const id of destroy) if (!refused.has(id)) store.emails.remove(id);
    });
  }
  return refused;
}
