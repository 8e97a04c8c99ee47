// SPDX-License-Identifier: Apache-2.0
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { mailboxOf } from "../mailbox/view.ts";
import { type Action, offered } from "./action.ts";
import { hasTarget, moveTo, noFolder } from "./rows.ts";

/** Moves to Junk; in Junk it moves back to the inbox. Both teach by keyword. */
export const junk: Action = {
  id: "junk",
  group: "act",
  icon: ShieldAlert,
  label: (app) => (mailboxOf(app)?.role === "junk" ? "notJunk" : "junk"),
  keys: ["!"],
  ready: (app) => offered(app, "junk") && hasTarget(app),
  run(app) {
    const back = mailboxOf(app)?.role === "junk";
    const to = app.store.mailboxByRole(back ? "inbox" : "junk");
    if (!to) return noFolder(app, "junk");
    const words = { done: "junk.done", notDone: "junk.notDone" };
    const wordsBack = { done: "notJunk.done", notDone: "notJunk.notDone" };
    void moveTo(app, to.id, back ? wordsBack : words, {
      "keywords/$junk": back ? null : true,
      "keywords/$notjunk": back ? true : null,
    });
  },
};

export const junkIcon = { junk: ShieldAlert, notJunk: ShieldCheck };
