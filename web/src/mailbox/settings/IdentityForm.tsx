// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { EmailAddress } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { chipOf, parseAddresses, written } from "../compose/addresses.ts";
import type { Identity } from "../compose/identities.ts";
import { signatureOf } from "../compose/signature.ts";
import styles from "./Identities.module.css";
import { setIdentity } from "./Identities.tsx";
import { SignatureEditor } from "./SignatureEditor.tsx";
import { usePreferenceChange, useSavingTask } from "./saving.tsx";
import common from "./settings.module.css";

const AFTER_MS = 700;

interface Props {
  one: Identity;
  first: boolean;
  usable: boolean;
  /** Reads the list anew. */
  changed(): Promise<void>;
  remove(): void;
}

/** Saves what is typed a moment after it, or when the form goes. */
function useLater(one: Identity, changed: () => Promise<void>) {
  const app = useApp();
  const save = useSavingTask();
  const now = useRef({ save, changed });
  now.current = { save, changed };
  const later = useMemo(() => {
    let patch: Partial<Identity> = {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      const update = { [one.id]: patch };
      if (Object.keys(patch).length === 0) return;
      patch = {};
      void now.current.save(() => setIdentity(app, { update })).then(() => now.current.changed());
    };
    return {
      set(part: Partial<Identity>) {
        patch = { ...patch, ...part };
        clearTimeout(timer);
        timer = setTimeout(flush, AFTER_MS);
      },
      flush,
    };
  }, [app, one.id]);
  useEffect(() => later.flush, [later]);
  return later;
}

export function IdentityForm({ one, first, usable, changed, remove }: Props) {
  const prefer = usePreferenceChange();
  const later = useLater(one, changed);
  return (
    <div className={styles.form}>
      <Field label={t("identity.name")} hint={t("identity.nameHint")}>
        {(id) => (
          <input
            id={id}
            className={styles.input}
            defaultValue={one.name}
            maxLength={200}
            autoComplete="name"
            dir="auto"
            onChange={(event) => later.set({ name: event.target.value.trim() })}
            onBlur={later.flush}
          />
        )}
      </Field>
      <People
        label={t("identity.replyTo")}
        hint={t("identity.replyToHint")}
        value={one.replyTo}
        set={(replyTo) => later.set({ replyTo })}
        leave={later.flush}
      />
      <People
        label={t("identity.bcc")}
        hint={t("identity.bccHint")}
        value={one.bcc ?? null}
        set={(bcc) => later.set({ bcc })}
        leave={later.flush}
      />
      <Signatures one={one} set={later.set} />
      <div className={styles.ends}>
        {first || !usable ? null : (
          <Button onClick={() => void prefer({ identity: one.id })}>
            {t("identity.makeFirst")}
          </Button>
        )}
        {one.mayDelete ? (
          <Button bad onClick={remove}>
            {t("identity.remove")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Field(props: { label: string; hint: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      <p className={common.hint}>{props.hint}</p>
    </div>
  );
}

/** A line of addresses; one that mail cannot be addressed to is named and not saved. */
function People(props: {
  label: string;
  hint: string;
  value: EmailAddress[] | null;
  set(value: EmailAddress[] | null): void;
  leave(): void;
}) {
  const [bad, setBad] = useState("");
  const type = (text: string) => {
    const all = parseAddresses(text);
    const wrong = all.find((one) => chipOf(one).fault !== null);
    setBad(wrong ? wrong.email || text : "");
    if (!wrong) props.set(all.length > 0 ? all : null);
  };
  return (
    <Field label={props.label} hint={bad ? t("compose.badAddress", { email: bad }) : props.hint}>
      {(id) => (
        <input
          id={id}
          className={styles.input}
          defaultValue={(props.value ?? []).map(written).join(", ")}
          aria-invalid={bad ? true : undefined}
          autoComplete="off"
          dir="auto"
          onChange={(event) => type(event.target.value)}
          onBlur={props.leave}
        />
      )}
    </Field>
  );
}

/** The formatted signature, and the plain one, which follows it until it is written by itself. */
function Signatures({ one, set }: { one: Identity; set(part: Partial<Identity>): void }) {
  const id = useId();
  const [begin] = useState(() => signatureOf(one));
  const [plain, setPlain] = useState(begin.text);
  const made = useRef("");
  const write = (html: string, text: string, typed: boolean) => {
    const follows = plain.trim() === made.current.trim() || plain.trim() === "";
    made.current = text;
    if (!typed) return;
    if (!follows) {
      set({ htmlSignature: html });
      return;
    }
    setPlain(text);
    set({ htmlSignature: html, textSignature: text });
  };
  return (
    <>
      <div className={styles.field}>
        <span id={id} className={styles.label}>
          {t("identity.signature")}
        </span>
        <SignatureEditor html={begin.html} labelledBy={id} write={write} />
      </div>
      <Field label={t("identity.plain")} hint={t("identity.plainHint")}>
        {(area) => (
          <textarea
            id={area}
            className={styles.plain}
            rows={4}
            value={plain}
            dir="auto"
            onChange={(event) => {
              setPlain(event.target.value);
              set({ textSignature: event.target.value });
            }}
          />
        )}
      </Field>
    </>
  );
}
