// SPDX-License-Identifier: Apache-2.0
import { ChevronDown, ChevronRight } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import type { Id } from "../../jmap/types.ts";
import { number, shortCount } from "../../text/count.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { carries, dropOn, FOLDER } from "./drop.ts";
import { folderIcon } from "./icons.ts";
import type { Node } from "./model.ts";
import styles from "./Tree.module.css";
import { openId } from "./Tree.tsx";

const OPENS_AFTER_MS = 600;

export function TreeItem(props: {
  node: Node;
  expanded: boolean;
  open: boolean;
  current: boolean;
  stop: boolean;
  toggle(id: Id, close: boolean): void;
}) {
  const app = useApp();
  const { node, expanded, open, current, stop, toggle } = props;
  const { mailbox, level, children } = node;
  const [over, setOver] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const name = app.mailboxName(mailbox);
  const unread = app.unreadOf(mailbox);
  const drafts = mailbox.role === "drafts";
  const quiet = ["sent", "archive", "trash"].includes(mailbox.role ?? "");
  const count = drafts ? mailbox.totalEmails : quiet ? 0 : unread;
  const Icon = folderIcon(mailbox.role, children.length > 0 && open);
  const strong = count > 0 && !drafts && mailbox.role !== "junk";
  const spoken = count > 0 ? t(drafts ? "tree.drafts" : "tree.unread", { name, count }) : name;
  const leave = () => {
    clearTimeout(timer.current);
    setOver(false);
  };
  const onDragOver = (event: DragEvent) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = event.ctrlKey ? "copy" : "move";
    if (over) return;
    setOver(true);
    if (children.length && !open)
      timer.current = setTimeout(() => toggle(mailbox.id, false), OPENS_AFTER_MS);
  };
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-expanded={children.length ? open : undefined}
      aria-selected={current}
      aria-current={current ? "page" : undefined}
      aria-label={expanded ? undefined : spoken}
      tabIndex={stop ? 0 : -1}
      data-id={mailbox.id}
      data-strong={strong || undefined}
      data-over={over || undefined}
      className={styles.item}
      style={
        expanded && level > 1 ? { paddingInlineStart: `${10 + (level - 1) * 28}px` } : undefined
      }
      title={expanded ? undefined : spoken}
      draggable={!mailbox.role}
      onDragStart={(event) => {
        event.dataTransfer.setData(FOLDER, mailbox.id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onDragOver={onDragOver}
      onDragLeave={leave}
      onDrop={(event) => {
        leave();
        event.preventDefault();
        dropOn(app, event, mailbox.id);
      }}
      onClick={() => openId(app, mailbox.id)}
    >
      {level > 1 && children.length === 0 ? null : (
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      )}
      {expanded ? (
        <>
          <span className={styles.label} dir="auto">
            {name}
          </span>
          {children.length ? (
            <span
              className={styles.twist}
              onClick={(event) => {
                event.stopPropagation();
                toggle(mailbox.id, open);
              }}
            >
              {open ? (
                <ChevronDown size={14} aria-hidden />
              ) : (
                <ChevronRight size={14} aria-hidden />
              )}
            </span>
          ) : null}
          {count > 0 ? (
            <span className={styles.count} title={count > 9999 ? number(count) : undefined}>
              {shortCount(count)}
              <span className="spoken">
                {t(drafts ? "tree.drafts.spoken" : "tree.unread.spoken", { count })}
              </span>
            </span>
          ) : null}
        </>
      ) : mailbox.role === "inbox" && count > 0 ? (
        <span className={styles.badge} data-count={shortCount(count)} aria-hidden="true" />
      ) : null}
    </div>
  );
}
