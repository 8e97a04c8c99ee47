// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import type { Email, Id } from "../../jmap/types.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import { useRoom } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { Conversation } from "./Conversation.tsx";
import { loadRow } from "./detail.ts";
import { firstOpen } from "./layout.ts";
import { PhoneBar } from "./PhoneBar.tsx";
import { usePrefetch } from "./prefetch.ts";
import styles from "./reading.module.css";
import { Trouble } from "./Trouble.tsx";

/** The reading pane. The toolbar above it belongs to the shell. */
export function ReadingPane({ emailId }: { emailId: Id }) {
  const app = useApp();
  const email = useSelect(app.store, (store) => store.emails.get(emailId));
  const { conversations } = useCell(app.preferences);
  const thread = useSelect(app.store, (store) => (email ? store.threadEmails(email.threadId) : []));
  const [failure, setFailure] = useState<JmapError>();
  const [tries, setTries] = useState(0);
  const here = email !== undefined;
  const whole = !conversations || thread.some((one) => one.id === emailId);

  useEffect(() => {
    if (here && whole) return;
    let left = false;
    setFailure(undefined);
    loadRow(app, emailId).catch((error) => {
      if (!left) setFailure(asError(error));
    });
    return () => {
      left = true;
    };
  }, [app, emailId, here, whole, tries]);

  if (!email) {
    return failure ? <Trouble error={failure} again={() => setTries((n) => n + 1)} /> : <Waiting />;
  }
  const emails =
    conversations && thread.length > 0
      ? shown(thread, emailId, app.store.mailboxByRole("trash")?.id)
      : [email];
  return <Pane key={conversations ? email.threadId : emailId} emails={emails} emailId={emailId} />;
}

/** Of a conversation, what was thrown away shows only where it lies. */
function shown(thread: readonly Email[], emailId: Id, trash: Id | undefined): readonly Email[] {
  if (trash === undefined) return thread;
  const asked = thread.find((one) => one.id === emailId);
  if (!asked || trash in asked.mailboxIds) return thread;
  return thread.filter((one) => !(trash in one.mailboxIds));
}

function Pane({ emails, emailId }: { emails: readonly Email[]; emailId: Id }) {
  const scroll = useRef<HTMLDivElement>(null);
  const phone = useRoom() === "phone";
  const [opened, setOpened] = useState<ReadonlySet<Id>>(
    () => new Set([firstOpen(emails, emailId)]),
  );
  const [current, setCurrent] = useState(() => firstOpen(emails, emailId));
  const last = emails.find((one) => one.id === current && opened.has(one.id)) ?? emails.at(-1);
  usePrefetch(emailId);

  // A row further down in the same conversation may be asked for by its own address.
  useEffect(() => {
    setOpened((before) => (before.has(emailId) || before.size > 0 ? before : new Set([emailId])));
  }, [emailId]);

  const toggle = (id: Id) => {
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
    setCurrent(id);
  };
  return (
    <div className={styles.pane}>
      <div className={styles.scroll} ref={scroll}>
        <Conversation emails={emails} opened={opened} toggle={toggle} phone={phone} />
      </div>
      {phone && last ? <PhoneBar email={last} /> : null}
    </div>
  );
}

/** Nothing for 150 ms, then the shape of what comes (by style), at its true height. */
function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label={t("reading.loading")}>
      <span />
      <span />
      <span />
    </div>
  );
}
