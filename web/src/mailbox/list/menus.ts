// SPDX-License-Identifier: Apache-2.0
import { ArrowDownWideNarrow, ArrowUpWideNarrow } from "lucide-react";
import { type Action, keyLabel } from "../../actions/action.ts";
import { actionById } from "../../actions/index.ts";
import { t } from "../../text/t.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import type { App, Filtering } from "../app.ts";
import { mailboxOf } from "../view.ts";

const FILTERS: Filtering[] = ["all", "unread", "flagged", "attachment"];

export function filterItems(app: App): MenuItem[] {
  return FILTERS.map((filtering) => ({
    label: t(`filter.${filtering}`),
    checked: app.ui.value.filtering === filtering,
    run: () => app.ui.update({ filtering, selected: new Set(), selectedAll: false }),
  }));
}

/** Only the orders that the server offers; newest first is the one it always has. */
export function sortItems(app: App): MenuItem[] {
  const item = (ascending: boolean): MenuItem => ({
    label: t(ascending ? "sort.oldest" : "sort.newest"),
    icon: ascending ? ArrowUpWideNarrow : ArrowDownWideNarrow,
    checked: app.ui.value.ascending === ascending,
    run: () => app.ui.update({ ascending }),
  });
  return [item(false), item(true)];
}

export function actionItem(app: App, action: Action): MenuItem {
  return {
    label: t(action.label(app)),
    icon: action.icon,
    keys: keyLabel(action.keys),
    run: () => action.run(app),
  };
}

export function listItems(app: App): MenuItem[] {
  const mailbox = mailboxOf(app);
  const ids = ["selectLoaded", "conversations", "density", "pane"];
  const items: MenuItem[] = ids.map((id) => actionItem(app, actionById(id)));
  if (mailbox && mailbox.unreadEmails > 0)
    items.unshift(actionItem(app, actionById("markAllRead")));
  if (mailbox && (mailbox.role === "trash" || mailbox.role === "junk") && mailbox.totalEmails > 0)
    items.push("line", {
      label: t("empty.verb", { folder: app.mailboxName(mailbox) }),
      bad: true,
      run: () => app.ui.update({ overlay: "empty", folder: mailbox.id }),
    });
  return items;
}

/** The menu of a row, by right click, long press or Shift F10. */
export function rowItems(app: App, rows: readonly string[]): MenuItem[] {
  const on = (id: string): MenuItem => {
    const action = actionById(id);
    let label = "";
    app.actOn(rows, () => {
      label = action.label(app);
    });
    return {
      label: t(label),
      icon: action.icon,
      keys: keyLabel(action.keys),
      run: () => {
        if (id === "move" || label === "destroy") app.ui.update({ selected: new Set(rows) });
        app.actOn(rows, () => action.run(app));
      },
    };
  };
  const answers = ["reply", "replyAll", "forward"].map(on);
  return [
    ...(rows.length === 1 ? [...answers, "line" as const] : []),
    on("archive"),
    on("trash"),
    on("junk"),
    on("move"),
    "line",
    on("read"),
    on("flag"),
  ];
}
