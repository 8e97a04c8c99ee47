// SPDX-License-Identifier: Apache-2.0
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { Choices } from "./parts.tsx";
import { DensityPicture, PanePicture, ThemePicture } from "./pictures.tsx";
import { usePreferenceChange } from "./saving.tsx";

export function Appearance() {
  const { theme, density, pane } = useCell(useApp().preferences);
  const change = usePreferenceChange();
  return (
    <>
      <Choices
        title={t("settings.theme")}
        hint={t("settings.themeHint")}
        value={theme}
        choose={(value) => void change({ theme: value })}
        choices={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: t(`settings.theme.${value}`),
          picture: <ThemePicture theme={value} />,
        }))}
      />
      <Choices
        title={t("settings.density")}
        hint={t("settings.densityHint")}
        value={density}
        choose={(value) => void change({ density: value })}
        choices={(["roomy", "standard", "compact"] as const).map((value) => ({
          value,
          label: t(`settings.density.${value}`),
          picture: <DensityPicture density={value} />,
        }))}
      />
      <Choices
        title={t("settings.pane")}
        hint={t("settings.paneHint")}
        value={pane}
        choose={(value) => void change({ pane: value })}
        choices={(["right", "off"] as const).map((value) => ({
          value,
          label: t(`settings.pane.${value}`),
          picture: <PanePicture pane={value} />,
        }))}
      />
    </>
  );
}
