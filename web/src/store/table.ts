// SPDX-License-Identifier: Apache-2.0
import type { Id, Patch } from "../jmap/types.ts";
import { applyPatch } from "./patch.ts";

/** A change that is painted before the server has answered. */
export interface Pending {
  readonly patches: ReadonlyMap<Id, Patch>;
  readonly destroyed: ReadonlySet<Id>;
}

/**
 * Records by id: what the server said, and over it what is pending. Dropping a pending change is
 * the whole of a rollback, so nothing the server said is ever lost to a guess.
 */
export class Table<T extends { id: Id }> {
  private readonly base = new Map<Id, T>();
  private readonly pending = new Set<Pending>();
  private readonly viewed = new Map<Id, T | undefined>();

  /** The record as it is shown. The same object until something of it changes. */
  get(id: Id): T | undefined {
    if (this.viewed.has(id)) return this.viewed.get(id);
    const view = this.compute(id);
    this.viewed.set(id, view);
    return view;
  }

  /** The record as the server last said. */
  confirmed(id: Id): T | undefined {
    return this.base.get(id);
  }

  get size(): number {
    return this.base.size;
  }

  ids(): Id[] {
    return [...this.base.keys()];
  }

  all(): T[] {
    return this.ids()
      .map((id) => this.get(id))
      .filter((r): r is T => r !== undefined);
  }

  put(record: T): void {
    const old = this.base.get(record.id);
    this.base.set(record.id, old ? { ...old, ...record } : record);
    this.viewed.delete(record.id);
  }

  /** Applies what the server said of a record that may not be known. */
  merge(id: Id, part: Partial<T>): void {
    const old = this.base.get(id);
    if (old) this.put({ ...old, ...part });
  }

  patch(id: Id, patch: Patch): void {
    const old = this.base.get(id);
    if (!old) return;
    this.base.set(id, applyPatch(old, patch));
    this.viewed.delete(id);
  }

  remove(id: Id): void {
    this.base.delete(id);
    this.viewed.delete(id);
  }

  clear(): void {
    this.base.clear();
    this.viewed.clear();
  }

  begin(change: Pending): void {
    this.pending.add(change);
    this.forget(change);
  }

  end(change: Pending): void {
    this.pending.delete(change);
    this.forget(change);
  }

  get changes(): ReadonlySet<Pending> {
    return this.pending;
  }

  private forget(change: Pending): void {
    for (const id of change.patches.keys()) this.viewed.delete(id);
    for (const id of change.destroyed) this.viewed.delete(id);
  }

  private compute(id: Id): T | undefined {
    let record = this.base.get(id);
    for (const change of this.pending) {
      if (record === undefined || change.destroyed.has(id)) return undefined;
      const patch = change.patches.get(id);
      if (patch) record = applyPatch(record, patch);
    }
    return record;
  }
}
