// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Email } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";
import { Confirm } from "../../ui/Dialog.tsx";
import { useApp } from "../app.ts";
import type { Detail } from "./detail.ts";
import styles from "./reading.module.css";
import { hostOf, readUnsubscribe } from "./unsubscribe.ts";

/** A list's message says how to leave it: by mail from here, or on a page whose host is told first. */
export function ListLine({ email, detail }: { email: Email; detail: Detail | undefined }) {
  const app = useApp();
  const [asking, setAsking] = useState(false);
  const ways = readUnsubscribe(detail?.["header:List-Unsubscribe"] ?? null);
  const junk = app.store.mailboxByRole("junk")?.id;
  // Leaving a list of junk only tells its sender that somebody reads.
  if (!ways || (junk !== undefined && junk in email.mailboxIds)) return null;
  const { mailto, https } = ways;
  const leave = () => (mailto ? app.write({ kind: "new", to: mailto }) : setAsking(true));
  return (
    <div className={styles.listLine}>
      <span>{t("reading.list")}</span>
      <button type="button" className={styles.textButton} onClick={leave}>
        {t("reading.unsubscribe")}
      </button>
      {asking && https ? (
        <Confirm
          title={t("reading.unsubscribe")}
          text={t("reading.unsubscribeAt", { host: hostOf(https) })}
          verb={t("reading.unsubscribeOpen", { host: hostOf(https) })}
          run={() => void window.open(https, "_blank", "noopener,noreferrer")}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
