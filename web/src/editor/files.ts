// SPDX-License-Identifier: Apache-2.0

import type Squire from "squire-rte";
import type { Images } from "./images.ts";
import type { FromFrame } from "./protocol.ts";

const isPicture = (file: File) => /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/u.test(file.type);

/** Files by paste and drop: pictures into the text, everything else beside it. */
export function catchFiles(
  document: Document,
  editor: Squire,
  images: Images,
  say: (message: FromFrame) => void,
): void {
  const take = (list: FileList | null | undefined): boolean => {
    const files = Array.from(list ?? []);
    if (files.length === 0) return false;
    say({ type: "files", files, inline: files.every(isPicture) });
    return true;
  };
  document.addEventListener(
    "paste",
    (event) => {
      const data = event.clipboardData;
      // Office programs put a picture of the text beside the text: the words win.
      if (!data || data.types.includes("text/html") || data.types.includes("text/plain")) return;
      if (!take(data.files)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    say({ type: "dragging", over: true });
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) say({ type: "dragging", over: false });
  });
  document.addEventListener(
    "drop",
    (event) => {
      say({ type: "dragging", over: false });
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      placeCursor(document, editor, event);
      take(event.dataTransfer?.files);
    },
    true,
  );
  editor.addEventListener("willPaste", () => window.setTimeout(() => images.adopt()));
}

function placeCursor(document: Document, editor: Squire, event: DragEvent): void {
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (range && editor.getRoot().contains(range.startContainer)) editor.setSelection(range);
}
