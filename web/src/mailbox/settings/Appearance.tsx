// SPDX-License-Identifier: Apache-2.0
import languages from "virtual:languages";
import { useCell } from "../../store/hooks.ts";
import { locale as page, t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { Choices, Setting } from "./parts.tsx";
import { DensityPicture, PanePicture, ThemePicture } from "./pictures.tsx";
import { usePreferenceChange } from "./saving.tsx";
import styles from "./settings.module.css";

export function Appearance() {
  const { theme, density, pane, locale } = useCell(useApp().preferences);
  const change = usePreferenceChange();
  return (
    <>
      <LanguageChoice />
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
        choices={(["right", "below", "off"] as const).map((value) => ({
          value,
          label: t(`settings.pane.${value}`),
          picture: <PanePicture pane={value} />,
        }))}
      />
      <Setting title={t("settings.locale")} hint={t("settings.localeHint")}>
        <select
          className={styles.select}
          aria-label={t("settings.locale")}
          value={locale ?? ""}
          onChange={(event) => void change({ locale: event.target.value })}
        >
          <option value="">{t("settings.locale.server")}</option>
          <option value="browser">{t("settings.locale.browser")}</option>
          {regions.map((region) => (
            <option key={region} value={region}>
              {regionText(region)}
            </option>
          ))}
        </select>
      </Setting>
    </>
  );
}

/** The words of the page; they change with the page, when nothing that is being written stands in it. */
function LanguageChoice() {
  const app = useApp();
  const { language } = useCell(app.preferences);
  const writing = useCell(app.writing) > 0;
  const change = usePreferenceChange();
  const choose = async (chosen: string) => {
    if ((await change({ language: chosen })) && !writing) location.reload();
  };
  return (
    <Setting
      title={t("settings.language")}
      {...(writing ? { hint: t("settings.languageHint") } : {})}
    >
      <select
        className={styles.select}
        aria-label={t("settings.language")}
        value={language ?? ""}
        onChange={(event) => void choose(event.target.value)}
      >
        <option value="">{t("settings.language.browser")}</option>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {new Intl.DisplayNames(tag, { type: "language" }).of(tag)}
          </option>
        ))}
      </select>
    </Setting>
  );
}

/** Regions of the page's language: its words stay what they are. */
const REGIONS: Record<string, string[]> = {
  en: ["AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"],
  de: ["AT", "BE", "CH", "DE", "LI", "LU"],
};
const { language: spoken } = new Intl.Locale(page);
const regions = (REGIONS[spoken] ?? []).map((region) => `${spoken}-${region}`);

/** "United Kingdom, 31 Dec 2026, 1,234.5" */
function regionText(tag: string): string {
  const { region } = new Intl.Locale(tag);
  const name = new Intl.DisplayNames(page, { type: "region" }).of(region ?? "") ?? tag;
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium" }).format(new Date());
  return `${name}, ${day}, ${new Intl.NumberFormat(tag).format(1234.5)}`;
}
