// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3: PatchObject.
import type { Patch } from "../jmap/types.ts";

type Obj = Record<string, unknown>;

function segments(path: string): string[] {
  return path.split("/").map((s) => s.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/** One path segment, escaped as in a JSON pointer. */
export function segment(text: string): string {
  return text.replace(/~/g, "~0").replace(/\//g, "~1");
}

/** A copy of `object` with the patch applied; untouched parts are shared. */
export function applyPatch<T extends object>(object: T, patch: Patch): T {
  let out = object as Obj;
  for (const [path, value] of Object.entries(patch)) out = setAt(out, segments(path), value);
  return out as T;
}

function setAt(object: Obj, path: string[], value: unknown): Obj {
  const [head, ...rest] = path as [string, ...string[]];
  const copy = { ...object };
  if (rest.length > 0) copy[head] = setAt((copy[head] ?? {}) as Obj, rest, value);
  else if (value === null && head in copy && typeof copy[head] === "boolean") delete copy[head];
  else copy[head] = value;
  if (rest.length === 0 && value === null && copy[head] === null && object[head] === undefined)
    delete copy[head];
  return copy;
}

/**
 * The inverse of a patch of set members for a record that is not here: what was put in is taken
 * out, what was taken out is put back.
 */
export function flippedPatch(patch: Patch): Patch {
  return Object.fromEntries(
    Object.entries(patch).map(([path, value]) => [path, value === null ? true : null]),
  );
}

/** The patch that brings back what `patch` overwrites in `object`. */
export function inversePatch(object: object, patch: Patch): Patch {
  const out: Patch = {};
  for (const path of Object.keys(patch)) {
    let at: unknown = object;
    for (const part of segments(path)) at = (at as Obj | undefined)?.[part];
    out[path] = at ?? null;
  }
  return out;
}
