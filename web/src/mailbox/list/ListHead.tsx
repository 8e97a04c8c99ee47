// SPDX-License-Identifier: Apache-2.0
import { Check, Ellipsis, ListFilter, Minus, X } from "lucide-react";
import { keyLabel, offered } from "../../actions/action.ts";
import { actionById } from "../../actions/index.ts";
import { selectNone, selectQuery } from "../../actions/select.ts";
import type { Id } from "../../jmap/types.ts";
import { useCell, useCellSelect, useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { MenuButton } from "../../ui/Menu.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useApp } from "../app.ts";
import { mailboxIdOf, orderOf } from "../view.ts";
import styles from "./List.module.css";
import { filterItems, listItems, orderText, sortItems, wayIcon } from "./menus.ts";
import type { ListState } from "./useList.ts";

/** The folder's name and count, and what can be set for the list. */
export function ListHead({ list }: { list: ListState }) {
  const app = useApp();
  const { filtering } = useCell(app.ui);
  useCellSelect(app.preferences, (p) => p.sorts);
  const order = orderOf(app);
  const { place } = useCell(app.router);
  const { name, count } = useSelect(app.store, (store) => {
    if (place.kind !== "mailbox")
      return {
        name: t("flagged"),
        count: list.loaded ? t("list.count", { count: list.rows.length }) : "",
      };
    const mailbox = store.mailboxes.get(place.id);
    const role = mailbox?.role ?? "";
    const total = t("list.count", { count: mailbox?.totalEmails ?? 0 });
    const quiet = ["drafts", "sent", "archive", "trash"].includes(role);
    return {
      name: app.mailboxName(mailbox),
      count: mailbox ? (quiet ? total : t("unreadCount", { count: app.unreadOf(mailbox) })) : "",
    };
  });
  return (
    <div className={styles.head}>
      <h1 className={styles.title} dir="auto">
        {name}
      </h1>
      <span className={styles.count}>
        {filtering === "all" ? count : t(`filter.${filtering}.short`)}
      </span>
      <Toolbar className={styles.tools} label={t("list.toolbar")}>
        <MenuButton
          icon={ListFilter}
          label={t("filter")}
          pressed={filtering !== "all"}
          items={() => filterItems(app)}
        />
        <MenuButton
          icon={wayIcon(order.ascending)}
          label={t("sort.now", { order: orderText(order) })}
          pressed={order.by !== "date" || order.ascending}
          items={() => sortItems(app)}
        />
        <MenuButton icon={Ellipsis} label={t("more")} side="start" items={() => listItems(app)} />
      </Toolbar>
    </div>
  );
}

const TOOLS = ["archive", "trash", "junk", "|", "read", "move", "flag"];

/** While rows are selected, the header is their toolbar. */
export function SelectionHead({
  rows,
  flat,
}: {
  rows: readonly (Id | undefined)[];
  /** True over the whole sheet, where there is room for the offer to select all. */
  flat: boolean;
}) {
  const app = useApp();
  const ui = useCell(app.ui);
  useCellSelect(app.preferences, (p) => p.conversations);
  useSelect(app.store, (store) => store.emails.changes.size);
  const here = mailboxIdOf(app);
  const total = rows.length;
  const count = ui.selectedAll ? total : ui.selected.size;
  const loaded = rows.filter((id) => id !== undefined).length;
  const more = !ui.selectedAll && ui.selected.size < total;
  const all = ui.selectedAll || ui.selected.size === total;
  const name =
    here === undefined ? t("search.title") : app.mailboxName(app.store.mailboxes.get(here));
  return (
    <div className={styles.head} data-selection data-flat={flat || undefined}>
      <button
        type="button"
        role="checkbox"
        aria-checked={all ? "true" : "mixed"}
        aria-label={t("select.toggle")}
        className={styles.check}
        onClick={() => (all ? selectNone.run(app) : actionById("selectLoaded").run(app))}
      >
        {all ? (
          <Check size={12} strokeWidth={3} aria-hidden />
        ) : (
          <Minus size={12} strokeWidth={3} aria-hidden />
        )}
      </button>
      <h1 className={styles.selected}>
        <span role="status">{t("selected", { count })}</span>
      </h1>
      <Toolbar className={styles.acts} label={t("selection.toolbar")}>
        {TOOLS.filter((id) => offered(app, id)).map((id) => {
          if (id === "|") return <span key={id} className={styles.line} />;
          const action = actionById(id);
          return (
            <IconButton
              key={id}
              icon={action.icon}
              label={t(action.label(app))}
              keys={keyLabel(action.keys)}
              onClick={() => action.run(app)}
            />
          );
        })}
      </Toolbar>
      {more && (flat || ui.selected.size >= loaded) ? (
        <button
          type="button"
          className={styles.all}
          data-float={flat ? undefined : true}
          onClick={() => selectQuery.run(app)}
        >
          {t("select.all", { total, name })}
        </button>
      ) : null}
      <span className={styles.push} />
      <IconButton
        icon={X}
        label={t("selectNone")}
        keys="Esc"
        side="start"
        onClick={() => selectNone.run(app)}
      />
    </div>
  );
}
