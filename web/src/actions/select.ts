// SPDX-License-Identifier: Apache-2.0
import { CheckCheck, ListChecks, SquareCheck, X } from "lucide-react";
import type { Id } from "../jmap/types.ts";
import type { App } from "../mailbox/app.ts";
import { rowOf, rowsOf } from "../mailbox/view.ts";
import type { Action } from "./action.ts";
import { step } from "./navigate.ts";

export function toggleRow(app: App, id: Id): void {
  const selected = new Set(app.ui.value.selected);
  if (!selected.delete(id)) selected.add(id);
  app.ui.update({ selected, selectedAll: false, anchor: id, cursor: id });
}

/**
 * The selection follows its conversations: a row may stand for one by another message once an answer
 * came, or the list is sorted by what only that one has.
 */
export function followRows(app: App, rows: readonly (Id | undefined)[]): void {
  const { selected, anchor } = app.ui.value;
  if (selected.size === 0) return;
  const known = new Set(rows);
  const now = (id: Id) => (known.has(id) ? id : (rowOf(app, id) ?? id));
  const followed = new Set([...selected].map(now));
  if ([...followed].every((id) => selected.has(id)) && followed.size === selected.size) return;
  app.ui.update({ selected: followed, anchor: anchor && now(anchor) });
}

export const selectRow: Action = {
  id: "selectRow",
  group: "select",
  icon: SquareCheck,
  label: () => "selectRow",
  keys: ["x"],
  run(app) {
    const id = rowOf(app, app.ui.value.cursor ?? app.router.value.emailId);
    if (id !== undefined) toggleRow(app, id);
  },
};

export const selectLoaded: Action = {
  id: "selectLoaded",
  group: "select",
  icon: ListChecks,
  label: () => "selectLoaded",
  keys: ["Ctrl+a"],
  run(app) {
    const rows = rowsOf(app).filter((id): id is Id => id !== undefined);
    app.ui.update({ selected: new Set(rows), selectedAll: false });
  },
};

/** Everything that the query finds, not only what is loaded. */
export const selectQuery: Action = {
  id: "selectQuery",
  group: "select",
  icon: CheckCheck,
  label: () => "selectQuery",
  run(app) {
    const rows = rowsOf(app).filter((id): id is Id => id !== undefined);
    app.ui.update({ selected: new Set(rows), selectedAll: true });
  },
};

export const selectNone: Action = {
  id: "selectNone",
  group: "select",
  icon: X,
  label: () => "selectNone",
  ready: (app) => app.ui.value.selected.size > 0,
  run: (app) => app.ui.update({ selected: new Set(), selectedAll: false, anchor: undefined }),
};

export const extendDown: Action = {
  id: "extendDown",
  group: "select",
  icon: ListChecks,
  label: () => "extendDown",
  keys: ["Shift+j", "Shift+ArrowDown"],
  run: (app) => step(app, 1, true),
};

export const extendUp: Action = {
  id: "extendUp",
  group: "select",
  icon: ListChecks,
  label: () => "extendUp",
  keys: ["Shift+k", "Shift+ArrowUp"],
  run: (app) => step(app, -1, true),
};
