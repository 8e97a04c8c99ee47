// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4-4.5: a sparse window over the result of a query, patched by queryChanges.
import type { JmapError } from "../jmap/errors.ts";
import type { Comparator, Filter, Id, QueryChangesResponse, QueryResponse } from "../jmap/types.ts";

export interface QuerySpec {
  filter: Filter;
  sort: Comparator[];
  collapseThreads: boolean;
}

export const PAGE = 50;
/** Rows that are asked for at once when a result cannot be patched. */
const MOST_ANEW = 500;

export function queryKey(spec: QuerySpec): string {
  return JSON.stringify([spec.filter, spec.sort, spec.collapseThreads]);
}

/** A change to the base ids; the list keeps its anchor by it. */
export class QueryWindow {
  readonly key: string;
  readonly spec: QuerySpec;
  /** Ids by index; a hole is a row that was not fetched yet. */
  ids: (Id | undefined)[] = [];
  queryState: string | undefined;
  canPatch = true;
  /** True once a first answer has come. Only then may "empty" be said. */
  loaded = false;
  /** True when the server's result may have moved on. */
  stale = false;
  error: JmapError | undefined;
  searched: QueryResponse["searched"];
  /**
   * Rows that the person read or flagged while they looked at them: a filter for unread mail does
   * not take them away until the list is left.
   */
  readonly held = new Set<Id>();
  /**
   * In a list that is sorted by what such rows have just changed: the rows that each stood behind,
   * nearest first. It stays behind them until the list is left.
   */
  readonly places = new Map<Id, readonly Id[]>();
  readonly fetching = new Set<number>();
  /** The rows on screen, when they were last asked for. */
  view: readonly [from: number, to: number] = [0, 0];
  /** Runs while all that is here is asked for anew. */
  renewing: Promise<void> | undefined;
  /** True when that must be done once more after it. */
  renewAgain = false;
  version = 0;

  constructor(spec: QuerySpec) {
    this.spec = spec;
    this.key = queryKey(spec);
  }

  get total(): number {
    return this.ids.length;
  }

  /** Takes a page. False when it belongs to a newer state than the rows that are here. */
  takePage(response: QueryResponse): boolean {
    const fits = this.queryState === undefined || this.queryState === response.queryState;
    if (!fits && this.loaded && !(this.stale && this.canPatch)) return false;
    // A new array each time: who looks at the rows sees by it that they changed.
    this.ids = fits ? this.ids.slice() : [];
    const least = response.position + response.ids.length;
    this.resize(Math.max(response.total ?? Math.max(this.ids.length, least), least));
    response.ids.forEach((id, i) => {
      this.ids[response.position + i] = id;
    });
    this.queryState = response.queryState;
    this.canPatch = response.canCalculateChanges;
    this.searched = response.searched;
    this.loaded = true;
    this.stale = false;
    this.error = undefined;
    this.version++;
    return true;
  }

  /** RFC 8620 §5.6: removes, then adds in order of index. */
  applyChanges(changes: QueryChangesResponse): void {
    const before = this.ids.length;
    let unknown = 0;
    const gone = new Set(changes.removed);
    const kept = this.ids.filter((id) => id === undefined || !gone.delete(id));
    unknown = gone.size;
    // A removed id that was in no known row was in a hole, or (updated and added again) nowhere.
    const added = [...changes.added].sort((a, b) => a.index - b.index);
    const reallyLost =
      changes.total === undefined
        ? [...gone].filter((id) => !added.some((a) => a.id === id)).length
        : Math.max(0, kept.length + added.length - changes.total);
    if (unknown > 0 && reallyLost > 0) removeHoles(kept, reallyLost);
    for (const { id, index } of added) {
      while (kept.length < index) kept.push(undefined);
      kept.splice(index, 0, id);
    }
    this.ids = kept;
    if (changes.total !== undefined) this.resize(changes.total);
    else if (before === 0) this.resize(kept.length);
    this.queryState = changes.newQueryState;
    this.stale = false;
    this.version++;
  }

  /** Which rows to ask for when the result cannot be patched: all that are here, or those on screen. */
  spanAnew(): { position: number; limit: number } {
    const last = this.ids.findLastIndex((id) => id !== undefined);
    const pages = Math.max(1, Math.ceil((last + 1) / PAGE));
    if (pages * PAGE <= MOST_ANEW) return { position: 0, limit: pages * PAGE };
    const position = Math.max(0, Math.floor(this.view[0] / PAGE) - 1) * PAGE;
    const end = (Math.floor(this.view[1] / PAGE) + 2) * PAGE;
    return { position, limit: Math.min(MOST_ANEW, end - position) };
  }

  /** Takes the place of all that was here; what was not asked for is fetched when it is looked at. */
  takeAnew(response: QueryResponse): void {
    this.ids = [];
    this.queryState = undefined;
    this.takePage(response);
  }

  /** Rows that are gone leave at once; the rest is asked for. */
  drop(gone: ReadonlySet<Id>): void {
    if (!this.ids.some((id) => id !== undefined && gone.has(id))) return;
    this.ids = this.ids.filter((id) => id === undefined || !gone.has(id));
    this.version++;
  }

  /** Forgets the rows' positions but keeps showing them until the next page comes. */
  invalidate(): void {
    this.stale = true;
    this.queryState = undefined;
  }

  private resize(total: number): void {
    if (this.ids.length > total) this.ids.length = total;
    while (this.ids.length < total) this.ids.push(undefined);
  }
}

/** Takes `count` rows out of the first hole on; what lies behind it is no longer certain. */
function removeHoles(ids: (Id | undefined)[], count: number): void {
  const first = ids.indexOf(undefined);
  if (first < 0) return;
  const length = Math.max(first, ids.length - count);
  ids.length = length;
  ids.fill(undefined, first);
}
