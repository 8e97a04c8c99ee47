// SPDX-License-Identifier: Apache-2.0
import { type RefObject, useEffect } from "react";
import type { Email } from "../../jmap/types.ts";
import { useApp } from "../app.ts";

const IN_VIEW_MS = 1_000;

/** A message becomes read after one second in view, once for each time that it is opened. */
export function useSeen(email: Email, element: RefObject<HTMLElement | null>): void {
  const app = useApp();
  const { id } = email;
  useEffect(() => {
    if (email.keywords.$seen || !element.current) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let inView = false;
    const stop = () => clearTimeout(timer);
    const begin = () => {
      stop();
      if (inView && document.visibilityState === "visible") timer = setTimeout(seen, IN_VIEW_MS);
    };
    const seen = () => {
      over();
      const patch = new Map([[id, { "keywords/$seen": true }]]);
      void app.undo.change(patch, {
        done: "markRead.done",
        notDone: "markRead.notDone",
        count: 1,
        toast: false,
      });
    };
    const watch = new IntersectionObserver(([entry]) => {
      inView = entry?.isIntersecting ?? false;
      begin();
    });
    const over = () => {
      stop();
      watch.disconnect();
      document.removeEventListener("visibilitychange", begin);
    };
    watch.observe(element.current);
    document.addEventListener("visibilitychange", begin);
    return over;
  }, [app, id]);
}
