// SPDX-License-Identifier: Apache-2.0
import type { Id, Mailbox } from "../../jmap/types.ts";
import { ROLES } from "../app.ts";

export interface Node {
  mailbox: Mailbox;
  level: number;
  children: Node[];
}

export interface Forest {
  /** Folders with a role, in the order of the design. */
  roles: Node[];
  own: Node[];
}

let collator: Intl.Collator | undefined;
const LETTERS = /^[A-Za-z ]+$/;

/** Names in the language's order; the first collator costs a slow machine 20 ms, and plain letters need none. */
function compareNames(a: string, b: string, locale: string): number {
  if (LETTERS.test(a) && LETTERS.test(b)) {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  collator ??= new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  return collator.compare(a, b);
}

/** Folders as a tree. A folder whose parent is not readable stands at the top. */
export function forestOf(mailboxes: Mailbox[], locale: string): Forest {
  const known = new Set(mailboxes.map((m) => m.id));
  const byParent = new Map<Id | null, Mailbox[]>();
  for (const mailbox of mailboxes) {
    const parent =
      mailbox.parentId !== null && known.has(mailbox.parentId) ? mailbox.parentId : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), mailbox]);
  }
  const order = (a: Mailbox, b: Mailbox) =>
    a.sortOrder - b.sortOrder || compareNames(a.name, b.name, locale);
  const build = (mailbox: Mailbox, level: number): Node => ({
    mailbox,
    level,
    children: (byParent.get(mailbox.id) ?? []).sort(order).map((m) => build(m, level + 1)),
  });
  const top = byParent.get(null) ?? [];
  const rank = (m: Mailbox) => ROLES.indexOf(m.role ?? "");
  return {
    roles: top
      .filter((m) => rank(m) >= 0)
      .sort((a, b) => rank(a) - rank(b))
      .map((m) => build(m, 1)),
    own: top
      .filter((m) => rank(m) < 0)
      .sort(order)
      .map((m) => build(m, 1)),
  };
}

/** The nodes that are on screen, from top to bottom. */
export function visibleNodes(nodes: Node[], closed: ReadonlySet<Id>): Node[] {
  return nodes.flatMap((n) => [
    n,
    ...(closed.has(n.mailbox.id) ? [] : visibleNodes(n.children, closed)),
  ]);
}

/** `Stations / Helgoland`. */
export function pathOf(id: Id, get: (id: Id) => Mailbox | undefined, name: (m: Mailbox) => string) {
  const parts: string[] = [];
  for (let at = get(id), depth = 0; at && depth < 20; depth++) {
    parts.unshift(name(at));
    at = at.parentId === null ? undefined : get(at.parentId);
  }
  return parts;
}

/** True when `id` lies in `ancestor`, or is it: a folder cannot be moved into itself. */
export function isInside(id: Id, ancestor: Id, get: (id: Id) => Mailbox | undefined): boolean {
  for (let at = get(id), depth = 0; at && depth < 50; depth++) {
    if (at.id === ancestor) return true;
    at = at.parentId === null ? undefined : get(at.parentId);
  }
  return false;
}
