// SPDX-License-Identifier: Apache-2.0
import { useCell, useCellSelect } from "../../store/hooks.ts";
import { clock, dayDate } from "../../text/dates.ts";
import { t } from "../../text/t.tsx";
import { Glyph, type GlyphKind } from "../../ui/Glyph.tsx";
import { useApp } from "../app.ts";
import { causeText } from "../undo.ts";
import styles from "./List.module.css";
import type { ListState } from "./useList.ts";

/** What is true of the rows below: filtered, partial, stale, offline, or not renewed. */
export function ListNotes({ list }: { list: ListState }) {
  const app = useApp();
  const live = useCell(app.live);
  const filtering = useCellSelect(app.ui, (ui) => ui.filtering);
  const searched = list.window.searched;
  if (live.offline)
    return (
      <Note kind="off" text={t("note.offline", { count: list.rows.filter(Boolean).length })} />
    );
  if (list.error && list.loaded)
    return (
      <Note
        kind="unreadable"
        text={t("note.notRenewed", { cause: causeText(list.error) })}
        kb={list.error.kb}
        verb={t("tryAgain")}
        run={() => void app.store.renew(list.window)}
      />
    );
  if (live.staleSince !== undefined)
    return (
      <Note
        kind="part"
        text={t("note.stale", { time: clock(new Date(live.staleSince)) })}
        verb={t("checkNow")}
        run={() => {
          app.client.reconnect();
          void app.live.check();
        }}
      />
    );
  if (searched && searched.complete === false)
    return (
      <Note
        kind="part"
        warn
        text={
          searched.description ??
          (searched.untilDate
            ? t("note.partial.since", { date: dayDate(searched.untilDate) })
            : t("note.partial"))
        }
        kb={searched.kb ?? "KB1202"}
      />
    );
  if (filtering !== "all")
    return (
      <Note
        text={t(`filter.${filtering}.note`)}
        verb={t("showAll")}
        run={() => app.ui.update({ filtering: "all" })}
      />
    );
  return null;
}

function Note(props: {
  kind?: GlyphKind;
  text: string;
  warn?: boolean;
  kb?: string | undefined;
  verb?: string;
  run?: () => void;
}) {
  return (
    <div className={styles.note} data-warn={props.warn || undefined} role="status">
      {props.kind ? <Glyph kind={props.kind} /> : null}
      <span>{props.text}</span>
      {props.kb ? (
        <a href={`/kb/${props.kb}`} target="_blank" rel="noreferrer">
          {props.kb}
        </a>
      ) : null}
      {props.verb ? (
        <button type="button" onClick={props.run}>
          {props.verb}
        </button>
      ) : null}
    </div>
  );
}
