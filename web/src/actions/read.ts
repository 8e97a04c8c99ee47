// SPDX-License-Identifier: Apache-2.0
import { Mail, MailOpen } from "lucide-react";
import type { App } from "../mailbox/app.ts";
import { emailsOfRow, isUnread, rowOf, targetRows } from "../mailbox/view.ts";
import type { Action } from "./action.ts";
import { hasTarget, setKeyword } from "./rows.ts";

function unread(app: App): boolean {
  return targetRows(app).some((id) => emailsOfRow(app, id).some(isUnread));
}

/** Read if anything of the target is unread, else unread (the newest message). */
export const read: Action = {
  id: "read",
  group: "act",
  icon: Mail,
  label: (app) => (unread(app) ? "markRead" : "markUnread"),
  keys: ["u"],
  ready: hasTarget,
  run(app) {
    const on = unread(app);
    const { selected } = app.ui.value;
    const words = on
      ? { done: "markRead.done", notDone: "markRead.notDone" }
      : { done: "markUnread.done", notDone: "markUnread.notDone" };
    void setKeyword(app, "$seen", on, words, (emails) => (on ? emails : emails.slice(-1)));
    // An open message would be set read again at once: back to the list.
    const open = rowOf(app, app.router.value.emailId);
    if (!on && open !== undefined && targetRows(app).includes(open) && selected.size === 0)
      app.closeMessage();
  },
};

export const readIcon = { markRead: MailOpen, markUnread: Mail };
