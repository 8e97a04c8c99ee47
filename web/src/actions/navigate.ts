// SPDX-License-Identifier: Apache-2.0

import type { LucideIcon } from "lucide-react";
import {
  Archive as ArchiveIcon,
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  CornerDownLeft,
  FilePen,
  Inbox,
  MailQuestion,
  Send,
  Star,
} from "lucide-react";
import type { App } from "../mailbox/app.ts";
import { emailsOfRow, isUnread, rowOf, rowsOf } from "../mailbox/view.ts";
import type { Action } from "./action.ts";

/** Moves the keyboard by rows; where a message lies open beside the list, it opens too. */
export function step(app: App, by: number, extend = false): void {
  const rows = rowsOf(app);
  const open = rowOf(app, app.router.value.emailId);
  const from = rowOf(app, app.ui.value.cursor) ?? open;
  const at = from === undefined ? -1 : rows.indexOf(from);
  const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
  const id = rows[to];
  app.list?.reveal(to);
  if (id === undefined) return;
  if (extend) extendTo(app, id);
  app.ui.update({ cursor: id });
  app.list?.focusCursor();
  if (!extend && open !== undefined) app.openRow(id, "replace");
}

/** Selects from the anchor to a row. */
export function extendTo(app: App, id: string): void {
  const rows = rowsOf(app);
  const { anchor, cursor, selected } = app.ui.value;
  const start = rowOf(app, anchor ?? cursor) ?? id;
  const [a, b] = [rows.indexOf(start), rows.indexOf(id)].sort((x, y) => x - y) as [number, number];
  const range = rows.slice(a, b + 1).filter((r): r is string => r !== undefined);
  const kept = anchor === undefined ? selected : new Set<string>();
  app.ui.update({ selected: new Set([...kept, ...range]), selectedAll: false, anchor: start });
}

export const next: Action = {
  id: "next",
  group: "move",
  icon: ArrowDown,
  label: () => "next",
  keys: ["j", "ArrowDown"],
  run: (app) => step(app, 1),
};

export const previous: Action = {
  id: "previous",
  group: "move",
  icon: ArrowUp,
  label: () => "previous",
  keys: ["k", "ArrowUp"],
  run: (app) => step(app, -1),
};

function toEnd(id: string, key: string, last: boolean, icon: LucideIcon): Action {
  return {
    id,
    group: "move",
    icon,
    label: () => id,
    keys: [key],
    run(app) {
      const rows = rowsOf(app);
      const at = last ? rows.length - 1 : 0;
      if (last) app.list?.reveal(at);
      else app.list?.toTop();
      app.ui.update({ cursor: rows[at], unseen: [] });
      app.list?.focusCursor();
    },
  };
}

export const first = toEnd("first", "Home", false, ArrowUpToLine);
export const last = toEnd("last", "End", true, ArrowDownToLine);

export const open: Action = {
  id: "open",
  group: "move",
  icon: CornerDownLeft,
  label: () => "open",
  keys: ["Enter", "o"],
  run(app) {
    const id = rowOf(app, app.ui.value.cursor);
    if (id !== undefined) app.openRow(id);
  },
};

export const nextUnread: Action = {
  id: "nextUnread",
  group: "move",
  icon: MailQuestion,
  label: () => "nextUnread",
  keys: ["n"],
  run(app) {
    const rows = rowsOf(app);
    const from = rowOf(app, app.router.value.emailId ?? app.ui.value.cursor);
    const at = from === undefined ? -1 : rows.indexOf(from);
    const order = [...rows.keys()].map((i) => (at + 1 + i) % rows.length);
    const found = order.find((i) => {
      const id = rows[i];
      return id !== undefined && id !== from && emailsOfRow(app, id).some(isUnread);
    });
    if (found === undefined) return;
    app.list?.reveal(found);
    app.openRow(rows[found]!);
  },
};

function goTo(role: string, key: string, icon: LucideIcon): Action {
  return {
    id: `go.${role}`,
    group: "move",
    icon,
    label: () => `go.${role}`,
    keys: [key],
    ready: (app) => app.ownStore.mailboxByRole(role) !== undefined,
    run: (app) => app.openMailbox(app.ownStore.mailboxByRole(role)!.id, app.own),
  };
}

export const goInbox = goTo("inbox", "g i", Inbox);
export const goDrafts = goTo("drafts", "g d", FilePen);
export const goSent = goTo("sent", "g s", Send);
export const goArchive = goTo("archive", "g a", ArchiveIcon);

export const goFlagged: Action = {
  id: "go.flagged",
  group: "move",
  icon: Star,
  label: () => "go.flagged",
  keys: ["g f"],
  run: (app) => app.openPlace({ kind: "flagged" }),
};
