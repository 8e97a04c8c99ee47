// SPDX-License-Identifier: Apache-2.0
import type { Email } from "../jmap/types.ts";
import { Cell } from "../store/events.ts";
import { nameOf } from "../text/people.ts";
import { t } from "../text/t.tsx";
import type { App } from "./app.ts";
import { showUnread } from "./favicon.ts";
import { isUnread } from "./view.ts";

const STALE_AFTER_MS = 20_000;
const CHECK_EVERY_MS = 15_000;
const SPEAK_EVERY_MS = 10_000;
const SOON_MS = 400;
const SLEPT_MS = 60_000;

export interface LiveState {
  /** When live updates stopped, once that is worth telling. */
  staleSince: number | undefined;
  offline: boolean;
  /** What the polite live region says. */
  spoken: string;
  /** Grows at midnight, when all the dates are told anew. */
  day: number;
}

/** Keeps the page true while nobody touches it. While the socket lives it asks for nothing. */
export class Live extends Cell<LiveState> {
  private readonly app: App;
  private closedAt: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: Email[] = [];
  private spokeAt = 0;
  private hiddenAt = 0;
  private everLive = false;

  constructor(app: App) {
    super({ staleSince: undefined, offline: false, spoken: "", day: 0 });
    this.app = app;
  }

  start(): void {
    const { client, ownStore: store } = this.app;
    client.onPush((change) => {
      const types = change.changed[this.app.own];
      for (const each of this.app.allStores()) each.pushed(change);
      if (types?.Identity) this.app.identityVersion++;
      if (types?.Preferences) void this.app.preferences.pushed(types.Preferences);
    });
    client.onSocketState((state) => this.socketChanged(state === "live"));
    store.onNewMail = (mail) => this.arrived(mail.emails);
    store.subscribe(() => this.title());
    this.app.router.subscribe(() => this.title());
    addEventListener("online", () => client.reconnect());
    addEventListener("offline", () => {
      client.offline();
      void this.check();
    });
    document.addEventListener("visibilitychange", () => this.visibility());
    this.atMidnight();
    client.connect();
    // After that, so that it is asked over the socket.
    for (const { id } of this.app.shared) void this.app.storeOf(id).loadMailboxes();
    if (client.socketState !== "live") this.socketChanged(false);
    this.title();
  }

  /** Asks once, now, by whatever way there is. */
  async check(): Promise<void> {
    await this.app.store.syncer.sync();
    const failed = this.app.store.syncer.failure;
    this.update({ offline: failed?.outcome === "unreachable" && !navigator.onLine });
  }

  private socketChanged(live: boolean): void {
    clearTimeout(this.timer);
    if (live) {
      this.closedAt = undefined;
      this.everLive = true;
      this.update({ staleSince: undefined, offline: false });
      // Once: what came between the page (or the last socket) and this one.
      for (const each of this.app.allStores()) void each.syncer.sync();
      return;
    }
    if (this.closedAt === undefined && this.everLive)
      // Soon, once: a session that was ended, or a server that stopped, says so over HTTP.
      setTimeout(() => this.closedAt !== undefined && void this.check(), SOON_MS);
    this.closedAt ??= Date.now();
    this.timer = setTimeout(() => void this.poll(), STALE_AFTER_MS);
  }

  private async poll(): Promise<void> {
    this.update({ staleSince: this.value.staleSince ?? this.closedAt });
    await this.check();
    if (this.closedAt === undefined) return;
    this.timer = setTimeout(() => void this.poll(), CHECK_EVERY_MS);
  }

  /** A tab that slept may hold a socket that died without a word. */
  private visibility(): void {
    if (document.hidden) this.hiddenAt = Date.now();
    else if (Date.now() - this.hiddenAt > SLEPT_MS && this.hiddenAt > 0)
      void this.app.store.syncer.sync();
  }

  private arrived(emails: readonly Email[]): void {
    const inbox = this.app.ownStore.mailboxByRole("inbox")?.id;
    const own = this.app.address.toLowerCase();
    const news = emails.filter(
      (e) => inbox && inbox in e.mailboxIds && isUnread(e) && e.from?.[0]?.email !== own,
    );
    if (news.length === 0) return;
    this.app.ui.update({ fresh: new Set(news.map((e) => e.id)) });
    this.waiting.push(...news);
    const wait = Math.max(0, this.spokeAt + SPEAK_EVERY_MS - Date.now());
    if (this.waiting.length === news.length) setTimeout(() => this.speak(), wait);
  }

  private speak(): void {
    const [first] = this.waiting;
    if (!first) return;
    const count = this.waiting.length;
    this.waiting = [];
    this.spokeAt = Date.now();
    const from = nameOf(first.from?.[0]);
    this.update({
      spoken:
        count === 1
          ? t("live.one", { from, subject: first.subject ?? t("noSubject") })
          : t("live.many", { count }),
    });
  }

  private title(): void {
    const { store, router } = this.app;
    const { place, query } = router.value;
    const unread = this.app.unreadOf(this.app.ownStore.mailboxByRole("inbox"));
    const name =
      query !== undefined
        ? t("search.title")
        : place.kind === "mailbox"
          ? this.app.mailboxName(store.mailboxes.get(place.id))
          : t(place.kind === "flagged" ? "flagged" : "settings");
    const domain = this.app.address.split("@")[1] ?? t("product");
    const title = t("title", { name, domain, unread });
    if (document.title !== title) document.title = title;
    showUnread(unread);
  }

  private atMidnight(): void {
    const now = new Date();
    const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 0, 0, 1);
    setTimeout(() => {
      this.update({ day: this.value.day + 1 });
      this.atMidnight();
    }, next.getTime() - now.getTime());
  }
}
