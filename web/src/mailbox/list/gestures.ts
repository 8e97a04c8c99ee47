// SPDX-License-Identifier: Apache-2.0
import { archive } from "../../actions/archive.ts";
import { flag } from "../../actions/flag.ts";
import { extendTo } from "../../actions/navigate.ts";
import { read } from "../../actions/read.ts";
import { toggleRow } from "../../actions/select.ts";
import { trash } from "../../actions/trash.ts";
import type { Id } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";
import type { App } from "../app.ts";
import { prefetch } from "../reading/prefetch.ts";
import { ROWS } from "../tree/drop.ts";
import { mailboxOf } from "../view.ts";
import dragStyles from "./List.module.css";

/** The pointer rests on a row before what it opens is fetched. */
const REST_MS = 65;
const LONG_PRESS_MS = 400;
const SLOP = 10;
const ACTS_AT = 0.4;
const PULL_AT = 72;

type ShowMenu = (rows: Id[], at: { x: number; y: number } | DOMRect) => void;

const rowAt = (event: Event) =>
  (event.target as Element).closest<HTMLElement>("[data-row]") ?? undefined;

const partAt = (event: Event) =>
  (event.target as Element).closest<HTMLElement>("[data-part]")?.dataset.part;

/** One set of listeners for all rows. */
export function listenOnRows(app: App, element: HTMLElement, menu: ShowMenu): () => void {
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ) => element.addEventListener(name, listener, { signal: stop.signal });
  on("click", (event) => clicked(app, event));
  on("contextmenu", (event) => {
    const row = rowAt(event);
    if (!row) return;
    event.preventDefault();
    if ((event as PointerEvent).pointerType === "touch") return;
    const pointed = event.clientX > 0 || event.clientY > 0;
    menu(
      rowsFor(app, row.dataset.row!),
      pointed ? { x: event.clientX, y: event.clientY } : row.getBoundingClientRect(),
    );
  });
  on("focusin", (event) => {
    const row = rowAt(event);
    if (row && app.ui.value.cursor !== row.dataset.row) app.ui.update({ cursor: row.dataset.row });
  });
  let rest: number | undefined;
  on("pointerover", (event) => {
    clearTimeout(rest);
    const row = rowAt(event);
    if (row && event.pointerType === "mouse")
      rest = window.setTimeout(() => prefetch(app, row.dataset.row!), REST_MS);
  });
  on("pointerleave", () => clearTimeout(rest));
  on("dragstart", (event) => dragged(app, event));
  on("dragend", () => {
    for (const row of element.querySelectorAll("[data-dragged]"))
      row.removeAttribute("data-dragged");
  });
  on("pointerdown", (event) => {
    clearTimeout(rest);
    if (event.pointerType === "touch") touched(app, element, event);
  });
  return () => stop.abort();
}

/** The selection if the row belongs to it, else the row alone. */
function rowsFor(app: App, id: Id): Id[] {
  const { selected } = app.ui.value;
  return selected.has(id) ? [...selected] : [id];
}

function clicked(app: App, event: MouseEvent): void {
  const row = rowAt(event);
  if (!row || row.dataset.moved) return;
  const id = row.dataset.row!;
  const part = partAt(event);
  if (event.shiftKey) extendTo(app, id);
  else if (part === "pick" || event.ctrlKey || event.metaKey) toggleRow(app, id);
  else if (part === "act") act(app, id, event);
  else if (part === "star") app.actOn([id], () => flag.run(app));
  else if (app.ui.value.selected.size > 0 && matchMedia("(pointer: coarse)").matches)
    toggleRow(app, id);
  else {
    app.ui.update({ anchor: id });
    app.openRow(id);
  }
}

/** One of the buttons on the row under the pointer. */
function act(app: App, id: Id, event: MouseEvent): void {
  const name = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
  const action = [archive, trash, read, flag].find((one) => one.id === name);
  // In Trash it is a question first, and the question asks about what is selected.
  if (name === "trash" && mailboxOf(app)?.role === "trash")
    app.ui.update({ selected: new Set([id]) });
  if (action) app.actOn([id], () => action.run(app));
}

function dragged(app: App, event: DragEvent): void {
  const row = rowAt(event);
  if (!row || !event.dataTransfer) return;
  const rows = rowsFor(app, row.dataset.row!);
  event.dataTransfer.setData(ROWS, JSON.stringify(rows));
  event.dataTransfer.effectAllowed = "copyMove";
  const pill = document.createElement("div");
  pill.className = dragStyles.drag!;
  pill.textContent = t("drag", { count: rows.length });
  document.body.append(pill);
  event.dataTransfer.setDragImage(pill, 16, 16);
  setTimeout(() => pill.remove());
  for (const id of rows)
    row.parentElement
      ?.querySelector(`[data-row="${CSS.escape(id)}"]`)
      ?.setAttribute("data-dragged", "");
}

/** Swipe right archives, left trashes, from 40 % on; a long press selects; a pull at the top asks. */
function touched(app: App, element: HTMLElement, start: PointerEvent): void {
  const row = rowAt(start);
  const stop = new AbortController();
  const { signal } = stop;
  const pulls = element.scrollTop <= 0;
  const rtl = getComputedStyle(element).direction === "rtl";
  let swiping = false;
  let dx = 0;
  let dy = 0;
  const press = setTimeout(() => {
    if (!row) return;
    toggleRow(app, row.dataset.row!);
    mute(row);
    stop.abort();
  }, LONG_PRESS_MS);
  const finish = () => {
    clearTimeout(press);
    stop.abort();
    if (!row) return;
    row.style.removeProperty("--dx");
    row.removeAttribute("data-swipe");
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return;
    dx = event.clientX - start.clientX;
    dy = event.clientY - start.clientY;
    if (Math.hypot(dx, dy) > SLOP) clearTimeout(press);
    if (!swiping && Math.abs(dx) > SLOP && Math.abs(dx) > Math.abs(dy) * 1.5 && row) {
      swiping = true;
      row.setPointerCapture(event.pointerId);
    }
    if (!swiping || !row) return;
    const onward = dx > 0 !== rtl;
    row.dataset.swipe = onward ? "start" : "end";
    row.dataset.swipeLabel = t(onward ? "archive" : "trash");
    row.style.setProperty("--dx", `${dx}px`);
  };
  const up = () => {
    if (swiping && row) {
      mute(row);
      if (Math.abs(dx) > row.clientWidth * ACTS_AT) {
        const action = dx > 0 !== rtl ? archive : trash;
        app.actOn([row.dataset.row!], () => action.run(app));
      }
    } else if (pulls && dy > PULL_AT) void app.live.check();
    finish();
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", up, { signal });
  addEventListener("pointercancel", finish, { signal });
}

/** The click that follows a gesture is not one. */
function mute(row: HTMLElement): void {
  row.dataset.moved = "1";
  setTimeout(() => delete row.dataset.moved, 350);
}
