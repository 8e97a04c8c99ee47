// SPDX-License-Identifier: Apache-2.0
import { ChevronsRight, Folder, Plus, SquarePen, Star } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { emptyFolder, markAllRead } from "../../actions/folders.ts";
import { actionById } from "../../actions/index.ts";
import type { Id, Mailbox } from "../../jmap/types.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { locale, t } from "../../text/t.tsx";
import { IconButton, Key } from "../../ui/buttons.tsx";
import { Menu, type MenuItem, type Point } from "../../ui/Menu.tsx";
import type { Room } from "../../ui/media.ts";
import { type App, useApp } from "../app.ts";
import { forestOf, type Node, visibleNodes } from "./model.ts";
import { ComposeLabel, PublicFolders } from "./PublicFolders.tsx";
import { QuotaLine } from "./QuotaLine.tsx";
import styles from "./Tree.module.css";
import { TreeItem } from "./TreeItem.tsx";

const CLOSED = "posthouse.closedFolders";
export const FLAGGED = "~flagged";

function readClosed(): ReadonlySet<Id> {
  try {
    return new Set(JSON.parse(localStorage.getItem(CLOSED) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** Compose, the folders with a role, and the person's own. One tab stop; arrows move within. */
export function Tree({ room, expanded }: { room: Room; expanded: boolean }) {
  const app = useApp();
  const { place, query } = useCell(app.router);
  useCell(app.preferences);
  const mailboxes = useSelect(app.ownStore, (store) => store.mailboxes.all());
  const forest = useMemo(() => forestOf(mailboxes, locale), [mailboxes]);
  const [closed, setClosed] = useState(readClosed);
  const [focused, setFocused] = useState<Id>();
  const [menu, setMenu] = useState<{ at: DOMRect | Point; mailbox: Mailbox }>();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => localStorage.setItem(CLOSED, JSON.stringify([...closed])), [closed]);

  const current =
    query !== undefined
      ? undefined
      : place.kind === "mailbox"
        ? place.id
        : place.kind === "flagged"
          ? FLAGGED
          : undefined;
  const roles = visibleNodes(forest.roles, closed);
  const own = visibleNodes(forest.own, closed);
  const order = [...roles, ...(expanded ? own : [])].map((n) => n.mailbox.id);
  if (roles.length > 0) order.splice(1, 0, FLAGGED);
  const stop = focused && order.includes(focused) ? focused : (current ?? order[0]);

  const focus = (id: Id | undefined) => {
    if (id === undefined) return;
    setFocused(id);
    ref.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  };
  const toggle = (id: Id, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = (event.target as HTMLElement).dataset.id;
    const at = order.indexOf(id ?? "");
    if (at < 0) return;
    const node = [...roles, ...own].find((n) => n.mailbox.id === id);
    const here = !app.isShared;
    const rtl = getComputedStyle(ref.current!).direction === "rtl";
    const [out, into] = rtl ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    if (event.key === "ArrowDown") focus(order[at + 1]);
    else if (event.key === "ArrowUp") focus(order[at - 1]);
    else if (event.key === "Home") focus(order[0]);
    else if (event.key === "End") focus(order.at(-1));
    else if (event.key === into && node?.children.length) {
      if (closed.has(node.mailbox.id)) toggle(node.mailbox.id, false);
      else focus(node.children[0]!.mailbox.id);
    } else if (event.key === out && node) {
      if (node.children.length && !closed.has(node.mailbox.id)) toggle(node.mailbox.id, true);
      else if (node.mailbox.parentId) focus(node.mailbox.parentId);
    } else if (event.key === "Enter" || event.key === " ") openId(app, id!);
    else if (event.key === "F2" && here && node && !node.mailbox.role)
      app.ui.update({ overlay: "renameFolder", folder: node.mailbox.id });
    else if (event.key === "Delete" && here && node && !node.mailbox.role)
      app.ui.update({ overlay: "deleteFolder", folder: node.mailbox.id });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-id]");
    const mailbox = app.store.mailboxes.get(item?.dataset.id ?? "");
    // What a menu offers is done in the account on screen.
    if (!item || !mailbox) return;
    event.preventDefault();
    const pointed = event.clientX > 0 || event.clientY > 0;
    const at = pointed ? { x: event.clientX, y: event.clientY } : item.getBoundingClientRect();
    setMenu({ at, mailbox });
  };
  const item = (node: Node) => (
    <TreeItem
      key={node.mailbox.id}
      node={node}
      expanded={expanded}
      open={!closed.has(node.mailbox.id)}
      current={current === node.mailbox.id}
      stop={stop === node.mailbox.id}
      toggle={toggle}
    />
  );
  const [first, ...others] = roles;
  return (
    <div className={styles.tree} data-rail={!expanded || undefined}>
      {room === "phone" ? null : <ComposeButton expanded={expanded} />}
      <div className={styles.scroll}>
        <div ref={ref} onKeyDown={onKeyDown} onContextMenu={onContextMenu}>
          <div role="tree" aria-label={t("folders.label")}>
            {first ? item(first) : null}
            {first ? (
              <FlaggedItem
                expanded={expanded}
                current={current === FLAGGED}
                stop={stop === FLAGGED}
              />
            ) : null}
            {others.map(item)}
          </div>
          {expanded ? <Heading /> : <div className={styles.gap} />}
          {expanded && own.length > 0 ? (
            <div role="tree" aria-label={t("folders")}>
              {own.map(item)}
            </div>
          ) : null}
          {expanded ? <PublicFolders /> : null}
        </div>
      </div>
      {expanded ? <QuotaLine /> : null}
      {expanded ? null : (
        <IconButton
          icon={Folder}
          label={t("folders")}
          side="end"
          onClick={() => app.ui.update({ drawer: true })}
        />
      )}
      {expanded ? null : <span className={styles.push} />}
      {expanded ? null : (
        <IconButton
          icon={ChevronsRight}
          label={t("folders.expand")}
          side="end"
          onClick={() => app.ui.update({ drawer: true })}
        />
      )}
      {menu ? (
        <Menu
          at={menu.at}
          label={app.mailboxName(menu.mailbox)}
          items={folderItems(app, menu.mailbox)}
          onClose={() => setMenu(undefined)}
        />
      ) : null}
    </div>
  );
}

function Heading() {
  const app = useApp();
  return (
    <div className={styles.heading}>
      <span>{t("folders")}</span>
      <button
        type="button"
        className={styles.plus}
        aria-label={t("folder.new")}
        title={t("folder.new")}
        onClick={() => app.ui.update({ overlay: "newFolder", folder: undefined })}
      >
        <Plus size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  );
}

export function openId(app: App, id: Id): void {
  if (id === FLAGGED) app.openPlace({ kind: "flagged" });
  else app.openMailbox(id, app.own);
}

function ComposeButton({ expanded }: { expanded: boolean }) {
  const app = useApp();
  return (
    <button
      type="button"
      className={styles.compose}
      aria-label={expanded ? undefined : t("compose")}
      aria-keyshortcuts="C"
      title={expanded ? undefined : t("compose")}
      onClick={() => actionById("compose").run(app)}
    >
      {expanded ? <ComposeLabel /> : <SquarePen size={18} strokeWidth={1.75} aria-hidden />}
      {expanded ? <Key>C</Key> : null}
    </button>
  );
}

function FlaggedItem(props: { expanded: boolean; current: boolean; stop: boolean }) {
  const app = useApp();
  return (
    <div
      role="treeitem"
      aria-level={1}
      aria-selected={props.current}
      aria-current={props.current ? "page" : undefined}
      tabIndex={props.stop ? 0 : -1}
      data-id={FLAGGED}
      className={styles.item}
      title={props.expanded ? undefined : t("flagged")}
      onClick={() => openId(app, FLAGGED)}
      onKeyDown={undefined}
    >
      <Star size={18} strokeWidth={1.75} aria-hidden />
      <span className={props.expanded ? styles.label : "spoken"}>{t("flagged")}</span>
    </div>
  );
}

function folderItems(app: App, mailbox: Mailbox): MenuItem[] {
  const { myRights: rights } = mailbox;
  const why = (right: string) => (rights[right] === false ? t("folder.noRight") : undefined);
  const ask =
    (overlay: "newFolder" | "renameFolder" | "deleteFolder" | "folderInto" | "empty") => () =>
      app.ui.update({ overlay, folder: mailbox.id });
  const items: MenuItem[] = [
    {
      label: t("markAllRead"),
      why: mailbox.unreadEmails === 0 ? t("folder.allRead") : why("maySetSeen"),
      run: () => void markAllRead(app, mailbox),
    },
    { label: t("folder.newInside"), why: why("mayCreateChild"), run: ask("newFolder") },
  ];
  if (mailbox.role === "trash" || mailbox.role === "junk")
    items.push({
      label: t("empty.verb", { folder: app.mailboxName(mailbox) }),
      bad: true,
      why: mailbox.totalEmails === 0 ? t("folder.isEmpty") : why("mayRemoveItems"),
      run: mailbox.totalEmails === 0 ? () => void emptyFolder(app, mailbox) : ask("empty"),
    });
  if (mailbox.role) return items;
  return [
    ...items,
    "line",
    { label: t("folder.rename"), keys: "F2", why: why("mayRename"), run: ask("renameFolder") },
    { label: t("folder.move"), why: why("mayRename"), run: ask("folderInto") },
    { label: t("folder.delete"), bad: true, why: why("mayDelete"), run: ask("deleteFolder") },
  ];
}
