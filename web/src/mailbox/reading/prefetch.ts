// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import type { Id } from "../../jmap/types.ts";
import { type App, useApp } from "../app.ts";
import { rowOf, rowsOf } from "../view.ts";
import { detailsOf } from "./detail.ts";
import { firstOpen } from "./layout.ts";
import { paths } from "./paths.ts";
import { isDark } from "./useDark.ts";

const AFTER_MS = 100;
const LOOKS = 30;
const FRAMES = 3;

/** Bodies that are loaded out of sight; the browser's cache keeps them for the frame that shows them. */
const frames: HTMLIFrameElement[] = [];

function saving(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

/** After a moment's rest, what the next and the previous message need is fetched. */
export function usePrefetch(emailId: Id): void {
  const app = useApp();
  useEffect(() => {
    let looks = 0;
    const ahead = () => {
      // What was asked for comes first.
      if (!document.querySelector("iframe[data-ready]") && looks++ < LOOKS) {
        timer = setTimeout(ahead, AFTER_MS);
        return;
      }
      const rows = rowsOf(app);
      const at = rows.indexOf(rowOf(app, emailId));
      if (at < 0) return;
      for (const id of [rows[at + 1], rows[at - 1]]) if (id) prefetch(app, id);
    };
    let timer = setTimeout(ahead, AFTER_MS);
    return () => clearTimeout(timer);
  }, [app, emailId]);
}

/** Fetches what opening a row will show. Nothing is fetched from outside for it. */
export function prefetch(app: App, row: Id): void {
  if (saving()) return;
  const email = app.store.emails.get(row);
  if (!email || email.keywords.$draft) return;
  const thread = app.preferences.value.conversations ? app.store.threadEmails(email.threadId) : [];
  const id = thread.length > 1 ? firstOpen(thread, row) : row;
  void detailsOf(app)
    .get(id)
    .catch(() => {});
  const sender = (app.store.emails.get(id) ?? email).from?.[0]?.email.toLowerCase();
  // Pictures that are shown at once would tell their sender of a reading that has not been.
  if (sender !== undefined && app.preferences.value.imagesFrom.includes(sender)) return;
  const theme = isDark(app) ? "dark" : "light";
  load(paths(app.accountId, id).frame("none", theme));
}

function load(url: string): void {
  const known = frames.findIndex((frame) => frame.dataset.url === url);
  const frame = known >= 0 ? frames.splice(known, 1)[0]! : room();
  frames.push(frame);
  if (known >= 0) return;
  frame.dataset.url = url;
  frame.contentWindow?.location.replace(url);
}

/** A frame of ours that nobody sees, reaches or hears. */
function room(): HTMLIFrameElement {
  if (frames.length >= FRAMES) return frames.shift()!;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin");
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  return frame;
}
