// SPDX-License-Identifier: Apache-2.0
import { Copy } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { JmapError } from "../../jmap/errors.ts";
import type { SetResponse } from "../../jmap/types.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { Trouble } from "../reading/Trouble.tsx";
import { useNow } from "../reading/useNow.ts";
import { whenText } from "../reading/when.ts";
import { causeText } from "../undo.ts";
import { Setting } from "./parts.tsx";
import { type AppPassword, ask, destroy, useRecords } from "./records.ts";
import styles from "./settings.module.css";

/** Passwords for mail programs: each for one program, shown once, revoked alone. */
export function AppPasswords() {
  const app = useApp();
  const { list, failure, load } = useRecords<AppPassword>(app, "AppPassword");
  const [told, setTold] = useState("");
  const revoke = async (one: AppPassword) => {
    try {
      await destroy(app, "AppPassword", [one.id]);
      setTold(t("settings.revoked", { name: one.name }));
    } catch (error) {
      setTold(t("settings.notRevoked", { cause: causeText(asError(error)) }));
    }
    await load();
  };
  return (
    <>
      <Setting title={t("settings.newAppPassword")} hint={t("settings.newAppPasswordHint")}>
        <Create onCreated={() => void load()} />
      </Setting>
      <Setting title={t("settings.appPasswordsHave")}>
        {failure ? <Trouble error={failure} again={() => void load()} part /> : null}
        {list?.length === 0 ? (
          <p className={styles.hint}>{t("settings.appPasswordsNone")}</p>
        ) : null}
        {list && list.length > 0 ? (
          <ul className={styles.rows} aria-label={t("settings.appPasswordsHave")}>
            {list.map((one) => (
              <Row key={one.id} one={one} revoke={() => void revoke(one)} />
            ))}
          </ul>
        ) : null}
        <p className={styles.hint} role="status">
          {told}
        </p>
      </Setting>
    </>
  );
}

function Row({ one, revoke }: { one: AppPassword; revoke(): void }) {
  const now = useNow();
  const used = one.lastUsed
    ? t("settings.lastUsed", { when: whenText(one.lastUsed, now, "inside") })
    : t("settings.neverUsed");
  return (
    <li className={styles.row}>
      <span className={styles.rowMain}>
        <bdi className={styles.rowName}>{one.name}</bdi>
        <span className={styles.hint}>
          {one.services.length > 0 ? `${one.services.join(", ")} · ${used}` : used}
        </span>
      </span>
      <Button aria-label={t("settings.revokeOne", { name: one.name })} onClick={revoke}>
        {t("settings.revoke")}
      </Button>
    </li>
  );
}

interface Fresh {
  name: string;
  secret: string;
}

function Create({ onCreated }: { onCreated(): void }) {
  const app = useApp();
  const [fresh, setFresh] = useState<Fresh>();
  const [refusal, setRefusal] = useState("");
  const [copied, setCopied] = useState(false);
  const secret = useRef<HTMLElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name")).trim();
    if (!name) return;
    try {
      const answer = await ask<SetResponse<{ id: string; secret: string }>>(
        app,
        "AppPassword/set",
        {
          create: { new: { name, services: [] } },
        },
      );
      const created = answer.created?.new;
      const refused = answer.notCreated?.new;
      if (!created)
        throw refused ? JmapError.of(refused) : new JmapError("serverFail", "AppPassword/set");
      setFresh({ name, secret: created.secret });
      setCopied(false);
      setRefusal("");
      form.reset();
      onCreated();
    } catch (error) {
      setRefusal(t("settings.appPasswordNot", { cause: causeText(asError(error)) }));
    }
  };
  const copy = async () => {
    if (!fresh) return;
    try {
      await navigator.clipboard.writeText(fresh.secret);
      setCopied(true);
    } catch {
      // Without the clipboard's permission the words are selected, ready for Ctrl C.
      if (secret.current) getSelection()?.selectAllChildren(secret.current);
    }
  };
  return (
    <>
      <form className={styles.inlineForm} onSubmit={submit}>
        <label className={styles.field}>
          {t("settings.appPasswordName")}
          <input
            name="name"
            className={styles.input}
            maxLength={100}
            required
            autoComplete="off"
            dir="auto"
          />
        </label>
        <Button primary type="submit">
          {t("settings.appPasswordCreate")}
        </Button>
      </form>
      {refusal ? (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      ) : null}
      {fresh ? (
        <div className={styles.fresh} role="status">
          <p>{t("settings.appPasswordShown", { name: fresh.name })}</p>
          <p className={styles.secretLine}>
            <code ref={secret} className={styles.secret}>
              {fresh.secret}
            </code>
            <Button icon={Copy} onClick={() => void copy()}>
              {t(copied ? "settings.copied" : "settings.copy")}
            </Button>
            <Button onClick={() => setFresh(undefined)}>{t("settings.secretDone")}</Button>
          </p>
        </div>
      ) : null}
    </>
  );
}
