// SPDX-License-Identifier: Apache-2.0
import {
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  CodeXml,
  Ellipsis,
  FolderDown,
  Forward,
  Mail,
  MailOpen,
  Printer,
  ShieldCheck,
} from "lucide-react";
import { type Action, keyLabel, offered } from "../../actions/action.ts";
import { archive } from "../../actions/archive.ts";
import { flag } from "../../actions/flag.ts";
import { junk } from "../../actions/junk.ts";
import { move } from "../../actions/move.ts";
import { step } from "../../actions/navigate.ts";
import { read } from "../../actions/read.ts";
import { trash } from "../../actions/trash.ts";
import { isOfTheStore } from "../../jmap/errors.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { MenuButton, type MenuItem } from "../../ui/Menu.tsx";
import type { Room } from "../../ui/media.ts";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { type App, useApp } from "../app.ts";
import { causeText } from "../undo.ts";
import { rowOf, rowsOf } from "../view.ts";
import styles from "./MessageToolbar.module.css";

/** Above the message: what can be done with it, and where it stands in the list. */
export function MessageToolbar({ stacked, room }: { stacked: boolean; room: Room }) {
  const app = useApp();
  const { emailId } = useCell(app.router);
  useCell(app.ui);
  const { at, total } = useSelect(app.store, () => {
    const rows = rowsOf(app);
    const row = rowOf(app, emailId);
    return { at: row === undefined ? -1 : rows.indexOf(row), total: rows.length };
  });
  useSelect(app.store, (store) => (emailId ? store.emails.get(emailId) : undefined));
  const stuck = useSelect(app.store, ({ problem }) =>
    problem && isOfTheStore(problem) ? causeText(problem) : undefined,
  );
  if (emailId === undefined) return <div className={styles.head} />;
  const row = rowOf(app, emailId) ?? emailId;
  const button = (action: Action) => {
    if (!offered(app, action.id)) return null;
    let label = "";
    app.actOn([row], () => {
      label = action.label(app);
    });
    const icons = { markRead: MailOpen, markUnread: Mail, notJunk: ShieldCheck };
    return (
      <IconButton
        key={action.id}
        icon={icons[label as keyof typeof icons] ?? action.icon}
        label={t(label)}
        keys={keyLabel(action.keys)}
        why={stuck}
        filled={label === "unflag"}
        style={label === "unflag" ? { color: "var(--flag)" } : undefined}
        onClick={() => app.actOn([row], () => action.run(app))}
      />
    );
  };
  const phone = room === "phone";
  return (
    <Toolbar className={styles.head} label={t("message.toolbar")} data-phone={phone || undefined}>
      {stacked ? <h1 className="spoken">{t("reading.label")}</h1> : null}
      {stacked ? (
        <IconButton
          icon={ArrowLeft}
          label={t("back")}
          keys="Esc"
          onClick={() => app.closeMessage()}
        />
      ) : null}
      {phone ? <span className={styles.gap} /> : null}
      {button(archive)}
      {button(trash)}
      {phone ? null : button(junk)}
      {phone ? null : <span className={styles.line} />}
      {button(read)}
      {phone ? null : button(move)}
      {phone ? null : button(flag)}
      {phone ? null : <span className={styles.line} />}
      <MenuButton
        icon={Ellipsis}
        label={t("more")}
        side="start"
        items={() => more(app, emailId, phone)}
      />
      {phone ? null : (
        <span className={styles.place}>
          {at >= 0 ? <span>{t("place", { at: at + 1, total })}</span> : null}
          <IconButton
            icon={ChevronUp}
            label={t("previous")}
            keys="K"
            side="start"
            why={at <= 0 ? t("previous.none") : undefined}
            onClick={() => step(app, -1)}
          />
          <IconButton
            icon={ChevronDown}
            label={t("next")}
            keys="J"
            side="start"
            why={at < 0 || at + 1 >= total ? t("next.none") : undefined}
            onClick={() => step(app, 1)}
          />
        </span>
      )}
    </Toolbar>
  );
}

function more(app: App, emailId: string, phone: boolean): MenuItem[] {
  const path = `${encodeURIComponent(app.accountId)}/${encodeURIComponent(emailId)}`;
  const show = (url: string) => () => void window.open(url, "_blank", "noopener");
  const item = (action: Action): MenuItem => ({
    label: t(action.label(app)),
    icon: action.icon,
    keys: keyLabel(action.keys),
    run: () => action.run(app),
  });
  return [
    ...(phone ? [item(junk), item(move), item(flag), "line" as const] : []),
    {
      label: t("forwardAttached"),
      icon: Forward,
      run: () => app.write({ kind: "forwardAttached", emailId }),
    },
    { label: t("saveFiles"), icon: FolderDown, run: show(`/mail/files/${path}.zip`) },
    "line",
    { label: t("print"), icon: Printer, run: show(`/mail/print/${path}`) },
    { label: t("source"), icon: CodeXml, run: show(`/mail/source/${path}`) },
  ];
}
