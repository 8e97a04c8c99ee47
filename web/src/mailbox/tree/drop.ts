// SPDX-License-Identifier: Apache-2.0
import { moveFolder } from "../../actions/folders.ts";
import { moveInto } from "../../actions/move.ts";
import type { Id, Patch } from "../../jmap/types.ts";
import { segment } from "../../store/patch.ts";
import type { App } from "../app.ts";
import { emailsHere, mailboxIdOf } from "../view.ts";
import { isInside } from "./model.ts";

export const ROWS = "application/x-posthouse-rows";
export const FOLDER = "application/x-posthouse-folder";

export function carries(event: { dataTransfer: DataTransfer }): boolean {
  return [ROWS, FOLDER].some((type) => event.dataTransfer.types.includes(type));
}

/** Rows dropped on a folder move there (Ctrl copies); a folder dropped on one goes into it. */
export function dropOn(app: App, event: { dataTransfer: DataTransfer; ctrlKey: boolean }, to: Id) {
  const folder = event.dataTransfer.getData(FOLDER);
  if (folder) {
    if (!isInside(to, folder, (id) => app.store.mailboxes.get(id)))
      void moveFolder(app, folder, to);
    return;
  }
  const rows: Id[] = JSON.parse(event.dataTransfer.getData(ROWS) || "[]");
  if (rows.length === 0 || mailboxIdOf(app) === to) return;
  if (event.ctrlKey) copyInto(app, rows, to);
  else app.actOn(rows, () => moveInto(app, to));
}

function copyInto(app: App, rows: Id[], to: Id): void {
  const patches = new Map<Id, Patch>();
  for (const row of rows)
    for (const email of emailsHere(app, row))
      patches.set(email.id, { [`mailboxIds/${segment(to)}`]: true });
  const values = { folder: app.mailboxName(app.store.mailboxes.get(to)) };
  void app.undo.change(patches, {
    done: "copy.done",
    notDone: "copy.notDone",
    count: rows.length,
    values,
  });
}
