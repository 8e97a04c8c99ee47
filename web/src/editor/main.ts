// SPDX-License-Identifier: Apache-2.0
// The script of the composer's frame: an opaque origin without network, driven over one MessagePort.

import Squire from "squire-rte";
import { cleaner } from "./clean.ts";
import { marksOf, run } from "./commands.ts";
import { contentOf } from "./content.ts";
import { catchFiles } from "./files.ts";
import { Images } from "./images.ts";
import type { FromFrame, ToFrame } from "./protocol.ts";
import { exchange, SIGNATURE } from "./signature.ts";
import { applyTheme } from "./theme.ts";

const CONTENT_AFTER_MS = 120;

function start(port: MessagePort, first: Extract<ToFrame, { type: "init" }>): void {
  const say = (message: FromFrame) => port.postMessage(message);
  const root = document.createElement("div");
  root.id = "text";
  root.setAttribute("role", "textbox");
  root.setAttribute("aria-multiline", "true");
  root.setAttribute("aria-label", first.label);
  root.setAttribute("dir", "auto");
  root.setAttribute("spellcheck", "true");
  document.documentElement.lang = first.lang;
  document.body.replaceChildren(root);
  applyTheme(document, first.theme);

  const clean = cleaner(window);
  const images = new Images(root, say);
  const editor = new Squire(root, {
    blockTag: "DIV",
    tagAttributes: { blockquote: { type: "cite" } },
    sanitizeToDOMFragment: (html) => document.importNode(clean(html), true),
  });
  for (const key of ["Tab", "Shift-Tab"]) keepTabMoving(editor, key);

  let typed = false;
  let timer: number | undefined;
  const tell = (ask: number | null) => {
    window.clearTimeout(timer);
    timer = undefined;
    say({ type: "content", content: contentOf(editor, images), ask, typed });
  };
  const changed = () => {
    images.adopt();
    timer ??= window.setTimeout(() => tell(null), CONTENT_AFTER_MS);
  };
  const marks = () => say({ type: "marks", marks: marksOf(editor, undoState) });
  const undoState = { canUndo: false, canRedo: false };

  editor.addEventListener("input", () => {
    typed = true;
    changed();
  });
  editor.addEventListener("pathChange", marks);
  editor.addEventListener("select", marks);
  editor.addEventListener("cursor", marks);
  editor.addEventListener("focus", () => say({ type: "focus" }));
  editor.addEventListener("undoStateChange", (event: Event) => {
    Object.assign(undoState, (event as CustomEvent).detail);
    marks();
  });
  // What is copied out of a signature is words like others.
  editor.addEventListener("willPaste", (event: Event) => {
    const { fragment } = (event as CustomEvent<{ fragment: DocumentFragment }>).detail;
    for (const one of fragment.querySelectorAll(`.${SIGNATURE}`)) one.removeAttribute("class");
  });
  catchFiles(document, editor, images, say);
  forwardKeys(say);
  // A click on a link must not leave the editor: nothing here may navigate.
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest?.("a")) event.preventDefault();
  });

  const load = (html: string) => {
    editor.setHTML(html);
    images.adopt();
  };
  port.onmessage = (event: MessageEvent<ToFrame>) => {
    const message = event.data;
    switch (message.type) {
      case "init":
      case "html":
        load(message.html);
        tell(null);
        break;
      case "insert":
        editor.insertHTML(message.html);
        break;
      case "command":
        run(editor, message.command);
        marks();
        break;
      case "signature":
        editor.saveUndoState();
        if (exchange(root, message, clean)) {
          images.adopt();
          typed = true;
          changed();
        }
        break;
      case "link":
        if (message.url === null) editor.removeLink();
        else editor.makeLink(message.url);
        editor.focus();
        break;
      case "image": {
        // A picture that shows itself is nothing that a person wrote. The editor tells of it in a microtask.
        const before = typed;
        images.know(message.src, message.cid, message.blob);
        queueMicrotask(() => {
          typed = before;
        });
        break;
      }
      case "add-image":
        editor.insertImage(images.add(message.cid, message.blob), { alt: message.alt });
        typed = true;
        changed();
        break;
      case "theme":
        applyTheme(document, message.theme);
        break;
      case "focus":
        focus(editor, message.at);
        break;
      case "flush":
        tell(message.ask);
        break;
    }
  };
  load(first.html);
  if (first.cursor !== "none") focus(editor, first.cursor);
  tell(null);
  marks();
}

function focus(editor: Squire, at: "start" | "end" | "kept"): void {
  editor.focus();
  if (at === "start") editor.moveCursorToStart();
  if (at === "end") editor.moveCursorToEnd();
  if (at === "start") window.scrollTo(0, 0);
}

/** Tab indents inside a list and leaves the editor anywhere else, so that the keyboard is not caught. */
function keepTabMoving(editor: Squire, key: string): void {
  const indent = (editor as unknown as { _keyHandlers: Record<string, unknown> })._keyHandlers[key];
  editor.setKeyHandler(key, (self, event, range) => {
    if (/(?:^|>)[OU]L/u.test(self.getPath()))
      (indent as (...x: unknown[]) => void)(self, event, range);
  });
}

/** Keys that belong to the composer or the mailbox, not to the text. */
function forwardKeys(say: (message: FromFrame) => void): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const ctrl = event.ctrlKey || event.metaKey;
      const letter = event.key.toLowerCase();
      const ours =
        event.key === "Escape" ||
        event.key === "F6" ||
        (ctrl && event.key === "Enter") ||
        (ctrl && event.shiftKey && (letter === "a" || letter === "d")) ||
        (ctrl && !event.shiftKey && letter === "k");
      if (!ours || event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { key, code, shiftKey: shift, altKey: alt } = event;
      say({ type: "key", key: { key, code, ctrl, shift, alt } });
    },
    true,
  );
}

window.addEventListener(
  "message",
  (event: MessageEvent<ToFrame>) => {
    const port = event.ports[0];
    if (event.source !== window.parent || !port || event.data?.type !== "init") return;
    start(port, event.data);
    port.start();
  },
  { once: true },
);
window.parent.postMessage({ type: "ready" } satisfies FromFrame, "*");
