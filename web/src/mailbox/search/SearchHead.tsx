// SPDX-License-Identifier: Apache-2.0
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Menu, MenuButton, type MenuItem } from "../../ui/Menu.tsx";
import { type App, useApp } from "../app.ts";
import { orderText, sortItems, wayIcon } from "../list/menus.ts";
import type { ListState } from "../list/useList.ts";
import { type Chip, parseQuery, queryText } from "./query.ts";
import styles from "./Search.module.css";

const OFFERED: Chip[] = [
  { operator: "is", value: "unread" },
  { operator: "is", value: "flagged" },
  { operator: "has", value: "attachment" },
];

function addChip(app: App, chip: Chip): void {
  const query = parseQuery(app.router.value.query ?? "");
  app.go({ query: queryText({ ...query, chips: [...query.chips, chip] }) }, "replace");
}

/** The filters that the query does not use yet, and how many rows there are. */
export function SearchHead({ list }: { list: ListState }) {
  const app = useApp();
  const { query = "" } = useCell(app.router);
  const { found: order } = useCell(app.ui);
  const { conversations } = useCell(app.preferences);
  const [at, setAt] = useState<DOMRect>();
  const { chips, words } = parseQuery(query);
  const used = (chip: Chip) =>
    chips.some((c) => c.operator === chip.operator && c.value === chip.value);
  const count = list.rows.length;
  const folders = (): MenuItem[] =>
    app.store.mailboxes.all().map((m) => ({
      label: app.mailboxName(m),
      run: () => addChip(app, { operator: "in", value: m.role ?? m.name }),
    }));
  return (
    <div className={styles.filters}>
      <h1 className="spoken">{t("search.title")}</h1>
      {chips.some((c) => c.operator === "in") ? null : (
        <button
          type="button"
          className={styles.filter}
          aria-haspopup="menu"
          aria-expanded={at !== undefined}
          onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
        >
          {t("search.allFolders")}
          <ChevronDown size={14} aria-hidden />
        </button>
      )}
      {words && !chips.some((c) => c.operator === "subject") ? (
        <button
          type="button"
          className={styles.filter}
          onClick={() =>
            app.go(
              {
                query: queryText({
                  chips: [...chips, { operator: "subject", value: words }],
                  words: "",
                }),
              },
              "replace",
            )
          }
        >
          {t("search.subjectOnly")}
        </button>
      ) : null}
      {OFFERED.filter((chip) => !used(chip)).map((chip) => (
        <button
          key={chip.value}
          type="button"
          className={styles.filter}
          onClick={() => addChip(app, chip)}
        >
          {t(`chip.offer.${chip.value}`)}
        </button>
      ))}
      <span className={styles.found} role="status">
        {list.window.searched?.complete === false
          ? t("search.soFar", { count })
          : list.loaded
            ? t(conversations ? "search.conversations" : "search.messages", {
                count,
                order: orderText(order),
              })
            : ""}
      </span>
      <MenuButton
        icon={wayIcon(order.ascending)}
        label={t("sort.now", { order: orderText(order) })}
        side="start"
        items={() => sortItems(app)}
      />
      {at ? (
        <Menu
          items={folders()}
          at={at}
          label={t("search.allFolders")}
          onClose={() => setAt(undefined)}
        />
      ) : null}
    </div>
  );
}

/** Says what was searched, and offers the rest. */
export function SearchEnd() {
  const app = useApp();
  const { everywhere } = useCell(app.ui);
  const { query = "" } = useCell(app.router);
  const inFolder = parseQuery(query).chips.some((c) => c.operator === "in");
  return (
    <p className={styles.end}>
      {t(everywhere ? "search.end.everywhere" : inFolder ? "search.end.folder" : "search.end")}{" "}
      {everywhere || inFolder ? null : (
        <button type="button" onClick={() => app.ui.update({ everywhere: true })}>
          {t("search.those")}
        </button>
      )}
    </p>
  );
}
