// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { Trouble } from "../reading/Trouble.tsx";
import { useNow } from "../reading/useNow.ts";
import { whenText } from "../reading/when.ts";
import { causeText } from "../undo.ts";
import { Password } from "./Password.tsx";
import { Setting } from "./parts.tsx";
import { type ClientSession, destroy, useRecords } from "./records.ts";
import styles from "./settings.module.css";

export function Sessions() {
  return (
    <>
      <Setting title={t("settings.open")} hint={t("settings.openHint")}>
        <List />
      </Setting>
      <Setting title={t("settings.password")} hint={t("settings.passwordHint")}>
        <Password />
      </Setting>
    </>
  );
}

/** "Firefox on Linux" in the page's language; what a program calls itself stays what it is. */
function deviceText({ device }: ClientSession): string {
  if (!device) return t("settings.device");
  const [, browser, system] = /^(\w+) on (\w+)$/.exec(device) ?? [];
  return browser && system ? t("settings.deviceOn", { browser, system }) : device;
}

function List() {
  const app = useApp();
  const now = useNow();
  const { list, failure, load } = useRecords<ClientSession>(app, "ClientSession");
  const [told, setTold] = useState("");
  if (failure) return <Trouble error={failure} again={() => void load()} part />;
  if (!list) return null;
  const sorted = [...list].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.since.localeCompare(a.since),
  );
  const others = sorted.filter((one) => !one.current);
  const end = async (sessions: ClientSession[]) => {
    try {
      await destroy(
        app,
        "ClientSession",
        sessions.map((one) => one.id),
      );
      setTold(t("settings.ended", { count: sessions.length }));
    } catch (error) {
      setTold(t("settings.notEnded", { cause: causeText(asError(error)) }));
    }
    await load();
  };
  return (
    <>
      <ul className={styles.rows} aria-label={t("settings.open")}>
        {sorted.map((one) => (
          <li key={one.id} className={styles.row}>
            <span className={styles.rowMain}>
              <bdi className={styles.rowName}>{deviceText(one)}</bdi>
              <span className={styles.hint}>
                {t("settings.sessionLine", {
                  network: one.network,
                  since: whenText(one.since, now, "inside"),
                })}
              </span>
            </span>
            {one.current ? (
              <span className={styles.pill}>{t("settings.thisOne")}</span>
            ) : (
              <Button
                aria-label={t("settings.endOne", { device: deviceText(one) })}
                onClick={() => void end([one])}
              >
                {t("settings.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 ? (
        <p>
          <Button onClick={() => void end(others)}>
            {t("settings.endOthers", { count: others.length })}
          </Button>
        </p>
      ) : null}
      <p className={styles.hint} role="status">
        {told}
      </p>
    </>
  );
}
