// SPDX-License-Identifier: Apache-2.0

import type { FromFrame } from "./protocol.ts";

/** A transparent dot that remembers which picture belongs in its place: the frame has no network to ask. */
const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7#";

export const placeholder = (src: string) => `${DOT}${encodeURIComponent(src)}`;

/** What a placeholder stands for; any other source is itself. */
function sourceOf(shown: string): string {
  return shown.startsWith(DOT) ? decodeURIComponent(shown.slice(DOT.length)) : shown;
}

/** The pictures of one text: each lies in the page as a blob URL of this frame and is sent as cid. */
export class Images {
  /** Shown URL → cid. */
  private readonly cids = new Map<string, string>();
  private readonly asked = new Set<string>();

  private readonly root: HTMLElement;
  private readonly say: (message: FromFrame) => void;

  constructor(root: HTMLElement, say: (message: FromFrame) => void) {
    this.root = root;
    this.say = say;
  }

  cidOf(shown: string): string | null {
    const src = sourceOf(shown);
    return this.cids.get(src) ?? (src.startsWith("cid:") ? src.slice(4) : null);
  }

  add(cid: string, blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.cids.set(url, cid);
    return url;
  }

  /** The page says which cid a source has, and its bytes when it got them. */
  know(src: string, cid: string, blob: Blob | null): void {
    this.cids.set(src, cid);
    if (!blob) return;
    const url = this.add(cid, blob);
    for (const image of this.all()) {
      if (sourceOf(image.getAttribute("src") ?? "") === src) image.src = url;
    }
  }

  /** Takes over pictures that came in by a quote, a draft or a paste. */
  adopt(): void {
    for (const image of this.all()) {
      const src = sourceOf(image.getAttribute("src") ?? "");
      if (src.startsWith("data:")) this.embed(image, src);
      else if (/^(?:cid:|\/jmap\/download\/)/iu.test(src) && !this.asked.has(src)) {
        this.asked.add(src);
        this.say({ type: "want-image", src });
      }
    }
  }

  private embed(image: HTMLImageElement, src: string): void {
    const blob = decode(src);
    if (!blob) {
      image.remove();
      return;
    }
    const name = `${image.alt || "image"}.${blob.type.replace(/^image\//u, "").replace("jpeg", "jpg")}`;
    // The page answers with the cid for this very source.
    if (this.asked.has(src)) return;
    this.asked.add(src);
    this.say({ type: "embedded", src, file: new File([blob], name, { type: blob.type }) });
  }

  all(): HTMLImageElement[] {
    return Array.from(this.root.querySelectorAll("img"));
  }
}

function decode(src: string): Blob | null {
  const found = /^data:(image\/[a-z0-9.+-]+);base64,(.+)$/isu.exec(src);
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob((found[2] ?? "").replace(/\s/gu, "")), (c) =>
      c.charCodeAt(0),
    );
    return new Blob([bytes], { type: found[1] ?? "" });
  } catch {
    return null;
  }
}
