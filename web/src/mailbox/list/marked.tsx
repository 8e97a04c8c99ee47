// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

/** The text with the searched words marked. Folded for case; the text itself is not changed. */
export function marked(text: string, words: readonly string[]): ReactNode {
  const wanted = words.filter((w) => w.length > 1).map((w) => w.toLowerCase());
  if (wanted.length === 0) return text;
  const folded = text.toLowerCase();
  if (folded.length !== text.length) return text;
  const out: ReactNode[] = [];
  let at = 0;
  while (at < text.length) {
    const hits = wanted
      .map((w) => ({ w, i: folded.indexOf(w, at) }))
      .filter((h) => h.i >= 0)
      .sort((a, b) => a.i - b.i || b.w.length - a.w.length);
    const hit = hits[0];
    if (!hit) break;
    out.push(text.slice(at, hit.i));
    out.push(<mark key={hit.i}>{text.slice(hit.i, hit.i + hit.w.length)}</mark>);
    at = hit.i + hit.w.length;
  }
  out.push(text.slice(at));
  return out;
}
