// SPDX-License-Identifier: Apache-2.0
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { Setting, Switch } from "./parts.tsx";
import { usePreferenceChange } from "./saving.tsx";

export function Keyboard() {
  const app = useApp();
  const { shortcuts } = useCell(app.preferences);
  const change = usePreferenceChange();
  return (
    <Setting title={t("settings.keys")} hint={t("settings.keysHint")}>
      <Switch
        label={t("settings.keysOn")}
        on={shortcuts}
        turn={(on) => void change({ shortcuts: on })}
      />
      <p>
        <Button onClick={() => app.ui.update({ overlay: "shortcuts" })}>
          {t("settings.keysShow")}
        </Button>
      </p>
    </Setting>
  );
}
