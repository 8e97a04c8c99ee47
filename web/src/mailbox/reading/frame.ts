// SPDX-License-Identifier: Apache-2.0
import { JmapError } from "../../jmap/errors.ts";

export interface FrameFacts {
  /** Pictures from outside that were not loaded. */
  blocked: number;
  /** The mail sets its own colours. */
  authored: boolean;
  /** Blobs shown as pictures of the text. */
  blobs: ReadonlySet<string>;
}

export interface FrameEvents {
  onFacts(facts: FrameFacts): void;
  onMailto(href: string): void;
}

/**
 * Takes hold of a rendered body: its height, its keys, its mail links. Scripts of ours reach in,
 * none run inside. Null when the document is no rendered body.
 */
export function bindFrame(iframe: HTMLIFrameElement, events: FrameEvents): (() => void) | null {
  const document = iframe.contentDocument;
  const root = document?.documentElement;
  if (!document || !root || root.dataset.blocked === undefined) return null;
  events.onFacts({
    blocked: Number(root.dataset.blocked) || 0,
    authored: root.dataset.authored === "1",
    blobs: blobsIn(document),
  });
  const fit = () => {
    const sideways = root.scrollWidth > root.clientWidth ? 16 : 0;
    const height =
      Math.ceil(Math.max(root.getBoundingClientRect().height, document.body.scrollHeight)) +
      sideways;
    iframe.style.blockSize = `${Math.max(24, height)}px`;
  };
  const watch = new ResizeObserver(fit);
  watch.observe(root);
  watch.observe(document.body);
  const toggled = () => requestAnimationFrame(fit);
  const keys = (event: KeyboardEvent) => passOn(event);
  const click = (event: MouseEvent) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    if (!/^mailto:/i.test(href)) return;
    event.preventDefault();
    events.onMailto(href);
  };
  const pointer = () => iframe.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  document.addEventListener("toggle", toggled, true);
  document.addEventListener("keydown", keys);
  document.addEventListener("click", click);
  document.addEventListener("pointerdown", pointer);
  fit();
  return () => {
    watch.disconnect();
    document.removeEventListener("toggle", toggled, true);
    document.removeEventListener("keydown", keys);
    document.removeEventListener("click", click);
    document.removeEventListener("pointerdown", pointer);
  };
}

const DARK = "html, img, video { filter: invert(0.91) hue-rotate(180deg); }";

/** Turns mail that paints itself on white to dark: everything is inverted, pictures twice. */
export function darken(iframe: HTMLIFrameElement | null, on: boolean): void {
  const document = iframe?.contentDocument;
  if (!document) return;
  document.getElementById("posthouse-dark")?.remove();
  if (!on) return;
  const style = document.createElement("style");
  style.id = "posthouse-dark";
  style.textContent = DARK;
  document.head.append(style);
}

/** The mailbox's keys also work while the message has the focus. */
function passOn(event: KeyboardEvent): void {
  if (event.key === "Tab" || event.defaultPrevented) return;
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  const copy = new KeyboardEvent("keydown", {
    key,
    code,
    ctrlKey,
    metaKey,
    shiftKey,
    altKey,
    bubbles: true,
    cancelable: true,
  });
  if (!window.dispatchEvent(copy)) event.preventDefault();
}

function blobsIn(document: Document): ReadonlySet<string> {
  const found = new Set<string>();
  for (const image of document.images) {
    const blob = /\/jmap\/download\/[^/]+\/([^/?]+)/.exec(image.getAttribute("src") ?? "")?.[1];
    if (blob) found.add(decodeURIComponent(blob));
  }
  return found;
}

/** Asks once more for what the frame did not get, to tell the server's cause. */
export async function problemOf(url: string): Promise<JmapError> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { Accept: "application/problem+json, application/json" },
    });
  } catch {
    return new JmapError("unreachable", "", undefined, 0, "unreachable");
  }
  const text = await response.text();
  if (response.status === 401 || (response.redirected && response.url.includes("/sign-in"))) {
    return new JmapError("http", "", undefined, 401, "signedOut");
  }
  try {
    const problem = JSON.parse(text);
    const words = problem.detail ?? problem.description ?? problem.title ?? String(response.status);
    return new JmapError(
      response.status === 404 ? "notFound" : "http",
      words,
      problem.kb,
      response.status,
    );
  } catch {
    const kb = /\bKB\d{4}\b/.exec(text)?.[0];
    if (response.status === 404) return new JmapError("notFound", "", kb, 404);
    return new JmapError("http", String(response.status), kb, response.status);
  }
}
