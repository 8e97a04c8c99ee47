// SPDX-License-Identifier: Apache-2.0
import { Star } from "lucide-react";
import { type Action, offered } from "./action.ts";
import { anyHas, hasTarget, setKeyword } from "./rows.ts";

/** Flags the newest message of a conversation; unflags all of it. */
export const flag: Action = {
  id: "flag",
  group: "act",
  icon: Star,
  label: (app) => (anyHas(app, "$flagged") ? "unflag" : "flag"),
  keys: ["s"],
  ready: (app) => offered(app, "flag") && hasTarget(app),
  run(app) {
    const on = !anyHas(app, "$flagged");
    const words = on
      ? { done: "flag.done", notDone: "flag.notDone" }
      : { done: "unflag.done", notDone: "unflag.notDone" };
    void setKeyword(app, "$flagged", on, words, (emails) => (on ? emails.slice(-1) : emails));
  },
};
