// SPDX-License-Identifier: Apache-2.0
import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { type Action, keyLabel } from "../../actions/action.ts";
import { actionById } from "../../actions/index.ts";
import { t } from "../../text/t.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import type { App, Filtering } from "../app.ts";
import { mailboxOf, orderOf, setOrder } from "../view.ts";
import { firstOrder, type Order, SORTS } from "./order.ts";

const FILTERS: Filtering[] = ["all", "unread", "flagged", "attachment"];

export function filterItems(app: App): MenuItem[] {
  return FILTERS.map((filtering) => ({
    label: t(`filter.${filtering}`),
    checked: app.ui.value.filtering === filtering,
    run: () => app.ui.update({ filtering, selected: new Set(), selectedAll: false }),
  }));
}

/** By what, and which way round; first the way that one means by the name alone. */
export function sortItems(app: App): MenuItem[] {
  const now = orderOf(app);
  const by = SORTS.map((sort) => ({
    label: t(`sort.by.${sort}`),
    checked: now.by === sort,
    run: () => setOrder(app, now.by === sort ? now : firstOrder(sort)),
  }));
  const first = firstOrder(now.by).ascending;
  const ways = [first, !first].map((ascending) => ({
    label: t(`sort.${now.by}.${ascending ? "up" : "down"}`),
    icon: wayIcon(ascending),
    checked: now.ascending === ascending,
    run: () => setOrder(app, { by: now.by, ascending }),
  }));
  return [...by, "line", ...ways];
}

export const wayIcon = (ascending: boolean) =>
  ascending ? ArrowUpNarrowWide : ArrowDownWideNarrow;

/** "by sender, A to Z" */
export function orderText({ by, ascending }: Order): string {
  return t("sort.said", { by, up: ascending ? "yes" : "no" });
}

/** On a phone one button has both. */
export function arrangeItems(app: App): MenuItem[] {
  return [
    { title: t("filter") },
    ...filterItems(app),
    "line",
    { title: t("sort") },
    ...sortItems(app),
  ];
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
