// SPDX-License-Identifier: Apache-2.0
import type { Action } from "./action.ts";
import { archive } from "./archive.ts";
import { flag } from "./flag.ts";
import { junk } from "./junk.ts";
import { move } from "./move.ts";
import * as navigate from "./navigate.ts";
import { read } from "./read.ts";
import * as select from "./select.ts";
import { trash } from "./trash.ts";
import * as view from "./view.ts";
import * as write from "./write.ts";

/** Every action of the mailbox. Keys, palette and shortcut sheet are made from this list. */
export const actions: readonly Action[] = [
  navigate.next,
  navigate.previous,
  navigate.first,
  navigate.last,
  navigate.open,
  navigate.nextUnread,
  navigate.goInbox,
  navigate.goFlagged,
  navigate.goDrafts,
  navigate.goSent,
  navigate.goArchive,
  view.search,
  view.palette,
  archive,
  move,
  trash,
  junk,
  flag,
  read,
  view.undo,
  view.markAllRead,
  write.compose,
  write.reply,
  write.replyAll,
  write.forward,
  select.selectRow,
  select.extendDown,
  select.extendUp,
  select.selectLoaded,
  select.selectQuery,
  select.selectNone,
  view.pane,
  view.conversations,
  view.density,
  view.dark,
  view.settings,
  view.shortcuts,
];

export function actionById(id: string): Action {
  const found = actions.find((a) => a.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
}
