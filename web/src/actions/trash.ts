// SPDX-License-Identifier: Apache-2.0
import { Trash2 } from "lucide-react";
import type { App } from "../mailbox/app.ts";
import { mailboxOf } from "../mailbox/view.ts";
import { type Action, offered } from "./action.ts";
import { hasTarget, moveTo, noFolder } from "./rows.ts";

/** Where deleting is for good: in Trash, and in public folders, which have none. */
const inTrash = (app: App) => app.isShared || mailboxOf(app)?.role === "trash";

/** Moves to Trash; in Trash it deletes for good, and only then asks. */
export const trash: Action = {
  id: "trash",
  group: "act",
  icon: Trash2,
  label: (app) => (inTrash(app) ? "destroy" : "trash"),
  keys: ["#", "Delete"],
  ready: (app) => offered(app, "trash") && hasTarget(app),
  run(app) {
    if (inTrash(app)) return app.ui.update({ overlay: "destroy" });
    const to = app.store.mailboxByRole("trash");
    if (!to) return noFolder(app, "trash");
    void moveTo(app, to.id, { done: "trash.done", notDone: "trash.notDone" });
  },
};
