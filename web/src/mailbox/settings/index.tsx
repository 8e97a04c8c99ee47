// SPDX-License-Identifier: Apache-2.0
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { useRoom } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { Appearance } from "./Appearance.tsx";
import { AppPasswords } from "./AppPasswords.tsx";
import { Keyboard } from "./Keyboard.tsx";
import { Reading } from "./Reading.tsx";
import { Sessions } from "./Sessions.tsx";
import { SavedLine, SavingContext, useSaving } from "./saving.tsx";
import styles from "./settings.module.css";
import { Writing } from "./Writing.tsx";

const PAGES = {
  appearance: Appearance,
  reading: Reading,
  writing: Writing,
  sessions: Sessions,
  "app-passwords": AppPasswords,
  keyboard: Keyboard,
} as const;

type Page = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as Page[];

/** The settings pages. Loaded when they are opened. */
export default function Settings({ page }: { page: string }) {
  const app = useApp();
  const phone = useRoom() === "phone";
  const saving = useSaving(app);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown: Page = NAMES.find((name) => name === page) ?? "appearance";
  const Shown = PAGES[shown];
  useCell(app.preferences);

  useEffect(() => heading.current?.focus(), [shown]);

  const leave = () => {
    const inbox = app.store.mailboxByRole("inbox")?.id;
    if (inbox) app.go({ place: { kind: "mailbox", id: inbox } });
  };
  return (
    <div className={styles.settings}>
      <nav className={styles.nav} aria-label={t("settings.title")}>
        <div className={styles.navHead}>
          {phone ? (
            <IconButton icon={ArrowLeft} label={t("settings.back")} onClick={leave} />
          ) : null}
          <h1 className={styles.navTitle}>{t("settings.title")}</h1>
        </div>
        <ul className={styles.pages}>
          {NAMES.map((name) => (
            <li key={name}>
              <a
                className={styles.page}
                href={`/mail/${encodeURIComponent(app.own)}/~settings/${name}`}
                aria-current={name === shown ? "page" : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  app.go({ place: { kind: "settings", page: name } });
                }}
              >
                {t(`settings.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.content} id="list" tabIndex={-1}>
        <div className={styles.inner}>
          <header className={styles.head}>
            <h2 ref={heading} tabIndex={-1} className={styles.title}>
              {t(`settings.${shown}`)}
            </h2>
            <SavedLine state={saving.state} />
          </header>
          <SavingContext value={saving}>
            <Shown />
          </SavingContext>
        </div>
      </div>
    </div>
  );
}
