// SPDX-License-Identifier: Apache-2.0
import type { Email, Mailbox } from "../../jmap/types.ts";
import { useSelect } from "../../store/hooks.ts";
import { useApp } from "../app.ts";
import styles from "./reading.module.css";

/** The folders that the conversation lies in; Sent and Drafts say nothing about it. */
export function Folders({ emails }: { emails: readonly Email[] }) {
  const app = useApp();
  const folders = useSelect(app.store, (store) => {
    const ids = new Set(emails.flatMap((email) => Object.keys(email.mailboxIds)));
    const found = [...ids]
      .map((id) => store.mailboxes.get(id))
      .filter((m): m is Mailbox => m !== undefined);
    const telling = found.filter((m) => m.role !== "sent" && m.role !== "drafts");
    return telling.length > 0 ? telling : found;
  });
  return (
    <span className={styles.folders}>
      {folders.map((folder) => (
        <bdi key={folder.id} className={styles.folder}>
          {app.mailboxName(folder)}
        </bdi>
      ))}
    </span>
  );
}
