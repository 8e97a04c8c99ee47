// SPDX-License-Identifier: Apache-2.0
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { Setting, Switch } from "./parts.tsx";
import { usePreferenceChange } from "./saving.tsx";

export function Writing() {
  const { composeMode } = useCell(useApp().preferences);
  const change = usePreferenceChange();
  const links = () =>
    navigator.registerProtocolHandler("mailto", `${location.origin}/mail/compose?to=%s`);
  return (
    <>
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
