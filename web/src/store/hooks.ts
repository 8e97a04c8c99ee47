// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Cell, Emitter } from "./events.ts";

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((k) => Object.is((a as never)[k], (b as never)[k]));
}

/** Renders again only when what `select` returns has changed (compared one level deep). */
export function useSelect<S extends { changed: Emitter }, R>(source: S, select: (s: S) => R): R {
  return useSnapshot(source.changed, () => select(source));
}

export function useCell<T>(cell: Cell<T>): T {
  return useSyncExternalStore(cell.subscribe, () => cell.value);
}

export function useCellSelect<T, R>(cell: Cell<T>, select: (value: T) => R): R {
  return useSnapshot(cell, () => select(cell.value));
}

function useSnapshot<R>(emitter: Emitter, read: () => R): R {
  const last = useRef<{ value: R } | undefined>(undefined);
  const readRef = useRef(read);
  readRef.current = read;
  const snapshot = useCallback(() => {
    const value = readRef.current();
    if (last.current && shallowEqual(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  }, []);
  return useSyncExternalStore(emitter.subscribe, snapshot);
}
