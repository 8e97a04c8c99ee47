// SPDX-License-Identifier: Apache-2.0
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Id } from "../../jmap/types.ts";
import { calmMotion } from "../../ui/media.ts";
import type { App } from "../app.ts";
import { shiftOf } from "./geometry.ts";
import type { ListState } from "./useList.ts";

const SLIDE_MS = 160;

/**
 * Keeps the rows under the eye where they are when others come or go above them. Only a list that
 * stands at its top, untouched, lets new rows slide in; elsewhere a pill counts them.
 */
export function useAnchor(
  app: App,
  scroller: RefObject<HTMLDivElement | null>,
  list: ListState,
  height: number,
): { sliding: boolean } {
  const last = useRef<{ key: string; rows: (Id | undefined)[]; height: number } | undefined>(
    undefined,
  );
  const sliding = useRef(false);
  const before = last.current;
  const idle =
    (scroller.current?.scrollTop ?? 0) < height / 2 &&
    app.ui.value.selected.size === 0 &&
    !scroller.current?.matches(":hover");
  if (before && before.rows !== list.rows) sliding.current = idle;

  useLayoutEffect(() => {
    const previous = last.current;
    last.current = { key: list.key, rows: list.rows, height };
    const element = scroller.current;
    if (!element || !previous || previous.key !== list.key || previous.rows === list.rows) return;
    if (previous.height !== height) return;
    const first = Math.floor(element.scrollTop / height);
    const shift = shiftOf(previous.rows, list.rows, first);
    if (shift === 0) return;
    const news = list.rows
      .slice(0, Math.max(0, shift))
      .filter((id): id is Id => id !== undefined && app.ui.value.fresh.has(id));
    if (sliding.current && first === 0) {
      if (news.length > 0) slide(element, news.length * height);
      return;
    }
    if (first === 0 && element.scrollTop < height / 2 && news.length === 0) return;
    element.scrollTop += shift * height;
    if (news.length > 0) app.ui.update({ unseen: [...new Set([...app.ui.value.unseen, ...news])] });
  }, [app, scroller, list.key, list.rows, height]);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const onScroll = () => {
      if (element.scrollTop < height / 2 && app.ui.value.unseen.length > 0)
        app.ui.update({ unseen: [] });
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [app, scroller, height]);

  return { sliding: sliding.current };
}

/** The rows below a new one come down by its height; transform only. */
function slide(element: HTMLElement, by: number): void {
  if (calmMotion()) return;
  element.firstElementChild?.animate(
    [{ transform: `translateY(${-by}px)` }, { transform: "none" }],
    { duration: SLIDE_MS, easing: "cubic-bezier(0.2, 0, 0, 1)" },
  );
}
