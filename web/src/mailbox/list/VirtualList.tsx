// SPDX-License-Identifier: Apache-2.0
import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import type { Id } from "../../jmap/types.ts";
import { useCell } from "../../store/hooks.ts";
import { number } from "../../text/count.ts";
import { dayDate } from "../../text/dates.ts";
import { t } from "../../text/t.tsx";
import { calmMotion } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { rowOf } from "../view.ts";
import { type Geometry, moves, offset, range, scrollFor, spacer, topRow } from "./geometry.ts";
import { listenOnRows } from "./gestures.ts";
import styles from "./List.module.css";
import { Row, type RowLook, Skeleton } from "./Row.tsx";
import { useAnchor } from "./useAnchor.ts";
import type { ListState } from "./useList.ts";

/** Where each list was scrolled to, for as long as the page lives. */
const places = new Map<string, number>();

/** Rows by offset = index × height: nothing is measured, at most 60 are drawn. */
export function VirtualList(props: {
  list: ListState;
  look: RowLook;
  height: number;
  words: readonly string[];
  label: string;
  menu(rows: Id[], at: { x: number; y: number } | DOMRect): void;
  end?: ReactNode;
}) {
  const app = useApp();
  const { list, look, height, words } = props;
  const { rows } = list;
  const ui = useCell(app.ui);
  const route = useCell(app.router);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, viewport: 900 });
  const geometry: Geometry = { total: rows.length, height, viewport: view.viewport };
  const now = useRef({ geometry, rows });
  now.current = { geometry, rows };
  const seen = useRef(false);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const place = places.get(list.key) ?? 0;
    // Measuring here lays out the whole page once more; a list that begins at its top need not.
    if (place > 0 || seen.current) {
      element.scrollTop = place;
      setView({ top: element.scrollTop, viewport: element.clientHeight });
    }
    seen.current = true;
    const observer = new ResizeObserver(() => {
      if (element.clientHeight > 0)
        setView({ top: element.scrollTop, viewport: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list.key]);

  useEffect(() => listenOnRows(app, scroller.current!, props.menu), [app, props.menu]);
  const above = useAnchor(app, scroller, list, height);
  useHandle(app, scroller, now);

  const [from, to] = range(geometry, view.top);
  useEffect(() => {
    if (rows.length > 0) app.store.ensureRange(list.window, from, to);
  }, [app, list.window, rows, from, to]);

  const { open, cursorAt } = useMemo(() => {
    const cursor = rowOf(app, ui.cursor ?? route.emailId);
    return {
      open: rowOf(app, route.emailId),
      cursorAt: cursor === undefined ? -1 : rows.indexOf(cursor),
    };
  }, [app, rows, ui.cursor, route.emailId]);
  const stopAt = cursorAt >= 0 ? cursorAt : Math.floor(topRow(geometry, view.top));
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  // The row with the keyboard stays drawn, so that the focus is never lost by scrolling.
  if (cursorAt >= 0 && (cursorAt < from || cursorAt > to)) indexes.push(cursorAt);

  const selecting = ui.selected.size > 0;
  const style = { "--h": `${height}px`, blockSize: `${spacer(geometry)}px` } as CSSProperties;
  return (
    <div className={styles.holder}>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={(event) => {
          const top = event.currentTarget.scrollTop;
          if (!event.currentTarget.clientHeight) return;
          places.set(list.key, top);
          const next = { top, viewport: event.currentTarget.clientHeight };
          if (moves(geometry, view.top, top)) flushSync(() => setView(next));
        }}
      >
        <div
          id="list"
          role="grid"
          aria-label={props.label}
          aria-rowcount={rows.length}
          aria-multiselectable="true"
          className={styles.grid}
          style={style}
        >
          {indexes.map((index) => {
            const id = rows[index];
            const top = offset(geometry, view.top, index);
            if (id === undefined)
              return <Skeleton key={`hole${index}`} index={index} top={top} look={look} />;
            return (
              <Row
                key={id}
                id={id}
                index={index}
                top={top}
                look={look}
                open={open === id}
                selected={ui.selectedAll || ui.selected.has(id)}
                selecting={selecting}
                stop={index === stopAt}
                fresh={above.sliding && ui.fresh.has(id)}
                returned={ui.returned.has(id)}
                words={words}
              />
            );
          })}
        </div>
        {props.end}
      </div>
      {ui.unseen.length > 0 ? (
        <button type="button" className={styles.newer} onClick={() => app.list?.toTop()}>
          {t("list.newer", { count: ui.unseen.length })}
        </button>
      ) : null}
      <Bubble scroller={scroller} date={dateAt(Math.ceil(topRow(geometry, view.top)))} />
    </div>
  );

  function dateAt(index: number): string {
    const id = rows[index];
    const email = id === undefined ? undefined : app.store.emails.get(id);
    return email ? dayDate(email.receivedAt) : number(index + 1);
  }
}

/** What actions may ask of the list on screen. */
function useHandle(
  app: ReturnType<typeof useApp>,
  scroller: { current: HTMLDivElement | null },
  now: { current: { geometry: Geometry; rows: (Id | undefined)[] } },
): void {
  const handle = {
    reveal(index: number) {
      const element = scroller.current!;
      const { geometry } = now.current;
      const top = topRow(geometry, element.scrollTop);
      const fits = Math.floor(geometry.viewport / geometry.height) - 1;
      if (index < top) element.scrollTop = scrollFor(geometry, index);
      else if (index > top + fits)
        element.scrollTop = scrollFor(geometry, index + 1 - geometry.viewport / geometry.height);
    },
    focusCursor() {
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>("[data-row][tabindex='0']")?.focus({
          preventScroll: true,
        }),
      );
    },
    toTop() {
      app.ui.update({ unseen: [] });
      const element = scroller.current!;
      const near = element.scrollTop < 3 * element.clientHeight && !calmMotion();
      element.scrollTo({ top: 0, behavior: near ? "smooth" : "instant" });
    },
  };
  const ref = useRef(handle);
  useImperativeHandle(ref, () => handle);
  useLayoutEffect(() => {
    const own = ref.current;
    app.list = own;
    return () => {
      if (app.list === own) app.list = undefined;
    };
  }, [app]);
}

/** While the thumb is dragged: the date that lies at the top edge. */
function Bubble(props: { scroller: { current: HTMLDivElement | null }; date: string }) {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const element = props.scroller.current!;
    const down = (event: PointerEvent) => {
      const box = element.getBoundingClientRect();
      const across =
        getComputedStyle(element).direction === "rtl"
          ? box.right - event.clientX
          : event.clientX - box.left;
      if (event.target === element && across > element.clientWidth) setDragging(true);
    };
    const up = () => setDragging(false);
    element.addEventListener("pointerdown", down);
    addEventListener("pointerup", up);
    return () => {
      element.removeEventListener("pointerdown", down);
      removeEventListener("pointerup", up);
    };
  }, [props.scroller]);
  return dragging ? (
    <div className={styles.bubble} aria-hidden="true">
      {props.date}
    </div>
  ) : null;
}
