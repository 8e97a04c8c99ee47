// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.5: folders are made, named, moved and deleted; the answer decides what is shown.
import { Batch } from "../jmap/batch.ts";
import { JmapError } from "../jmap/errors.ts";
import type { Id, Mailbox, Patch, SetResponse } from "../jmap/types.ts";
import type { App } from "../mailbox/app.ts";
import { causeText } from "../mailbox/undo.ts";
import { asError } from "../store/store.ts";
import type { Pending } from "../store/table.ts";
import { t } from "../text/t.tsx";

/** Sends a Mailbox/set and catches up in the same request; a refusal is thrown. */
async function setMailboxes(
  app: App,
  args: Record<string, unknown>,
): Promise<SetResponse<Mailbox>> {
  const { store, accountId } = app;
  const batch = new Batch();
  const call = batch.call<SetResponse<Mailbox>>("Mailbox/set", { accountId, ...args });
  let response: SetResponse<Mailbox> | undefined;
  await store.inOrder(() =>
    store.syncer.syncWith(batch, (answers) => {
      response = answers.get(call);
    }),
  );
  const refused = { ...response!.notCreated, ...response!.notUpdated, ...response!.notDestroyed };
  const first = Object.values(refused)[0];
  if (first) throw JmapError.of(first);
  return response!;
}

/** Makes a folder. Returns why not, or nothing. */
export async function createFolder(
  app: App,
  name: string,
  parentId: Id | null,
): Promise<string | undefined> {
  return why(setMailboxes(app, { create: { n: { name, parentId } } }));
}

export async function renameFolder(app: App, id: Id, name: string): Promise<string | undefined> {
  return why(optimistic(app, id, { name }));
}

/** Moves a folder under another one, or to the top; tells when it was refused. */
export async function moveFolder(app: App, id: Id, parentId: Id | null): Promise<void> {
  const before = app.store.mailboxes.get(id);
  if (!before || before.parentId === parentId || id === parentId) return;
  const refused = await why(optimistic(app, id, { parentId }));
  if (refused) tell(app, "folder.notMoved", refused);
  else
    app.toasts.show({
      text: t("folder.moved", { folder: before.name }),
      action: { label: t("undo"), run: () => void moveFolder(app, id, before.parentId) },
    });
}

export async function deleteFolder(app: App, mailbox: Mailbox): Promise<void> {
  const args = { destroy: [mailbox.id], onDestroyRemoveEmails: true };
  const refused = await why(setMailboxes(app, args));
  if (refused) tell(app, "folder.notDeleted", refused);
  else app.toasts.show({ text: t("folder.deleted", { folder: mailbox.name }), lasts: 5000 });
}

async function optimistic(app: App, id: Id, patch: Patch): Promise<void> {
  const change: Pending = { patches: new Map([[id, patch]]), destroyed: new Set() };
  app.store.mailboxes.begin(change);
  app.store.emit();
  try {
    await setMailboxes(app, { update: { [id]: patch } });
  } finally {
    app.store.mailboxes.end(change);
    app.store.emit();
  }
}

export async function markAllRead(app: App, mailbox: Mailbox): Promise<void> {
  await whole(app, "Mailbox/markAllRead", mailbox, "markAllRead.done", "markAllRead.notDone");
}

export async function emptyFolder(app: App, mailbox: Mailbox): Promise<void> {
  await whole(app, "Mailbox/empty", mailbox, "empty.done", "empty.notDone");
}

/** The server does it to all messages of the folder, however many there are. */
async function whole(
  app: App,
  method: string,
  mailbox: Mailbox,
  done: string,
  notDone: string,
): Promise<void> {
  const { store, accountId } = app;
  const batch = new Batch();
  const call = batch.call<{ done: number }>(method, { accountId, mailboxId: mailbox.id });
  let count = 0;
  const refused = await why(
    store.inOrder(() =>
      store.syncer.syncWith(batch, (answers) => {
        count = answers.get(call).done;
      }),
    ),
  );
  if (refused) tell(app, notDone, refused);
  else app.toasts.show({ text: t(done, { count, folder: mailbox.name }), lasts: 5000 });
}

async function why(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const cause = asError(error);
    return cause.kb ? `${causeText(cause)} ${cause.kb}` : causeText(cause);
  }
}

function tell(app: App, key: string, cause: string): void {
  app.toasts.show({ tone: "alert", text: t(key, { cause }), lasts: Number.POSITIVE_INFINITY });
}
