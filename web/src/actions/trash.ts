// SPDX-License-Identifier: Apache-2.0
import { Trash2 } from "lucide-react";
import { mailboxOf } from "../mailbox/view.ts";
import type { Action } from "./action.ts";
import { hasTarget, moveTo, noFolder } from "./rows.ts";

/** Moves to Trash; in Trash it deletes for good, and only then asks. */
export const trash: Action = {
  id: "trash",
  group: "act",
  icon: Trash2,
  label: (app) => (mailboxOf(app)?.role === "trash" ? "destroy" : "trash"),
  keys: ["#", "Delete"],
  ready: hasTarget,
  run(app) {
    if (mailboxOf(app)?.role === "trash") return app.ui.update({ overlay: "destroy" });
    const to = app.store.mailboxByRole("trash");
    if (!to) return noFolder(app, "trash");
    void moveTo(app, to.id, { done: "trash.done", notDone: "trash.notDone" });
  },
};
