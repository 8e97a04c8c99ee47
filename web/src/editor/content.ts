// SPDX-License-Identifier: Apache-2.0

import type Squire from "squire-rte";
import { encodeFlowed, showLines } from "../mailbox/compose/flowed.ts";
import type { Images } from "./images.ts";
import type { Content } from "./protocol.ts";
import { signatureIn } from "./signature.ts";
import { toLines } from "./text.ts";

/** Other programs know no style sheet of ours: what a quote needs to look like one travels with it. */
const QUOTE = "margin: 0 0 0 0.8ex; border-left: 2px solid #d8d3c8; padding-left: 1ex";

export function contentOf(editor: Squire, images: Images): Content {
  // A copy in a document of its own loads nothing.
  const inert = document.implementation.createHTMLDocument("");
  const copy = inert.importNode(editor.getRoot(), true);
  for (const extra of copy.querySelectorAll(".squire-image-resize-container, input"))
    extra.remove();
  const cids: string[] = [];
  for (const image of copy.querySelectorAll("img")) {
    const cid = images.cidOf(image.getAttribute("src") ?? "");
    if (cid === null) {
      image.remove();
      continue;
    }
    image.setAttribute("src", `cid:${cid}`);
    cids.push(cid);
  }
  const lines = toLines(copy);
  const signature = signatureIn(copy);
  for (const quote of copy.querySelectorAll("blockquote")) {
    if (!quote.hasAttribute("style")) quote.setAttribute("style", QUOTE);
  }
  const html = copy.innerHTML;
  signature?.remove();
  const own = signature ? toLines(copy) : lines;
  return {
    html: html.replace(/\u200b/gu, ""),
    text: encodeFlowed(lines),
    own: showLines(own.filter((line) => line.depth === 0)),
    signature: signature && showLines(toLines(signature)),
    cids,
  };
}
