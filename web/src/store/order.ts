// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.2: where a row belongs, as far as its list properties decide that.
import type { Comparator, Email, EmailAddress } from "../jmap/types.ts";

/** Negative when `a` stands before `b`; undefined where only the server can tell. */
export function compareBy(sort: readonly Comparator[], a: Email, b: Email): number | undefined {
  for (const by of sort) {
    const found = compare(by, a, b);
    if (found === undefined) return undefined;
    if (found !== 0) return by.isAscending === false ? -found : found;
  }
  // What is equal stays newest first.
  return b.receivedAt.localeCompare(a.receivedAt);
}

function compare(by: Comparator, a: Email, b: Email): number | undefined {
  switch (by.property) {
    case "receivedAt":
      return a.receivedAt.localeCompare(b.receivedAt);
    case "size":
      return a.size - b.size;
    case "from":
      return texts(person(a.from), person(b.from));
    case "to":
      return texts(person(a.to), person(b.to));
    case "subject":
      return texts(baseSubject(a.subject), baseSubject(b.subject));
    case "hasKeyword":
      return Number(by.keyword! in a.keywords) - Number(by.keyword! in b.keywords);
    default:
      return undefined;
  }
}

function person(list: EmailAddress[] | null): string {
  const first = list?.[0];
  return first?.name || first?.email || "";
}

function texts(a: string, b: string): number {
  const [x, y] = [fold(a), fold(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** RFC 5051, nearly: the server's order decides, this one only until it has answered. */
const fold = (text: string) => text.toUpperCase().normalize("NFD");

/** RFC 5256 §2.1, nearly. */
function baseSubject(subject: string | null): string {
  const lead = /^\s*(\[[^\]]*\]\s*)*(re|fwd?)\s*(\[[^\]]*\])?\s*:/i;
  let rest = subject ?? "";
  while (lead.test(rest)) rest = rest.replace(lead, "");
  return rest
    .replace(/(\s*\(fwd\))+\s*$/i, "")
    .replace(/^\s*\[[^\]]*\]\s*(?=\S)/, "")
    .trim();
}
