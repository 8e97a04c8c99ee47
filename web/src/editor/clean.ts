// SPDX-License-Identifier: Apache-2.0

import createDOMPurify, { type Config } from "dompurify";
import { placeholder } from "./images.ts";

const CONFIG: Config & { RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    "style",
    "form",
    "button",
    "select",
    "option",
    "textarea",
    "fieldset",
    "label",
    "meter",
    "progress",
    "dialog",
    "audio",
    "video",
    "source",
    "track",
    "picture",
    "map",
    "area",
    "marquee",
    "slot",
    "template",
    "menu",
    "link",
    "meta",
    "base",
    "canvas",
    "output",
    "datalist",
  ],
  FORBID_ATTR: [
    "class",
    "srcset",
    "sizes",
    "background",
    "poster",
    "ping",
    "action",
    "formaction",
    "contenteditable",
    "tabindex",
    "autofocus",
    "accesskey",
    "popover",
    "popovertarget",
    "name",
    "is",
    "slot",
    "usemap",
    "loading",
    "decoding",
    "crossorigin",
    "integrity",
    "draggable",
    "inert",
    "hidden",
    "nonce",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_URI_REGEXP:
    /^(?:https?:|mailto:|tel:|cid:|blob:null\/|data:image\/(?:png|jpe?g|gif|webp|avif|bmp);|\/jmap\/download\/)/iu,
  // Sizes, spans and directions are no addresses; without this they would have to look like one.
  ADD_URI_SAFE_ATTR: [
    "width",
    "height",
    "colspan",
    "rowspan",
    "align",
    "valign",
    "dir",
    "lang",
    "start",
    "type",
    "reversed",
    "border",
    "cellpadding",
    "cellspacing",
    "scope",
  ],
  RETURN_DOM_FRAGMENT: true,
};

/** Style properties that a written message may carry; the rest could move, hide or load something. */
const STYLES =
  /^(?:color|background-color|font(?:-family|-size|-style|-weight|-variant)?|text-(?:align|decoration(?:-.*)?|indent|transform)|direction|line-height|white-space|vertical-align|letter-spacing|list-style-type|border(?:-.*)?|padding(?:-.*)?|margin(?:-.*)?|width|height|max-width|unicode-bidi|word-break|overflow-wrap)$/u;

function styleKept(style: CSSStyleDeclaration): string {
  const kept: string[] = [];
  for (let i = 0; i < style.length; i++) {
    const name = style.item(i);
    const value = style.getPropertyValue(name);
    if (!STYLES.test(name) || /url\(|image|expression|attr\(|var\(|-\d/iu.test(value)) continue;
    if (/^border-image/u.test(name)) continue;
    kept.push(`${name}: ${value}`);
  }
  return kept.join("; ");
}

export type Clean = (html: string) => DocumentFragment;

/** Everything that enters the editor passes here: quotes, pastes, drafts, undo states. */
export function cleaner(window: Window & typeof globalThis): Clean {
  const purify = createDOMPurify(window);
  purify.addHook("uponSanitizeAttribute", (node, data) => {
    if (data.attrName === "id") data.keepAttr = bookmark(node);
    if (data.attrName === "class" && node.nodeName === "DIV" && data.attrValue === "signature")
      data.forceKeepAttr = true;
    if (node.nodeName === "INPUT" && data.attrName === "value") data.keepAttr = false;
  });
  purify.addHook("afterSanitizeAttributes", (node) => {
    const element = node as HTMLElement;
    if (element.tagName === "INPUT" && !bookmark(element)) {
      element.remove();
      return;
    }
    if (element.hasAttribute("style")) {
      const style = styleKept(element.style);
      if (style === "") element.removeAttribute("style");
      else element.setAttribute("style", style);
    }
    if (element.tagName === "A") tidyLink(element);
    if (element.tagName === "IMG") tidyImage(element);
    if (element.tagName === "BLOCKQUOTE") element.setAttribute("type", "cite");
  });
  return (html) => purify.sanitize(html, CONFIG) as unknown as DocumentFragment;
}

/** The editor library marks the selection in its undo states with two hidden inputs. */
function bookmark(node: Element): boolean {
  return node.nodeName === "INPUT" && /^squire-selection-(?:start|end)$/u.test(node.id);
}

function tidyLink(link: HTMLElement): void {
  const href = link.getAttribute("href") ?? "";
  if (!/^(?:https?:|mailto:|tel:)/iu.test(href)) link.removeAttribute("href");
  link.removeAttribute("target");
}

/** A picture from outside is left as its words: loading it would tell its sender that it was read. */
function tidyImage(image: HTMLElement): void {
  const src = image.getAttribute("src") ?? "";
  if (/^(?:blob:null\/|data:image\/)/iu.test(src)) return;
  if (/^(?:cid:|\/jmap\/download\/)/iu.test(src)) {
    image.setAttribute("src", placeholder(src));
    return;
  }
  const alt = image.getAttribute("alt")?.trim() ?? "";
  const words = image.ownerDocument.createTextNode(alt === "" ? "" : `[${alt}]`);
  image.replaceWith(words);
}
