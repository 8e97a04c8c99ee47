// SPDX-License-Identifier: Apache-2.0
import { type FormEvent, useState } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { causeText } from "../undo.ts";
import { ask } from "./records.ts";
import styles from "./settings.module.css";

/** Changes the password; every other session ends with it. */
export function Password() {
  const app = useApp();
  const [refusal, setRefusal] = useState<{ text: string; kb?: string | undefined }>();
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const [current, next, again] = ["current", "next", "again"].map((name) =>
      String(data.get(name) ?? ""),
    );
    setDone(false);
    if (next !== again) {
      setRefusal({ text: t("settings.passwordsDiffer") });
      return;
    }
    setBusy(true);
    try {
      await ask(app, "Password/change", { current, next });
      setRefusal(undefined);
      setDone(true);
      form.reset();
    } catch (error) {
      setRefusal(tell(asError(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={app.address}
        readOnly
        hidden
      />
      <Field name="current" label={t("settings.passwordCurrent")} complete="current-password" />
      <Field name="next" label={t("settings.passwordNext")} complete="new-password" />
      <Field name="again" label={t("settings.passwordAgain")} complete="new-password" />
      {refusal ? (
        <p className={styles.refusal} role="alert">
          {refusal.text}{" "}
          {refusal.kb ? (
            <a href={`/kb/${refusal.kb}`} target="_blank" rel="noreferrer">
              {refusal.kb}
            </a>
          ) : null}
        </p>
      ) : null}
      <p className={styles.hint} role="status">
        {done ? t("settings.passwordChanged") : ""}
      </p>
      <Button primary type="submit" aria-disabled={busy || undefined}>
        {t("settings.passwordChange")}
      </Button>
    </form>
  );
}

function tell(error: JmapError) {
  return { text: t("settings.passwordNot", { cause: causeText(error) }), kb: error.kb };
}

function Field({ name, label, complete }: { name: string; label: string; complete: string }) {
  return (
    <label className={styles.field}>
      {label}
      <input
        type="password"
        name={name}
        autoComplete={complete}
        required
        className={styles.input}
      />
    </label>
  );
}
