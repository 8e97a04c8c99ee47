// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.2: the orders of a list, and what the preferences keep of them.
import type { Comparator, Preferences } from "../../jmap/types.ts";

export const SORTS = [
  "date",
  "sent",
  "from",
  "to",
  "subject",
  "size",
  "unread",
  "flagged",
] as const;
export type Sort = (typeof SORTS)[number];

export interface Order {
  by: Sort;
  ascending: boolean;
}

export const NEWEST: Order = { by: "date", ascending: false };
/** Sorts that begin with their first letter; the others with the newest, largest, flagged. */
const UPWARDS: readonly Sort[] = ["from", "to", "subject", "unread"];
/** Folders whose order is kept; those beyond are the ones that were set longest ago. */
const KEPT = 200;

/** The way round that one means when one only says by what. */
export function firstOrder(by: Sort): Order {
  return { by, ascending: UPWARDS.includes(by) };
}

const PROPERTIES = { date: "receivedAt", sent: "sentAt" } as Record<Sort, string>;

/** With conversations a row is unread when some message of it is, and flagged likewise. */
export function comparators({ by, ascending }: Order, conversations: boolean): Comparator[] {
  const isAscending = ascending;
  if (by === "unread") {
    const property = conversations ? "allInThreadHaveKeyword" : "hasKeyword";
    return [{ property, keyword: "$seen", isAscending }];
  }
  if (by === "flagged") {
    const property = conversations ? "someInThreadHaveKeyword" : "hasKeyword";
    return [{ property, keyword: "$flagged", isAscending }];
  }
  return [{ property: PROPERTIES[by] ?? by, isAscending }];
}

/** "from" and "-size" in the preferences; what is not known there is newest first. */
export function parseOrder(text: string | undefined): Order {
  if (typeof text !== "string") return NEWEST;
  const by = text.replace(/^-/, "") as Sort;
  return SORTS.includes(by) ? { by, ascending: !text.startsWith("-") } : NEWEST;
}

/** What the preferences keep once a list has this order. Newest first needs no entry. */
export function keepOrder(
  sorts: Preferences["sorts"] = {},
  list: string,
  { by, ascending }: Order,
): Record<string, string> {
  const { [list]: _, ...others } = sorts;
  const text = `${ascending ? "" : "-"}${by}`;
  const entries = Object.entries(others).slice(1 - KEPT);
  return Object.fromEntries(text === "-date" ? entries : [...entries, [list, text]]);
}
