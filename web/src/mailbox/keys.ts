// SPDX-License-Identifier: Apache-2.0

import type { Action } from "../actions/action.ts";
import { actions } from "../actions/index.ts";
import type { App } from "./app.ts";

const CHORD_MS = 1500;

/** A key event as actions name it. Non-Latin layouts fall back to the physical key. */
export function keyName(event: KeyboardEvent): string {
  let key = event.key;
  if (key.length === 1 && key.codePointAt(0)! > 0x7f && /^Key[A-Z]$/.test(event.code))
    key = event.code.slice(3).toLowerCase();
  const named = key.length > 1;
  const letter = /^[a-z]$/i.test(key);
  if (letter) key = key.toLowerCase();
  const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const shift = event.shiftKey && (letter || named) ? "Shift+" : "";
  return ctrl + shift + key;
}

function isText(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.closest) return false;
  return (
    element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null
  );
}

/** Listens for the whole page. Keys of an open dialog or menu never come here. */
export function listenForKeys(app: App): () => void {
  let chord = "";
  let chordAt = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const name = keyName(event);
    if (name === "Escape") {
      if (!isText(event.target)) leaveOne(app);
      return;
    }
    if (isText(event.target) && name !== "Ctrl+k") return;
    if (name === "F6" || name === "Shift+F6") {
      event.preventDefault();
      nextPane(event.shiftKey);
      return;
    }
    const single = !name.includes("Ctrl+") && [...name.replace("Shift+", "")].length === 1;
    if (single && !app.preferences.value.shortcuts) return;
    const waiting = event.timeStamp - chordAt < CHORD_MS ? chord : "";
    chord = "";
    const action = find(app, waiting ? `${waiting} ${name}` : name) ?? find(app, name);
    if (!action) {
      if (name === "g") [chord, chordAt] = ["g", event.timeStamp];
      return;
    }
    if (ownKey(event, name)) return;
    event.preventDefault();
    if (!action.ready || action.ready(app)) action.run(app);
  };
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
}

/** Enter and space on a button or link are its own. */
function ownKey(event: KeyboardEvent, name: string): boolean {
  if (name !== "Enter") return false;
  return (event.target as HTMLElement).closest("button, a[href]") !== null;
}

function find(app: App, name: string): Action | undefined {
  const own = Object.entries(app.preferences.value.keys).find(([, key]) => key === name)?.[0];
  if (own) return actions.find((a) => a.id === own);
  return actions.find((a) => a.keys?.includes(name) && !(a.id in app.preferences.value.keys));
}

/** In order: search, selection, message. Dialogs, menus and the palette close themselves. */
function leaveOne(app: App): void {
  const { selected } = app.ui.value;
  const { emailId, query, ...route } = app.router.value;
  if (app.ui.value.drawer) app.ui.update({ drawer: false });
  else if (selected.size > 0)
    app.ui.update({ selected: new Set(), selectedAll: false, anchor: undefined });
  else if (emailId !== undefined) app.closeMessage();
  else if (query !== undefined) app.router.go(route);
}

/** F6: from pane to pane, in the order of the page. */
function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane-stop]")].filter(
    (p) => p.offsetParent !== null,
  );
  const now = panes.findIndex((p) => p.contains(document.activeElement));
  const step = back ? -1 : 1;
  const pane = panes[(now + step + panes.length) % panes.length];
  const inner = pane?.querySelector<HTMLElement>(
    "[tabindex='0'], button:not([tabindex='-1']), input, iframe",
  );
  (inner ?? pane)?.focus();
}
