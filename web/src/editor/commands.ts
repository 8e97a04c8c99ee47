// SPDX-License-Identifier: Apache-2.0

import type Squire from "squire-rte";
import type { Command, Marks } from "./protocol.ts";

const inList = (editor: Squire, tag: "UL" | "OL") =>
  new RegExp(`(?:^|>)${tag}`, "u").test(path(editor));

/** The tags around the cursor; of a selection, those around both its ends. */
function path(editor: Squire): string {
  const shown = editor.getPath();
  if (shown !== "(selection)") return shown;
  const tags: string[] = [];
  let node: Node | null = editor.getSelection().commonAncestorContainer;
  for (; node && node !== editor.getRoot(); node = node.parentNode) tags.unshift(node.nodeName);
  return tags.join(">");
}

export function run(editor: Squire, command: Command): void {
  const toggle = (tag: string, on: () => void, off: () => void) =>
    editor.hasFormat(tag) ? off() : on();
  switch (command) {
    case "bold":
      toggle(
        "B",
        () => editor.bold(),
        () => editor.removeBold(),
      );
      break;
    case "italic":
      toggle(
        "I",
        () => editor.italic(),
        () => editor.removeItalic(),
      );
      break;
    case "underline":
      toggle(
        "U",
        () => editor.underline(),
        () => editor.removeUnderline(),
      );
      break;
    case "strike":
      toggle(
        "S",
        () => editor.strikethrough(),
        () => editor.removeStrikethrough(),
      );
      break;
    case "bullets":
      inList(editor, "UL") ? editor.removeList() : editor.makeUnorderedList();
      break;
    case "numbers":
      inList(editor, "OL") ? editor.removeList() : editor.makeOrderedList();
      break;
    case "indent":
      inList(editor, "UL") || inList(editor, "OL")
        ? editor.increaseListLevel()
        : editor.increaseQuoteLevel();
      break;
    case "outdent":
      inList(editor, "UL") || inList(editor, "OL")
        ? editor.decreaseListLevel()
        : editor.decreaseQuoteLevel();
      break;
    case "quote":
      /(?:^|>)BLOCKQUOTE/u.test(path(editor))
        ? editor.decreaseQuoteLevel()
        : editor.increaseQuoteLevel();
      break;
    case "clear":
      editor.removeAllFormatting();
      break;
    case "undo":
      editor.undo();
      break;
    case "redo":
      editor.redo();
      break;
  }
  editor.focus();
}

export function marksOf(editor: Squire, undo: { canUndo: boolean; canRedo: boolean }): Marks {
  const tags = path(editor);
  return {
    bold: editor.hasFormat("B"),
    italic: editor.hasFormat("I"),
    underline: editor.hasFormat("U"),
    strike: editor.hasFormat("S"),
    bullets: /(?:^|>)UL/u.test(tags),
    numbers: /(?:^|>)OL/u.test(tags),
    quote: /(?:^|>)BLOCKQUOTE/u.test(tags),
    link: linkAt(editor),
    undo: undo.canUndo,
    redo: undo.canRedo,
    selected: editor.getSelectedText().slice(0, 400),
  };
}

function linkAt(editor: Squire): string | null {
  const node = editor.getSelection().commonAncestorContainer;
  const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
  return element?.closest("a")?.getAttribute("href") ?? null;
}
