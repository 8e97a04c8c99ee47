// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useMemo, useState } from "react";
import { followRows } from "../../actions/select.ts";
import type { Id } from "../../jmap/types.ts";
import { useCell, useCellSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Menu, type Point } from "../../ui/Menu.tsx";
import { type Room, useCoarse } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { parseQuery, wordsOf } from "../search/query.ts";
import { SearchEnd, SearchHead } from "../search/SearchHead.tsx";
import styles from "./List.module.css";
import { ListHead, SelectionHead } from "./ListHead.tsx";
import { ListNotes } from "./ListNotes.tsx";
import { rowItems } from "./menus.ts";
import { Empty, Failed, Waiting } from "./states.tsx";
import { useList } from "./useList.ts";
import { VirtualList } from "./VirtualList.tsx";

const SEARCH_ROW = 84;

/** Pixel heights of rows come from the tokens, so that density needs no code. */
function useRowHeight(flat: boolean, searching: boolean, room: Room): number {
  const density = useCellSelect(useApp().preferences, (p) => p.density);
  const coarse = useCoarse();
  return useMemo(() => {
    if (searching) return SEARCH_ROW;
    const style = getComputedStyle(document.documentElement);
    return Number.parseFloat(style.getPropertyValue(flat ? "--row-flat" : "--row")) || 72;
  }, [flat, searching, density, coarse, room]);
}

export function ListPane({ flat, room }: { flat: boolean; room: Room }) {
  const app = useApp();
  const list = useList();
  const { query } = useCell(app.router);
  const searching = query !== undefined;
  const height = useRowHeight(flat, searching, room);
  const selecting = useCellSelect(app.ui, (ui) => ui.selected.size > 0);
  useEffect(() => followRows(app, list.rows), [app, list.rows]);
  const [menu, setMenu] = useState<{ rows: Id[]; at: Point | DOMRect }>();
  const showMenu = useCallback((rows: Id[], at: Point | DOMRect) => setMenu({ rows, at }), []);
  const words = useMemo(
    () => (searching ? wordsOf(parseQuery(query).words) : []),
    [searching, query],
  );
  const look = searching ? "search" : flat ? "flat" : "lines";
  return (
    <div className={styles.pane}>
      {selecting ? (
        <SelectionHead rows={list.rows} flat={look !== "lines"} />
      ) : searching ? (
        <SearchHead list={list} />
      ) : room === "phone" ? null : (
        <ListHead list={list} />
      )}
      <ListNotes list={list} />
      {list.error && !list.loaded ? (
        <Failed error={list.error} list={list} />
      ) : !list.loaded ? (
        <Waiting height={height} look={look} />
      ) : list.rows.length === 0 ? (
        <Empty />
      ) : (
        <VirtualList
          list={list}
          look={look}
          height={height}
          words={words}
          label={t("list.label")}
          menu={showMenu}
          end={searching ? <SearchEnd /> : null}
        />
      )}
      {menu ? (
        <Menu
          at={menu.at}
          label={t("row.menu")}
          items={rowItems(app, menu.rows)}
          onClose={() => setMenu(undefined)}
        />
      ) : null}
      <FreshFades />
    </div>
  );
}

/** A row is fresh for one animation only. */
function FreshFades() {
  const app = useApp();
  const fresh = useCellSelect(app.ui, (ui) => ui.fresh);
  useEffect(() => {
    if (fresh.size === 0) return undefined;
    const timer = setTimeout(() => app.ui.update({ fresh: new Set() }), 1500);
    return () => clearTimeout(timer);
  }, [app, fresh]);
  return null;
}
