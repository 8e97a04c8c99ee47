// SPDX-License-Identifier: Apache-2.0
import { FolderOpen, MailOpen, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { Glyph, type GlyphKind } from "../../ui/Glyph.tsx";
import { useApp } from "../app.ts";
import { parseQuery } from "../search/query.ts";
import { folderIcon } from "../tree/icons.ts";
import { setOrder } from "../view.ts";
import { failureWords } from "./failure.ts";
import styles from "./List.module.css";
import { NEWEST } from "./order.ts";
import { type RowLook, Skeleton } from "./Row.tsx";
import type { ListState } from "./useList.ts";

const NOTHING_FOR_MS = 150;
const SAY_AFTER_MS = 5_000;
const RETRY_MS = 5_000;

function Calm(props: { icon: ReactNode; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={styles.calm}>
      {props.icon}
      <h2 dir="auto">{props.title}</h2>
      {props.text ? <p dir="auto">{props.text}</p> : null}
      {props.children}
    </div>
  );
}

/** Nothing at first; then rows of the true height; after five seconds, what it waits for. */
export function Waiting({ height, look }: { height: number; look: RowLook }) {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const first = setTimeout(() => setStage(1), NOTHING_FOR_MS);
    const second = setTimeout(() => setStage(2), SAY_AFTER_MS);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  if (stage === 0) return <div className={styles.holder} />;
  const style = { "--h": `${height}px` } as React.CSSProperties;
  return (
    <div className={styles.holder}>
      {stage === 2 ? (
        <div className={styles.note} role="status">
          <Glyph kind="unreadable" />
          <span>{t("list.waiting", { seconds: SAY_AFTER_MS / 1000 })}</span>
        </div>
      ) : null}
      <div className={styles.waiting} style={style} aria-hidden="true">
        {Array.from({ length: 12 }, (_, i) => (
          <Skeleton key={i} index={i} top={i * height} look={look} />
        ))}
      </div>
    </div>
  );
}

const GLYPHS: Record<string, GlyphKind> = {
  denied: "denied",
  broken: "broken",
  off: "off",
};

/** The folder was not read. That is not the same as empty, and is told so. */
export function Failed({ error, list }: { error: JmapError; list: ListState }) {
  const app = useApp();
  const sort = error.type === "unsupportedSort";
  const again = error.outcome !== "denied" && !sort;
  useEffect(() => {
    if (!again) return undefined;
    const timer = setInterval(() => void app.store.loadPage(list.window, 0), RETRY_MS);
    return () => clearInterval(timer);
  }, [app, again, list.window]);
  const kind = sort ? "part" : (GLYPHS[error.outcome] ?? "unreadable");
  const { title, text } = failureWords(error);
  return (
    <div role="alert" className={styles.holder} id="list" tabIndex={-1}>
      <Calm icon={<Glyph kind={kind} size={32} />} title={title} text={text}>
        {sort ? <Button onClick={() => setOrder(app, NEWEST)}>{t("sort.newest")}</Button> : null}
        {error.kb ? (
          <a className={styles.kb} href={`/kb/${error.kb}`} target="_blank" rel="noreferrer">
            {t("whatHappened", { kb: error.kb })}
          </a>
        ) : null}
      </Calm>
    </div>
  );
}

/** Said only after a successful read. */
export function Empty() {
  const app = useApp();
  const { place, query } = useCell(app.router);
  const ui = useCell(app.ui);
  const role = useSelect(app.store, (s) =>
    place.kind === "mailbox" ? (s.mailboxes.get(place.id)?.role ?? "own") : place.kind,
  );
  if (query !== undefined) return <NotFound query={query} />;
  if (ui.filtering !== "all")
    return (
      <Calm
        icon={<MailOpen size={32} strokeWidth={1.5} aria-hidden />}
        title={t(`empty.${ui.filtering}`)}
      >
        <Button onClick={() => app.ui.update({ filtering: "all" })}>{t("showAll")}</Button>
      </Calm>
    );
  const Icon = role === "own" ? FolderOpen : folderIcon(role);
  const icon = role === "inbox" ? <Lit /> : <Icon size={32} strokeWidth={1.5} aria-hidden />;
  const more = ["inbox", "flagged", "archive", "own"].includes(role);
  return (
    <Calm
      icon={icon}
      title={t(`empty.${role}`)}
      {...(more ? { text: t(`empty.${role}.more`) } : {})}
    />
  );
}

/** The open envelope with its lantern: all read. */
function Lit() {
  return (
    <svg
      width="40"
      height="40"
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M3 10.2 12 3l9 7.2V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Zm.4 1.2L12 16.6l8.6-5.2"
        stroke="var(--edge)"
        strokeWidth="1.25"
        strokeLinejoin="round"
      />
      <circle cx="12" cy="9.4" r="1.9" fill="var(--lantern)" />
    </svg>
  );
}

function NotFound({ query }: { query: string }) {
  const app = useApp();
  const { everywhere } = useCell(app.ui);
  const total = useSelect(app.store, (s) =>
    s.mailboxes
      .all()
      .filter((m) => everywhere || (m.role !== "junk" && m.role !== "trash"))
      .reduce((sum, m) => sum + m.totalEmails, 0),
  );
  const { chips, words } = parseQuery(query);
  const from = chips.find((c) => c.operator === "from")?.value ?? "";
  const other = chips.some((c) => c.operator !== "from");
  const key = other
    ? "notFound.filters"
    : from && words
      ? "notFound.both"
      : from
        ? "notFound.from"
        : "notFound.words";
  return (
    <Calm
      icon={<Search size={32} strokeWidth={1.5} aria-hidden />}
      title={t(key, { from, words })}
      text={t(everywhere ? "notFound.everywhere" : "notFound.looked", { count: total })}
    >
      {everywhere ? null : (
        <Button onClick={() => app.ui.update({ everywhere: true })}>{t("search.junkToo")}</Button>
      )}
    </Calm>
  );
}
