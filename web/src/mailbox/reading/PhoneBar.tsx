// SPDX-License-Identifier: Apache-2.0
import { Forward, Reply, ReplyAll } from "lucide-react";
import type { Email } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import styles from "./reading.module.css";

/** On a phone the answers stand under the thumb. */
export function PhoneBar({ email }: { email: Email }) {
  const app = useApp();
  const emailId = email.id;
  return (
    <div className={styles.phoneBar}>
      <button
        type="button"
        className={styles.phoneReply}
        data-primary
        onClick={() => app.write({ kind: "reply", emailId })}
      >
        <Reply size={20} strokeWidth={1.75} aria-hidden />
        {t("reading.reply")}
      </button>
      <button
        type="button"
        className={styles.phoneReply}
        onClick={() => app.write({ kind: "replyAll", emailId })}
      >
        <ReplyAll size={20} strokeWidth={1.75} aria-hidden />
        {t("reading.replyAll")}
      </button>
      <button
        type="button"
        className={styles.phoneForward}
        aria-label={t("reading.forward")}
        onClick={() => app.write({ kind: "forward", emailId })}
      >
        <Forward size={20} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  );
}
