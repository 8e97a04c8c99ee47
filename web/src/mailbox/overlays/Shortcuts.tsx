// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Action, Group } from "../../actions/action.ts";
import { actions } from "../../actions/index.ts";
import { keyName } from "../../text/keys.ts";
import { t } from "../../text/t.tsx";
import { Key } from "../../ui/buttons.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useApp } from "../app.ts";
import { fit } from "./Chooser.tsx";
import styles from "./Shortcuts.module.css";

const COLUMNS: Group[][] = [
  ["move", "view"],
  ["act", "write", "select"],
];

/** Keys that no action of the list has: those of the composer and of the page itself. */
const OTHERS: Record<string, [label: string, keys: string[]][]> = {
  move: [
    ["keys.escape", ["Escape"]],
    ["keys.panes", ["F6"]],
  ],
  act: [
    ["keys.rename", ["F2"]],
    ["keys.menu", ["Shift+F10"]],
  ],
  write: [
    ["keys.send", ["Ctrl+Enter"]],
    ["keys.attach", ["Ctrl+Shift+A"]],
    ["keys.discard", ["Ctrl+Shift+D"]],
  ],
};

const SHOWN: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
};

/** All keys on one sheet, to be filtered. */
export function Shortcuts({ onClose }: { onClose(): void }) {
  const app = useApp();
  const [text, setText] = useState("");
  const own = app.preferences.value.keys;
  const keysOf = (action: Action) => (own[action.id] ? [own[action.id]!] : (action.keys ?? []));
  const entries = (group: Group) =>
    [
      ...actions
        .filter((a) => a.group === group && keysOf(a).length > 0)
        .map((a): [string, readonly string[]] => [t(`keys.${a.id}`), keysOf(a)]),
      ...(OTHERS[group] ?? []).map(([label, keys]): [string, string[]] => [t(label), keys]),
    ].filter(([label, keys]) => fit(`${label} ${keys.join(" ")}`, text) >= 0);
  return (
    <Dialog label={t("shortcuts")} width={880} onClose={onClose}>
      <div className={styles.head}>
        <h2>{t("shortcuts")}</h2>
        <input
          aria-label={t("shortcuts.filter")}
          placeholder={t("shortcuts.filter")}
          value={text}
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {app.preferences.value.shortcuts ? null : <p className={styles.off}>{t("shortcuts.off")}</p>}
      <div className={styles.columns} tabIndex={0} role="group" aria-label={t("shortcuts")}>
        {COLUMNS.map((groups) => (
          <div key={groups.join()}>
            {groups.map((group) =>
              entries(group).length > 0 ? (
                <section key={group}>
                  <h3>{t(`group.${group}`)}</h3>
                  <dl>
                    {entries(group).map(([label, keys]) => (
                      <div key={label}>
                        <dt>{label}</dt>
                        <dd>
                          {keys.map((key) => (
                            <Combination key={key} keys={key} />
                          ))}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ) : null,
            )}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function Combination({ keys }: { keys: string }) {
  return (
    <span className={styles.keys} dir="ltr">
      {keys.split(/[ +](?=.)/).map((key) => (
        <Key key={key}>{SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : keyName(key))}</Key>
      ))}
    </span>
  );
}
