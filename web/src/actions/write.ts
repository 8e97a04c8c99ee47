// SPDX-License-Identifier: Apache-2.0
import { Forward, type LucideIcon, Reply, ReplyAll, SquarePen } from "lucide-react";
import type { App, ComposeRequest } from "../mailbox/app.ts";
import { targetRows } from "../mailbox/view.ts";
import type { Action } from "./action.ts";

export const compose: Action = {
  id: "compose",
  group: "write",
  icon: SquarePen,
  label: () => "compose",
  keys: ["c"],
  run: (app) => app.write({ kind: "new", ...postTo(app) }),
};

/** In a public folder one writes to the folder, where one may. */
function postTo(app: App): Pick<ComposeRequest, "post"> {
  const folder = app.postable;
  if (!folder) return {};
  return { post: { accountId: app.accountId, mailboxId: folder.id, name: folder.name } };
}

function answer(kind: ComposeRequest["kind"], key: string, icon: LucideIcon): Action {
  return {
    id: kind,
    group: "write",
    icon,
    label: () => kind,
    keys: [key],
    ready: (app) => targetRows(app).length === 1,
    run(app) {
      const emailId = app.router.value.emailId ?? targetRows(app)[0];
      const post = kind === "forward" ? {} : postTo(app);
      if (emailId !== undefined) app.write({ kind, emailId, ...post });
    },
  };
}

export const reply = answer("reply", "r", Reply);
export const replyAll = answer("replyAll", "a", ReplyAll);
export const forward = answer("forward", "f", Forward);
