// SPDX-License-Identifier: Apache-2.0
import { Archive } from "lucide-react";
import { mailboxOf } from "../mailbox/view.ts";
import { type Action, offered } from "./action.ts";
import { hasTarget, moveTo, noFolder } from "./rows.ts";

export const archive: Action = {
  id: "archive",
  group: "act",
  icon: Archive,
  label: () => "archive",
  keys: ["e"],
  ready: (app) => offered(app, "archive") && hasTarget(app) && mailboxOf(app)?.role !== "archive",
  run(app) {
    const to = app.store.mailboxByRole("archive");
    if (!to) return noFolder(app, "archive");
    void moveTo(app, to.id, { done: "archive.done", notDone: "archive.notDone" });
  },
};
