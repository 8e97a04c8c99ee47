// SPDX-License-Identifier: Apache-2.0

import { encodeFlowed, type Line } from "../mailbox/compose/flowed.ts";

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY THEAD TFOOT TR UL".split(
    " ",
  ),
);
const SKIPPED = new Set(["STYLE", "SCRIPT", "TEMPLATE", "HEAD", "TITLE", "NOSCRIPT"]);

interface State {
  lines: Line[];
  depth: number;
  indent: string;
  /** Stands before the first words of a list item. */
  bullet: string;
  pre: boolean;
  /** The line that is being written; null at a block's edge. */
  line: Line | null;
  /** Blank lines owed before the next words (a paragraph's margin). */
  gap: boolean;
}

/** Renders the editor's tree as lines of plain text: quotes as ">", lists, links and images by their words. */
export function toLines(root: Node): Line[] {
  const state: State = {
    lines: [],
    depth: 0,
    indent: "",
    bullet: "",
    pre: false,
    line: null,
    gap: false,
  };
  children(root, state);
  const lines = state.lines.map((line) =>
    line.fixed || line.text === "-- " ? line : { ...line, text: line.text.replace(/[ \t]+$/u, "") },
  );
  while (lines.length > 0 && lines[lines.length - 1]?.text === "") lines.pop();
  while (lines.length > 0 && lines[0]?.text === "") lines.shift();
  return lines;
}

export function toFlowed(root: Node): string {
  return encodeFlowed(toLines(root));
}

function children(node: Node, state: State): void {
  for (const child of Array.from(node.childNodes)) visit(child, state);
}

function visit(node: Node, state: State): void {
  if (node.nodeType === 3) {
    words(node.nodeValue ?? "", state);
    return;
  }
  if (node.nodeType !== 1) return;
  const element = node as Element;
  const tag = element.tagName.toUpperCase();
  if (SKIPPED.has(tag)) return;
  if (tag === "BR") {
    // The last <br> of a block only holds it open.
    if (!state.line) newLine(state);
    const last =
      !element.nextSibling ||
      ((element.nextSibling as Element).tagName === undefined &&
        (element.nextSibling.nodeValue ?? "").trim() === "" &&
        !element.nextSibling.nextSibling);
    if (!last || !insideBlock(element)) state.line = null;
  } else if (tag === "IMG") words(imageText(element), state);
  else if (tag === "A") link(element, state);
  else if (tag === "HR") {
    state.line = null;
    words("----------", state);
    state.line = null;
  } else if (BLOCKS.has(tag)) block(element, tag, state);
  else if (tag === "TD" || tag === "TH") {
    if (element.previousElementSibling && state.line) words(" \t", { ...state, pre: true });
    children(element, state);
  } else children(element, state);
}

export const isBlock = (element: Element) => BLOCKS.has(element.tagName.toUpperCase());

function insideBlock(element: Element): boolean {
  return element.parentElement !== null && BLOCKS.has(element.parentElement.tagName.toUpperCase());
}

function block(element: Element, tag: string, state: State): void {
  state.line = null;
  const outer = { depth: state.depth, indent: state.indent, pre: state.pre };
  const spaced = /^(?:P|BLOCKQUOTE|H[1-6]|PRE|UL|OL|TABLE|DL)$/u.test(tag) && outer.indent === "";
  if (spaced && state.lines.length > 0) state.gap = true;
  if (tag === "BLOCKQUOTE") {
    state.depth++;
    state.gap = false;
    if (
      state.lines.length > 0 &&
      state.lines[state.lines.length - 1]?.text !== "" &&
      !attribution(element)
    ) {
      state.lines.push({ depth: Math.min(outer.depth, state.depth - 1), text: "" });
    }
  }
  if (tag === "PRE") state.pre = true;
  if (tag === "LI") {
    state.bullet = `${outer.indent}${bulletOf(element)} `;
    state.indent = `${outer.indent}  `;
  }
  if (tag === "DIV" && element.className === "signature" && element.textContent?.trim()) {
    // RFC 3676 §4.3: programs know by it what to leave out of an answer.
    if (state.depth === 0) state.lines.push({ depth: 0, text: "-- " });
    state.gap = false;
  }
  const before = state.lines.length;
  children(element, state);
  if (tag === "LI" && state.bullet !== "") newLine(state);
  // An empty block that a <br> holds open is a blank line to the eye.
  if (state.lines.length === before && tag === "DIV" && element.querySelector("br")) newLine(state);
  state.line = null;
  state.depth = outer.depth;
  state.indent = outer.indent;
  state.pre = outer.pre;
  if (spaced) state.gap = true;
}

/** The line right above a quotation stays with it. */
function attribution(quote: Element): boolean {
  const before = quote.previousElementSibling;
  return before !== null && /:\s*$/u.test(before.textContent ?? "");
}

function bulletOf(item: Element): string {
  const list = item.parentElement;
  if (list?.tagName.toUpperCase() !== "OL") return "-";
  const items = Array.from(list.children).filter((child) => child.tagName.toUpperCase() === "LI");
  return `${Number(list.getAttribute("start") ?? "1") + items.indexOf(item)}.`;
}

function imageText(image: Element): string {
  const alt = image.getAttribute("alt")?.trim();
  return alt ? `[${alt}]` : "";
}

function link(element: Element, state: State): void {
  const href = element.getAttribute("href") ?? "";
  const shown = (element.textContent ?? "").replace(/\s+/gu, " ").trim();
  children(element, state);
  const target = href.replace(/^mailto:/iu, "");
  const told = shown === "" || same(shown, target);
  if (/^(?:https?|ftp|mailto|tel):/iu.test(href) && !told) words(` <${target}>`, state);
}

function same(shown: string, target: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/^https?:\/\//iu, "")
      .replace(/\/$/u, "")
      .toLowerCase();
  return plain(shown) === plain(target);
}

function newLine(state: State): Line {
  const before = state.lines[state.lines.length - 1];
  if (state.gap && before && before.text !== "" && before.depth >= state.depth) {
    state.lines.push({ depth: state.depth, text: "" });
  }
  state.gap = false;
  const line: Line = state.pre
    ? { depth: state.depth, text: "", fixed: true }
    : { depth: state.depth, text: "" };
  line.text = state.bullet !== "" ? state.bullet : state.indent;
  state.bullet = "";
  state.lines.push(line);
  state.line = line;
  return line;
}

function words(raw: string, state: State): void {
  if (state.pre) {
    raw.split("\n").forEach((part, index) => {
      if (index > 0 || !state.line) newLine(state);
      if (state.line) state.line.text += part;
    });
    return;
  }
  const text = raw
    .replace(/[\u200b\ufeff]/gu, "")
    .replace(/[ \t\r\n\f]+/gu, " ")
    .replace(/\u00a0/gu, " ");
  if (text === "" || (!state.line && text === " ")) return;
  const line = state.line ?? newLine(state);
  const atStart = line.text === "" || line.text === state.indent;
  const joined =
    (atStart || line.text.endsWith(" ")) && text.startsWith(" ") && !raw.includes("\u00a0")
      ? text.slice(1)
      : text;
  line.text += joined;
}
