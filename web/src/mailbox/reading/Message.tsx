// SPDX-License-Identifier: Apache-2.0
import {
  CodeXml,
  Ellipsis,
  FolderDown,
  Forward,
  Printer,
  Reply,
  ReplyAll,
  UsersRound,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import type { Email } from "../../jmap/types.ts";
import { asError } from "../../store/store.ts";
import { fullDate } from "../../text/dates.ts";
import { nameOf } from "../../text/people.ts";
import { t } from "../../text/t.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button, IconButton } from "../../ui/buttons.tsx";
import { MenuButton, type MenuItem } from "../../ui/Menu.tsx";
import { type App, useApp } from "../app.ts";
import { Attachments } from "./Attachments.tsx";
import { Body } from "./Body.tsx";
import { type Detail, detailsOf } from "./detail.ts";
import { ListLine } from "./ListLine.tsx";
import { People } from "./People.tsx";
import { paths } from "./paths.ts";
import styles from "./reading.module.css";
import { Trouble } from "./Trouble.tsx";
import { useNow } from "./useNow.ts";
import { useSeen } from "./useSeen.ts";
import { whenText } from "./when.ts";

interface Props {
  email: Email;
  alone: boolean;
  heading: "h2" | "h3";
  /** The conversation's last open message carries the buttons that answer. */
  answers: boolean;
  close(): void;
}

/** An open message: who, to whom, when; its body; its files. */
export function Message({ email, alone, heading: Heading, answers, close }: Props) {
  const app = useApp();
  const now = useNow();
  const article = useRef<HTMLElement>(null);
  const { detail, failure, again } = useDetail(app, email.id);
  const [shownImages, setShownImages] = useState<ReadonlySet<string>>(new Set());
  useSeen(email, article);
  const from = email.from?.[0];
  const name = nameOf(from) || t("reading.nobody");
  return (
    <article
      ref={article}
      className={styles.message}
      data-open-message
      aria-label={t("reading.messageFrom", { name })}
    >
      <header className={styles.messageHead}>
        <Avatar person={from} size={36} />
        <div className={styles.who}>
          <div className={styles.fromLine}>
            <Heading className={styles.from}>
              {alone ? (
                <bdi>{name}</bdi>
              ) : (
                <button type="button" aria-expanded="true" onClick={close}>
                  <bdi>{name}</bdi>
                </button>
              )}
            </Heading>
            {from?.name ? <bdi className={styles.address}>{from.email}</bdi> : null}
          </div>
          <People email={email} detail={detail} />
        </div>
        <div className={styles.headEnd}>
          <time
            className={styles.when}
            dateTime={email.receivedAt}
            title={fullDate(email.receivedAt)}
          >
            {whenText(email.receivedAt, now)}
          </time>
          <span className={styles.notOnPhone}>
            <IconButton
              icon={Reply}
              label={t("reading.reply")}
              keys="R"
              onClick={() => app.write({ kind: "reply", emailId: email.id })}
            />
          </span>
          <MenuButton
            icon={Ellipsis}
            label={t("reading.more")}
            side="start"
            items={() => more(app, email, detail)}
          />
        </div>
      </header>
      <div className={styles.content}>
        <ListLine email={email} detail={detail} />
        <Body email={email} name={name} onImages={setShownImages} />
        {failure ? <Trouble error={failure} again={again} part /> : null}
        {detail ? (
          <Attachments email={email} files={detail.attachments} shown={shownImages} />
        ) : null}
        {answers ? (
          <div className={styles.answers}>
            <Button icon={Reply} onClick={() => app.write({ kind: "reply", emailId: email.id })}>
              {t("reading.reply")}
            </Button>
            <Button
              icon={ReplyAll}
              onClick={() => app.write({ kind: "replyAll", emailId: email.id })}
            >
              {t("reading.replyAll")}
            </Button>
            <Button
              icon={Forward}
              onClick={() => app.write({ kind: "forward", emailId: email.id })}
            >
              {t("reading.forward")}
            </Button>
          </div>
        ) : null}
      </div>
    </article>
  );
}

function useDetail(app: App, id: string) {
  const [detail, setDetail] = useState<Detail>();
  const [failure, setFailure] = useState<JmapError>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let left = false;
    setFailure(undefined);
    detailsOf(app)
      .get(id)
      .then((got) => left || setDetail(got))
      .catch((error) => left || setFailure(asError(error)));
    return () => {
      left = true;
    };
  }, [app, id, tries]);
  return { detail, failure, again: () => setTries((n) => n + 1) };
}

/** The page for paper has no script: its opener starts the printing. */
function printMessage(url: string): void {
  const page = window.open(url, "_blank");
  page?.addEventListener("load", () => page.print());
}

function more(app: App, email: Email, detail: Detail | undefined): MenuItem[] {
  const emailId = email.id;
  const { print, source, files } = paths(app.accountId, emailId);
  const show = (url: string) => () => void window.open(url, "_blank", "noopener");
  const list: MenuItem[] = detail?.["header:List-Post"]
    ? [
        {
          label: t("reading.replyList"),
          icon: UsersRound,
          run: () => app.write({ kind: "replyList", emailId }),
        },
      ]
    : [];
  const save: MenuItem[] = email.hasAttachment
    ? [{ label: t("reading.saveAll"), icon: FolderDown, run: show(files) }]
    : [];
  return [
    {
      label: t("reading.reply"),
      icon: Reply,
      keys: "R",
      run: () => app.write({ kind: "reply", emailId }),
    },
    {
      label: t("reading.replyAll"),
      icon: ReplyAll,
      keys: "A",
      run: () => app.write({ kind: "replyAll", emailId }),
    },
    ...list,
    {
      label: t("reading.forward"),
      icon: Forward,
      keys: "F",
      run: () => app.write({ kind: "forward", emailId }),
    },
    {
      label: t("reading.forwardAttached"),
      icon: Forward,
      run: () => app.write({ kind: "forwardAttached", emailId }),
    },
    "line",
    ...save,
    { label: t("reading.print"), icon: Printer, run: () => printMessage(print) },
    { label: t("reading.source"), icon: CodeXml, run: show(source) },
  ];
}
