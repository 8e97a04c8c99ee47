// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { Setting, Switch } from "./parts.tsx";
import { usePreferenceChange } from "./saving.tsx";
import styles from "./settings.module.css";

export function Reading() {
  const { conversations, imagesFrom } = useCell(useApp().preferences);
  const change = usePreferenceChange();
  return (
    <>
      <Setting title={t("settings.conversations")} hint={t("settings.conversationsHint")}>
        <Switch
          label={t("settings.conversationsOn")}
          on={conversations}
          turn={(on) => void change({ conversations: on })}
        />
      </Setting>
      <Setting title={t("settings.images")} hint={t("settings.imagesHint")}>
        {imagesFrom.length === 0 ? (
          <p className={styles.hint}>{t("settings.imagesNobody")}</p>
        ) : (
          <ul className={styles.rows} aria-label={t("settings.images")}>
            {imagesFrom.map((email) => (
              <li key={email} className={styles.row}>
                <bdi className={styles.rowMain}>{email}</bdi>
                <IconButton
                  icon={X}
                  label={t("settings.imagesRemove", { email })}
                  side="start"
                  onClick={() =>
                    void change({ imagesFrom: imagesFrom.filter((one) => one !== email) })
                  }
                />
              </li>
            ))}
          </ul>
        )}
      </Setting>
    </>
  );
}
