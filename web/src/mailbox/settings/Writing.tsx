// SPDX-License-Identifier: Apache-2.0
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { signingOf } from "../compose/signature.ts";
import { Identities } from "./Identities.tsx";
import { Setting, Switch } from "./parts.tsx";
import { usePreferenceChange } from "./saving.tsx";
import styles from "./settings.module.css";

export function Writing() {
  const { composeMode } = useCell(useApp().preferences);
  const change = usePreferenceChange();
  const links = () =>
    navigator.registerProtocolHandler("mailto", `${location.origin}/mail/compose?to=%s`);
  return (
    <>
      <Identities />
      <SignatureUse />
      <Setting title={t("settings.format")} hint={t("settings.formatHint")}>
        <Switch
          label={t("settings.formatOn")}
          on={composeMode !== "plain"}
          turn={(on) => void change({ composeMode: on ? "rich" : "plain" })}
        />
      </Setting>
      {"registerProtocolHandler" in navigator ? (
        <Setting title={t("settings.mailLinks")} hint={t("settings.mailLinksHint")}>
          <Button onClick={links}>{t("settings.mailLinksUse")}</Button>
        </Setting>
      ) : null}
    </>
  );
}

/** Where signatures are put. */
function SignatureUse() {
  const change = usePreferenceChange();
  const { news, answers, below } = signingOf(useCell(useApp().preferences));
  return (
    <Setting title={t("signing.title")} hint={t("signing.hint")}>
      <div className={styles.stack}>
        <Switch label={t("signing.news")} on={news} turn={(signNew) => void change({ signNew })} />
        <Switch
          label={t("signing.answers")}
          on={answers}
          turn={(signReply) => void change({ signReply })}
        />
        <label className={styles.selectLine}>
          {t("signing.place")}
          <select
            className={styles.select}
            value={below ? "below" : "above"}
            onChange={(event) => void change({ signBelow: event.target.value === "below" })}
          >
            <option value="above">{t("signing.above")}</option>
            <option value="below">{t("signing.below")}</option>
          </select>
        </label>
      </div>
    </Setting>
  );
}
