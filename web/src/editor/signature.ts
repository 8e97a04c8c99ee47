// SPDX-License-Identifier: Apache-2.0
// RFC 3676 §4.3: the writer's signature in the text, and its exchange for another one.

import { showLines } from "../mailbox/compose/flowed.ts";
import type { SignatureChange } from "./protocol.ts";
import { isBlock, toLines } from "./text.ts";

/** The class survives saving and sending; that of a quoted message lies deeper and is none of ours. */
export const SIGNATURE = "signature";

export function signatureIn(root: ParentNode): HTMLElement | null {
  return root.querySelector<HTMLElement>(`:scope > div.${SIGNATURE}`);
}

/** What is read there, without its mark. */
export function wordsOf(node: Node): string {
  return showLines(toLines(node))
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}

/**
 * Takes the signature of the identity before out and puts the new one in its place. One that the writer
 * has changed is theirs and stays; so does its absence when they took it out.
 */
export function exchange(
  root: HTMLElement,
  change: SignatureChange,
  clean: (html: string) => DocumentFragment,
): boolean {
  const was = wordsOf(clean(change.was));
  const block = signatureIn(root);
  if (block && wordsOf(block) !== was) return false;
  if (!block && (was !== "" || !change.insert)) return false;
  const next = change.html === "" ? null : blockOf(root.ownerDocument, clean(change.html));
  if (!block && !next) return false;
  if (block) {
    if (next) block.replaceWith(next);
    else block.remove();
    return true;
  }
  root.insertBefore(next as HTMLElement, change.below ? null : quotation(root, change.line));
  if (change.below) (next as HTMLElement).before(blank(root.ownerDocument));
  return true;
}

/** Lines of their own for words that have none, as the editor wants them. */
function blockOf(document: Document, content: DocumentFragment): HTMLElement {
  const block = document.createElement("div");
  block.className = SIGNATURE;
  let line: HTMLElement | null = null;
  for (const node of Array.from(document.importNode(content, true).childNodes)) {
    if (node.nodeType === 1 && isBlock(node as Element)) {
      block.append(node);
      line = null;
      continue;
    }
    if (!line && (node.nodeValue ?? "x").trim() === "") continue;
    if (!line) {
      line = document.createElement("div");
      block.append(line);
    }
    if ((node as Element).tagName === "BR") line = null;
    else line.append(node);
  }
  for (const empty of block.querySelectorAll("div:empty"))
    empty.append(document.createElement("br"));
  return block;
}

function blank(document: Document): HTMLElement {
  const line = document.createElement("div");
  line.append(document.createElement("br"));
  return line;
}

/** Where the quotation begins: at its first line, or the one that names its writer; null when there is none. */
function quotation(root: HTMLElement, line: string | null): Element | null {
  const words = (element: Element) => (element.textContent ?? "").replace(/\s+/gu, " ").trim();
  const all = Array.from(root.children);
  const sought = line?.replace(/\s+/gu, " ").trim();
  const named = sought ? all.find((element) => words(element) === sought) : undefined;
  const quote = named ?? all.find((element) => element.tagName === "BLOCKQUOTE");
  if (!quote) return null;
  const before = quote.previousElementSibling;
  const first = !named && before && /:$/u.test(words(before)) ? before : quote;
  const space = first.previousElementSibling;
  // The blank line between answer and quotation stays between signature and quotation.
  return space && words(space) === "" && space !== root.firstElementChild ? space : first;
}
