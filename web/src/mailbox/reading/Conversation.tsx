// SPDX-License-Identifier: Apache-2.0
import { ChevronsUpDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Email, Id } from "../../jmap/types.ts";
import { useCell } from "../../store/hooks.ts";
import { nameOf } from "../../text/people.ts";
import { t } from "../../text/t.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import { useRoom } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { Folders } from "./Folders.tsx";
import { layout } from "./layout.ts";
import { Message } from "./Message.tsx";
import styles from "./reading.module.css";
import { useNow } from "./useNow.ts";
import { dayText } from "./when.ts";

interface Props {
  emails: readonly Email[];
  opened: ReadonlySet<Id>;
  toggle(id: Id): void;
  phone: boolean;
}

/** Subject, folders, and the messages, oldest first. */
export function Conversation({ emails, opened, toggle, phone }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const first = useRef<HTMLDivElement>(null);
  // Alone on the screen the message is what the page is about.
  const alone = useAlone();
  const Heading = alone ? "h1" : "h2";
  const pieces = layout(emails, opened, unfolded, !phone);
  const subject = emails[0]?.subject?.trim() || t("reading.noSubject");
  const lastOpen = emails.filter((email) => opened.has(email.id)).at(-1)?.id;

  // What is above the opened message is read already: it begins at the opened one.
  useEffect(() => {
    const open = first.current?.querySelector<HTMLElement>("[data-open-message]");
    const scroller = open?.closest<HTMLElement>(`.${styles.scroll}`);
    if (open && scroller && open.offsetTop > scroller.clientHeight * 0.6)
      open.scrollIntoView({ block: "start" });
  }, []);

  return (
    <div ref={first} className={styles.conversation}>
      <header className={styles.subjectLine}>
        <Heading className={styles.subject} dir="auto">
          {subject}
        </Heading>
        <Folders emails={emails} />
      </header>
      {pieces.map((piece) => {
        if (piece.is === "folded") {
          return (
            <button
              key={`fold-${piece.emails[0]?.id}`}
              type="button"
              className={styles.folded}
              onClick={() => setUnfolded(true)}
            >
              <span className={styles.foldedCount} aria-hidden="true">
                {piece.emails.length}
              </span>
              <span className={styles.foldedText}>
                {t(piece.later ? "reading.later" : "reading.earlier", {
                  count: piece.emails.length,
                })}
              </span>
              <ChevronsUpDown size={16} strokeWidth={1.75} aria-hidden />
            </button>
          );
        }
        const { email } = piece;
        if (piece.is === "closed")
          return <Closed key={email.id} email={email} open={() => toggle(email.id)} />;
        return (
          <Message
            key={email.id}
            email={email}
            heading={alone ? "h2" : "h3"}
            alone={emails.length === 1}
            answers={email.id === lastOpen && !phone}
            close={() => toggle(email.id)}
          />
        );
      })}
    </div>
  );
}

function useAlone(): boolean {
  const app = useApp();
  const room = useRoom();
  const { pane } = useCell(app.preferences);
  return room === "phone" || room === "narrow" || pane === "off";
}

/** A closed message: who, how it begins, when. */
function Closed({ email, open }: { email: Email; open(): void }) {
  const app = useApp();
  const now = useNow();
  useCell(app.preferences);
  const from = email.from?.[0];
  const mine = from?.email.toLowerCase() === app.address.toLowerCase();
  const unread = !email.keywords.$seen && !email.keywords.$draft;
  const draft = Boolean(email.keywords.$draft);
  return (
    <button
      type="button"
      className={styles.closed}
      data-unread={unread || undefined}
      onClick={() => (draft ? app.write({ kind: "draft", emailId: email.id }) : open())}
    >
      <Avatar person={from} size={36} />
      <span className={styles.closedName}>
        {unread ? <span className="spoken">{t("reading.unread")}</span> : null}
        <bdi>{mine ? t("reading.you") : nameOf(from)}</bdi>
      </span>
      {draft ? <span className={styles.draftPill}>{t("reading.draft")}</span> : null}
      <span className={styles.closedText} dir="auto">
        {email.preview}
      </span>
      <span className={styles.when}>{dayText(email.receivedAt, now)}</span>
    </button>
  );
}
