// SPDX-License-Identifier: Apache-2.0
import type { Id } from "../../jmap/types.ts";

/** Browsers lose precision beyond this; above it the thumb moves in a scaled space. */
export const MOST_PIXELS = 10_000_000;
const OVERSCAN = 6;
export const MOST_ROWS = 60;

export interface Geometry {
  total: number;
  height: number;
  viewport: number;
}

/** Height of the spacer: the true one, capped. */
export function spacer({ total, height }: Geometry): number {
  return Math.min(MOST_PIXELS, total * height);
}

/** The row at the top edge, as a fraction. */
export function topRow(g: Geometry, scrollTop: number): number {
  const real = g.total * g.height;
  if (real <= MOST_PIXELS) return scrollTop / g.height;
  const way = MOST_PIXELS - g.viewport;
  const share = way <= 0 ? 0 : Math.min(1, Math.max(0, scrollTop / way));
  return share * (g.total - g.viewport / g.height);
}

/** Where to scroll to so that a row lies at the top edge. The inverse of topRow. */
export function scrollFor(g: Geometry, row: number): number {
  const real = g.total * g.height;
  if (real <= MOST_PIXELS) return row * g.height;
  const rows = g.total - g.viewport / g.height;
  return rows <= 0 ? 0 : (row / rows) * (MOST_PIXELS - g.viewport);
}

/** First and last row to draw, at most 60 of them. */
export function range(g: Geometry, scrollTop: number): [from: number, to: number] {
  const top = topRow(g, scrollTop);
  const shown = Math.ceil(g.viewport / g.height) + 1;
  const spare = Math.max(0, Math.min(OVERSCAN, Math.floor((MOST_ROWS - 1 - shown) / 2)));
  const from = Math.max(0, Math.floor(top) - spare);
  return [from, Math.min(g.total - 1, Math.floor(top) + shown + spare)];
}

/** True when scrolling from one offset to another calls for other rows, or moves the drawn ones. */
export function moves(g: Geometry, before: number, after: number): boolean {
  if (g.total * g.height > MOST_PIXELS) return true;
  return Math.floor(before / g.height) !== Math.floor(after / g.height);
}

/** The offset at which a row is drawn. */
export function offset(g: Geometry, scrollTop: number, index: number): number {
  if (g.total * g.height <= MOST_PIXELS) return index * g.height;
  return scrollTop + (index - topRow(g, scrollTop)) * g.height;
}

/** By how many rows the first visible message that is still there has moved. */
export function shiftOf(
  before: readonly (Id | undefined)[],
  after: readonly (Id | undefined)[],
  first: number,
): number {
  for (let i = first; i < Math.min(before.length, first + 40); i++) {
    const id = before[i];
    if (id === undefined) continue;
    const at = after.indexOf(id);
    if (at >= 0) return at - i;
  }
  return 0;
}
