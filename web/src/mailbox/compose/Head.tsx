// SPDX-License-Identifier: Apache-2.0
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import styles from "./compose.module.css";
import { Recipients } from "./Recipients.tsx";
import { setSender } from "./sender.ts";
import type { Writing } from "./writing.ts";

/** From (only where there is a choice), To, Cc, Bcc, Subject. */
export function Head({ writing }: { writing: Writing }) {
  const { draft, shown } = useCell(writing);
  return (
    <div className={styles.lines}>
      {writing.identities.length >= 2 ? <From writing={writing} /> : null}
      {draft.post ? <PostLine name={draft.post.name} /> : <To writing={writing} />}
      {shown.cc ? (
        <Recipients
          writing={writing}
          field="cc"
          label={t("compose.cc")}
          first={draft.to.length > 0 && draft.cc.length === 0}
        />
      ) : null}
      {shown.bcc ? (
        <Recipients
          writing={writing}
          field="bcc"
          label={t("compose.bcc")}
          first={draft.bcc.length === 0}
        />
      ) : null}
      <label className={styles.line}>
        <span className={styles.label}>{t("compose.subject")}</span>
        <input
          className={styles.input}
          value={draft.subject}
          dir="auto"
          maxLength={900}
          autoComplete="off"
          onChange={(event) => writing.edit({ subject: event.target.value })}
        />
      </label>
    </div>
  );
}

function To({ writing }: { writing: Writing }) {
  const { draft, shown } = useCell(writing);
  const begins = draft.to.length > 0 ? "text" : "to";
  return (
    <Recipients
      writing={writing}
      field="to"
      label={t("compose.to")}
      first={begins === "to"}
      more={
        <span className={styles.more}>
          {shown.cc ? null : (
            <button type="button" onClick={() => writing.update({ shown: { ...shown, cc: true } })}>
              {t("compose.cc")}
            </button>
          )}
          {shown.bcc ? null : (
            <button
              type="button"
              onClick={() => writing.update({ shown: { ...shown, bcc: true } })}
            >
              {t("compose.bcc")}
            </button>
          )}
        </span>
      }
    />
  );
}

function PostLine({ name }: { name: string }) {
  return (
    <label className={styles.line}>
      <span className={styles.label}>{t("compose.in")}</span>
      <input className={styles.input} value={name} readOnly dir="auto" />
    </label>
  );
}

function From({ writing }: { writing: Writing }) {
  return (
    <label className={styles.line}>
      <span className={styles.label}>{t("compose.from")}</span>
      <select
        className={styles.input}
        value={writing.identity.id}
        onChange={(event) => setSender(writing, event.target.value)}
      >
        {writing.identities.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name ? `${one.name} <${one.email}>` : one.email}
          </option>
        ))}
      </select>
    </label>
  );
}
