// SPDX-License-Identifier: Apache-2.0
// What the fake server of fake.ts stands on: its types, its refusals, its filters.

import type { Comparator, Email, Filter } from "../src/jmap/types.ts";
import { matches } from "../src/store/filter.ts";
import { compareBy } from "../src/store/order.ts";

export type Args = Record<string, unknown>;
export type Kind = "created" | "updated" | "destroyed";
export type TypeName = "Email" | "Mailbox" | "Thread" | "Preferences";

const RIGHTS = [
  "mayReadItems",
  "mayAddItems",
  "mayRemoveItems",
  "maySetSeen",
  "maySetKeywords",
  "mayCreateChild",
  "mayRename",
  "mayDelete",
  "maySubmit",
];

/** A mailbox before anybody has said more of it. */
export const PLAIN_MAILBOX = {
  parentId: null,
  role: null,
  sortOrder: 10,
  totalEmails: 0,
  unreadEmails: 0,
  totalThreads: 0,
  unreadThreads: 0,
  isSubscribed: true,
  myRights: Object.fromEntries(RIGHTS.map((right) => [right, true])),
};

export class Refusal extends Error {
  readonly body: Args;
  constructor(type: string, description: string, kb?: string) {
    super(description);
    this.body = { type, description, ...(kb ? { kb } : {}) };
  }
}

/** The filter with its text parts, which the client leaves to the server. */
export function holds(filter: Filter, email: Email): boolean {
  if ("operator" in filter) {
    const all = filter.conditions.map((c) => holds(c, email));
    if (filter.operator === "AND") return all.every(Boolean);
    return filter.operator === "OR" ? all.some(Boolean) : !all.some(Boolean);
  }
  if (matches(filter, email) === false) return false;
  const people = (list: Email["from"]) =>
    (list ?? []).map((a) => `${a.name ?? ""} ${a.email}`).join(" ");
  const has = (text: string, word: string | undefined) =>
    !word || text.toLowerCase().includes(word.toLowerCase());
  const { from, to, cc, subject, preview } = email;
  return (
    has(people(from), filter.from) &&
    has(people(to), filter.to) &&
    has(people(cc), filter.cc) &&
    has(subject ?? "", filter.subject) &&
    has(preview, filter.body) &&
    has([people(from), people(to), people(cc), subject, preview].join(" "), filter.text)
  );
}

/** Lists by date of arrival have a history; other sorts are asked for anew. */
export function isPatched(args: Args): boolean {
  const sort = (args.sort as Comparator[] | undefined) ?? [];
  return sort.every((by) => by.property === "receivedAt");
}

/** The client's order, and what of it only a server knows: whole threads. */
export function compareAll(
  sort: readonly Comparator[],
  a: Email,
  b: Email,
  all: readonly Email[],
): number {
  const [by] = sort;
  if (!by?.property.endsWith("InThreadHaveKeyword")) return compareBy(sort, a, b) ?? 0;
  const has = ({ threadId }: Email) => {
    const thread = all.filter((e) => e.threadId === threadId);
    const one = (e: Email) => by.keyword! in e.keywords;
    return Number(by.property.startsWith("all") ? thread.every(one) : thread.some(one));
  };
  const found = has(a) - has(b);
  if (found !== 0) return by.isAscending === false ? -found : found;
  return b.receivedAt.localeCompare(a.receivedAt);
}

export function pick(value: unknown, path: string[]): unknown {
  if (path.length === 0) return value;
  const [head, ...rest] = path as [string, ...string[]];
  if (head === "*") return (value as unknown[]).flatMap((v) => pick(v, rest));
  return pick((value as Args)[head], rest);
}
