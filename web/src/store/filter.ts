// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.1: what a row's known properties can decide by themselves.
import type { Email, Filter, FilterCondition } from "../jmap/types.ts";

/** True or false where the list properties decide; undefined where only the server can. */
export function matches(filter: Filter, email: Email, ignore?: "keywords"): boolean | undefined {
  if ("operator" in filter) {
    const all = filter.conditions.map((c) => matches(c, email, ignore));
    if (filter.operator === "AND") return every(all);
    if (filter.operator === "OR") return not(every(all.map(not)));
    return every(all.map(not));
  }
  return every(conditions(filter, email, ignore));
}

function every(values: (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function conditions(
  c: FilterCondition,
  email: Email,
  ignore?: "keywords",
): (boolean | undefined)[] {
  const out: (boolean | undefined)[] = [];
  if (c.inMailbox) out.push(c.inMailbox in email.mailboxIds);
  if (c.inMailboxOtherThan) {
    const others = new Set(c.inMailboxOtherThan);
    out.push(Object.keys(email.mailboxIds).some((id) => !others.has(id)));
  }
  if (c.hasKeyword && !ignore) out.push(c.hasKeyword in email.keywords);
  if (c.notKeyword && !ignore) out.push(!(c.notKeyword in email.keywords));
  if (c.hasAttachment !== undefined) out.push(email.hasAttachment === c.hasAttachment);
  if (c.before) out.push(email.receivedAt < c.before);
  if (c.after) out.push(email.receivedAt >= c.after);
  if (c.minSize !== undefined) out.push(email.size >= c.minSize);
  if (c.maxSize !== undefined) out.push(email.size < c.maxSize);
  if (c.text || c.from || c.to || c.cc || c.subject || c.body) out.push(undefined);
  return out;
}
