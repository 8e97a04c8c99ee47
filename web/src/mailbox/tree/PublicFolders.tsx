// SPDX-License-Identifier: Apache-2.0
import { Folders, SquarePen } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import type { Id } from "../../jmap/types.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { shortCount } from "../../text/count.ts";
import { locale, t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { forestOf, type Node, visibleNodes } from "./model.ts";
import styles from "./Tree.module.css";

const ALL_OPEN: ReadonlySet<Id> = new Set();

/** The organisation's public folders, below the person's own: a tree for each root. */
export function PublicFolders() {
  const app = useApp();
  if (app.shared.length === 0) return null;
  return (
    <>
      <div className={styles.heading}>
        <span>{t("publicFolders")}</span>
      </div>
      {app.shared.map(({ id, name }) => (
        <Root key={id} accountId={id} name={name} />
      ))}
    </>
  );
}

function Root({ accountId, name }: { accountId: Id; name: string }) {
  const app = useApp();
  useCell(app.router);
  const store = app.storeOf(accountId);
  const mailboxes = useSelect(store, (s) => s.mailboxes.all());
  const nodes = useMemo(() => visibleNodes(forestOf(mailboxes, locale).own, ALL_OPEN), [mailboxes]);
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=treeitem]")];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    const id = (event.target as HTMLElement).dataset.id;
    if (to !== undefined) items[to]?.focus();
    else if ((event.key === "Enter" || event.key === " ") && id) app.openMailbox(id, accountId);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="tree" aria-label={name} onKeyDown={onKeyDown}>
      {nodes.map((node, i) => (
        <Item key={node.mailbox.id} node={node} accountId={accountId} first={i === 0} />
      ))}
    </div>
  );
}

function Item(props: { node: Node; accountId: Id; first: boolean }) {
  const app = useApp();
  const { node, accountId, first } = props;
  const { mailbox, level } = node;
  const { place } = app.router.value;
  const here = app.accountId === accountId && place.kind === "mailbox" && place.id === mailbox.id;
  const unread = app.unreadOf(mailbox);
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-selected={here}
      aria-current={here ? "page" : undefined}
      tabIndex={here || first ? 0 : -1}
      data-id={mailbox.id}
      data-strong={unread > 0 || undefined}
      className={styles.item}
      style={level > 1 ? { paddingInlineStart: `${10 + (level - 1) * 28}px` } : undefined}
      onClick={() => app.openMailbox(mailbox.id, accountId)}
      onKeyDown={undefined}
    >
      {level > 1 ? null : <Folders size={18} strokeWidth={1.75} aria-hidden />}
      <span className={styles.label} dir="auto">
        {mailbox.name}
      </span>
      {unread > 0 ? (
        <span className={styles.count}>
          {shortCount(unread)}
          <span className="spoken">{t("tree.unread.spoken", { count: unread })}</span>
        </span>
      ) : null}
    </div>
  );
}

/** What the button above the tree does: a message, or a post where one may post. */
export function ComposeLabel() {
  const app = useApp();
  useCell(app.router);
  useSelect(app.store, (store) => store.mailboxes.all());
  return (
    <>
      <SquarePen size={18} strokeWidth={1.75} aria-hidden />
      <span>{t(app.postable ? "compose.post" : "compose")}</span>
    </>
  );
}
