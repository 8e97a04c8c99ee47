// SPDX-License-Identifier: Apache-2.0
import { FolderInput } from "lucide-react";
import type { Id } from "../jmap/types.ts";
import type { App } from "../mailbox/app.ts";
import { type Action, offered } from "./action.ts";
import { hasTarget, moveTo } from "./rows.ts";

/** Opens the folder picker; moveInto does what was picked. */
export const move: Action = {
  id: "move",
  group: "act",
  icon: FolderInput,
  label: () => "move",
  keys: ["v"],
  ready: (app) => offered(app, "move") && hasTarget(app),
  run: (app) => app.ui.update({ overlay: "move" }),
};

export function moveInto(app: App, to: Id): void {
  const folder = app.store.mailboxes.get(to)?.name ?? "";
  app.lastFolder = to;
  void moveTo(app, to, { done: "move.done", notDone: "move.notDone", values: { folder } });
}
