// SPDX-License-Identifier: Apache-2.0
import type { Id } from "../jmap/types.ts";
import { Cell } from "../store/events.ts";

/** Where the person is. It is the address of the page, so that it can be kept and sent. */
export interface Route {
  accountId: Id;
  /** A folder's id, or a view of its own. */
  place: { kind: "mailbox"; id: Id } | { kind: "flagged" } | { kind: "settings"; page: string };
  emailId?: Id;
  /** The search as typed; present while searching. */
  query?: string;
}

const FLAGGED = "~flagged";
const SETTINGS = "~settings";

/** `/mail/{accountId}/{mailboxId}/{emailId}`, with `?q=` while searching. */
export function parseRoute(path: string, search: string, home: Omit<Route, "query">): Route {
  const [mail, account, place, rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  const query = new URLSearchParams(search).get("q") ?? undefined;
  const more = query === undefined ? {} : { query };
  if (mail !== "mail" || !account || !place) return { ...home, ...more };
  if (place === SETTINGS)
    return { accountId: account, place: { kind: "settings", page: rest ?? "appearance" } };
  return {
    accountId: account,
    place: place === FLAGGED ? { kind: "flagged" } : { kind: "mailbox", id: place },
    ...(rest ? { emailId: rest } : {}),
    ...more,
  };
}

export function routePath(route: Route): string {
  const parts = ["mail", route.accountId];
  if (route.place.kind === "settings") parts.push(SETTINGS, route.place.page);
  else {
    parts.push(route.place.kind === "flagged" ? FLAGGED : route.place.id);
    if (route.emailId) parts.push(route.emailId);
  }
  const path = `/${parts.map(encodeURIComponent).join("/").replaceAll("%7E", "~")}`;
  return route.query === undefined ? path : `${path}?q=${encodeURIComponent(route.query)}`;
}

/** The router: a cell that follows the browser's history. */
export class Router extends Cell<Route> {
  private readonly home: Omit<Route, "query">;

  constructor(home: Omit<Route, "query">) {
    super(parseRoute(location.pathname, location.search, home));
    this.home = home;
    addEventListener("popstate", () =>
      this.set(parseRoute(location.pathname, location.search, this.home)),
    );
  }

  go(route: Route, how: "push" | "replace" = "push"): void {
    const path = routePath(route);
    if (path === location.pathname + location.search) how = "replace";
    if (how === "push") history.pushState(null, "", path);
    else history.replaceState(null, "", path);
    this.set(route);
  }
}
