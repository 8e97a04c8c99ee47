// SPDX-License-Identifier: Apache-2.0
// RFC 8620, RFC 8621: a small JMAP server in memory, for the unit tests and for `web/build dev`.

import type {
  Comparator,
  Email,
  Filter,
  Id,
  Invocation,
  Mailbox,
  Patch,
  StateChange,
  Thread,
} from "../src/jmap/types.ts";
import { applyPatch } from "../src/store/patch.ts";
import type { Args, Kind, TypeName } from "./fake-parts.ts";
import { compareAll, holds, isPatched, PLAIN_MAILBOX, pick, Refusal } from "./fake-parts.ts";

export class FakeServer {
  readonly accountId = "a1";
  readonly mailboxes = new Map<Id, Mailbox>();
  readonly emails = new Map<Id, Email>();
  preferences: Args = {};
  onPush: (change: StateChange) => void = () => {};
  /** Requests received, for counting. */
  requests: Invocation[][] = [];
  /** Refuses the next calls of this name. */
  readonly refuse = new Map<string, Args>();
  /** Refuses single updates of these emails. */
  readonly refuseIds = new Map<Id, Args>();
  /** Forgets states below this one. */
  oldestState = 0;
  private state = 1;
  private readonly log: { state: number; type: TypeName; kind: Kind; id: Id }[] = [];
  private readonly queryStates = new Map<string, Id[]>();
  private nextId = 1;
  private moved = new Set<TypeName>();

  addMailbox(part: Partial<Mailbox> & { name: string }): Mailbox {
    const mailbox: Mailbox = {
      id: part.id ?? `m${this.nextId++}`,
      ...PLAIN_MAILBOX,
      ...part,
    };
    this.mailboxes.set(mailbox.id, mailbox);
    this.note("Mailbox", "created", mailbox.id);
    return mailbox;
  }

  addEmail(part: Partial<Email> & { mailboxIds: Record<Id, true> }): Email {
    const serial = this.nextId++;
    const id = part.id ?? `e${serial}`;
    const email: Email = {
      id,
      blobId: `b${id}`,
      threadId: `t${id}`,
      keywords: {},
      size: 4096,
      receivedAt: new Date(1_700_000_000_000 + serial * 60_000).toISOString(),
      from: [{ name: "Sender", email: "sender@example.test" }],
      to: null,
      cc: null,
      bcc: null,
      replyTo: null,
      subject: `Subject ${id}`,
      preview: `Preview of ${id}`,
      hasAttachment: false,
      messageId: [`${id}@example.test`],
      ...part,
    };
    this.emails.set(id, email);
    this.note("Email", "created", id);
    this.touchMailboxes(email);
    return email;
  }

  updateEmail(id: Id, patch: Patch): void {
    const old = this.emails.get(id);
    if (!old) throw new Refusal("notFound", "There is no such message");
    this.touchMailboxes(old);
    const now = applyPatch(old, patch);
    this.emails.set(id, now);
    this.touchMailboxes(now);
    this.note("Email", "updated", id);
  }

  destroyEmail(id: Id): void {
    const old = this.emails.get(id);
    if (!old) throw new Refusal("notFound", "There is no such message");
    this.emails.delete(id);
    this.touchMailboxes(old);
    this.note("Email", "destroyed", id);
  }

  /** Tells the listener what moved since the last push, as one frame. */
  push(): void {
    if (this.moved.size === 0) return;
    const types = Object.fromEntries([...this.moved].map((t) => [t, String(this.state)]));
    if (types.Email) types.Thread = types.Email;
    this.moved = new Set();
    this.onPush({ "@type": "StateChange", changed: { [this.accountId]: types } });
  }

  handle(methodCalls: Invocation[]): Invocation[] {
    this.requests.push(methodCalls);
    const responses: Invocation[] = [];
    for (const [name, args, callId] of methodCalls) {
      try {
        const refused = this.refuse.get(name);
        if (refused) {
          this.refuse.delete(name);
          responses.push(["error", refused, callId]);
          continue;
        }
        responses.push([name, this.call(name, this.resolve(args, responses)), callId]);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        responses.push(["error", error.body, callId]);
      }
    }
    return responses;
  }

  private note(type: TypeName, kind: Kind, id: Id): void {
    this.log.push({ state: ++this.state, type, kind, id });
    this.moved.add(type);
  }

  private touchMailboxes(email: Email): void {
    for (const id of Object.keys(email.mailboxIds)) this.note("Mailbox", "updated", id);
  }

  private resolve(args: Args, responses: Invocation[]): Args {
    const out: Args = {};
    for (const [key, value] of Object.entries(args)) {
      if (!key.startsWith("#")) {
        out[key] = value;
        continue;
      }
      const ref = value as { resultOf: string; name: string; path: string };
      const found = responses.find((r) => r[2] === ref.resultOf && r[0] === ref.name);
      if (!found) throw new Refusal("invalidResultReference", `${ref.resultOf} has no ${ref.name}`);
      out[key.slice(1)] = pick(found[1], ref.path.split("/").slice(1));
    }
    return out;
  }

  private call(name: string, args: Args): Args {
    const accountId = this.accountId;
    const state = String(this.state);
    switch (name) {
      case "Mailbox/get":
        return this.get(args, [...this.mailboxes.keys()], (id) => this.counted(id));
      case "Email/get":
        return this.get(args, [...this.emails.keys()], (id) => {
          const email = this.emails.get(id);
          return email && { ...email, attachments: [], sentAt: email.receivedAt };
        });
      case "Thread/get":
        return this.get(args, [], (id) => this.thread(id));
      case "Mailbox/changes":
      case "Email/changes":
        return this.changes(name.split("/")[0] as TypeName, args);
      case "Email/query":
        return this.query(args);
      case "Email/queryChanges":
        return this.queryChanges(args);
      case "Email/set":
        return this.setEmails(args);
      case "Mailbox/set":
        return this.setMailboxes(args);
      case "Mailbox/markAllRead":
      case "Mailbox/empty":
        return { accountId, done: this.whole(name, args.mailboxId as Id) };
      case "Preferences/get":
        return { accountId, state, list: [{ id: "singleton", ...this.preferences }], notFound: [] };
      case "Preferences/set":
        this.preferences = applyPatch(
          this.preferences,
          (args.update as Record<string, Patch>).singleton ?? {},
        );
        this.note("Preferences", "updated", "singleton");
        return {
          accountId,
          oldState: state,
          newState: String(this.state),
          updated: { singleton: null },
        };
      default:
        throw new Refusal("unknownMethod", `${name} is not known here`);
    }
  }

  private get(args: Args, all: Id[], read: (id: Id) => object | undefined): Args {
    const ids = (args.ids as Id[] | null | undefined) ?? all;
    const properties = args.properties as string[] | undefined;
    const list: object[] = [];
    const notFound: Id[] = [];
    for (const id of new Set(ids)) {
      const record = read(id) as Args | undefined;
      if (!record) notFound.push(id);
      else if (!properties) list.push(record);
      else list.push(Object.fromEntries(["id", ...properties].map((p) => [p, record[p]])));
    }
    return { accountId: this.accountId, state: String(this.state), list, notFound };
  }

  private thread(id: Id): Thread | undefined {
    const members = [...this.emails.values()].filter((e) => e.threadId === id);
    members.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
    return members.length ? { id, emailIds: members.map((e) => e.id) } : undefined;
  }

  private counted(id: Id): Mailbox | undefined {
    const mailbox = this.mailboxes.get(id);
    if (!mailbox) return undefined;
    const inside = [...this.emails.values()].filter((e) => id in e.mailboxIds);
    const unread = inside.filter((e) => !e.keywords.$seen && !e.keywords.$draft);
    const threads = (emails: Email[]) => new Set(emails.map((e) => e.threadId)).size;
    return {
      ...mailbox,
      totalEmails: inside.length,
      unreadEmails: unread.length,
      totalThreads: threads(inside),
      unreadThreads: threads(unread),
    };
  }

  private changes(type: TypeName, args: Args): Args {
    const since = Number(args.sinceState);
    if (since < this.oldestState)
      throw new Refusal("cannotCalculateChanges", "The change log does not reach back that far");
    const limit = (args.maxChanges as number | undefined) ?? 10_000;
    const kinds = new Map<Id, Kind | "gone">();
    let newState = this.state;
    let hasMoreChanges = false;
    for (const entry of this.log) {
      if (entry.state <= since || entry.type !== type) continue;
      if (kinds.size >= limit && !kinds.has(entry.id)) {
        newState = entry.state - 1;
        hasMoreChanges = true;
        break;
      }
      const old = kinds.get(entry.id);
      if (!old) kinds.set(entry.id, entry.kind);
      else if (entry.kind === "destroyed")
        kinds.set(entry.id, old === "created" ? "gone" : "destroyed");
    }
    const of = (kind: Kind) => [...kinds].filter(([, k]) => k === kind).map(([id]) => id);
    return {
      accountId: this.accountId,
      oldState: args.sinceState,
      newState: String(newState),
      hasMoreChanges,
      created: of("created"),
      updated: of("updated"),
      destroyed: of("destroyed"),
    };
  }

  private results(args: Args): Id[] {
    const filter = (args.filter ?? {}) as Filter;
    const sort = (args.sort as Comparator[] | undefined) ?? [];
    const found = [...this.emails.values()].filter((e) => holds(filter, e));
    const all = [...this.emails.values()];
    found.sort((a, b) => compareAll(sort, a, b, all) || a.id.localeCompare(b.id));
    if (!args.collapseThreads) return found.map((e) => e.id);
    const seen = new Set<Id>();
    return found.filter((e) => !seen.has(e.threadId) && seen.add(e.threadId)).map((e) => e.id);
  }

  private queryKey(args: Args, state: string): string {
    return JSON.stringify([args.filter, args.sort, args.collapseThreads, state]);
  }

  private query(args: Args): Args {
    const ids = this.results(args);
    const queryState = String(this.state);
    this.queryStates.set(this.queryKey(args, queryState), ids);
    const position = (args.position as number | undefined) ?? 0;
    const limit = (args.limit as number | undefined) ?? ids.length;
    return {
      accountId: this.accountId,
      queryState,
      canCalculateChanges: isPatched(args),
      position,
      ids: ids.slice(position, position + limit),
      total: ids.length,
    };
  }

  private queryChanges(args: Args): Args {
    if (!isPatched(args)) throw new Refusal("cannotCalculateChanges", "This sort has no history");
    const old = this.queryStates.get(this.queryKey(args, args.sinceQueryState as string));
    if (!old || Number(args.sinceQueryState) < this.oldestState)
      throw new Refusal("cannotCalculateChanges", "That result is no longer known");
    const now = this.results(args);
    const newQueryState = String(this.state);
    this.queryStates.set(this.queryKey(args, newQueryState), now);
    const has = new Set(now);
    const had = new Set(old);
    // A row that changed its place is removed and added; the fake's rows never do.
    return {
      accountId: this.accountId,
      oldQueryState: args.sinceQueryState,
      newQueryState,
      total: now.length,
      removed: old.filter((id) => !has.has(id)),
      added: now.map((id, index) => ({ id, index })).filter(({ id }) => !had.has(id)),
    };
  }

  private setEmails(args: Args): Args {
    const oldState = String(this.state);
    const updated: Args = {};
    const notUpdated: Args = {};
    const destroyed: Id[] = [];
    const notDestroyed: Args = {};
    for (const [id, patch] of Object.entries((args.update ?? {}) as Record<Id, Patch>)) {
      const refusal = this.refuseIds.get(id);
      if (refusal) notUpdated[id] = refusal;
      else if (!this.emails.has(id))
        notUpdated[id] = { type: "notFound", description: "This message is no longer there" };
      else {
        this.updateEmail(id, patch);
        updated[id] = null;
      }
    }
    for (const id of (args.destroy ?? []) as Id[]) {
      if (this.emails.has(id)) {
        this.destroyEmail(id);
        destroyed.push(id);
      } else
        notDestroyed[id] = { type: "notFound", description: "This message is no longer there" };
    }
    const newState = String(this.state);
    return {
      accountId: this.accountId,
      oldState,
      newState,
      updated,
      notUpdated,
      destroyed,
      notDestroyed,
    };
  }

  private setMailboxes(args: Args): Args {
    const oldState = String(this.state);
    const created: Args = {};
    const notCreated: Args = {};
    for (const [key, part] of Object.entries((args.create ?? {}) as Record<string, Mailbox>)) {
      const twin = [...this.mailboxes.values()].some(
        (m) => m.parentId === (part.parentId ?? null) && m.name === part.name,
      );
      if (twin)
        notCreated[key] = {
          type: "invalidProperties",
          description: `${part.name} is already there`,
          kb: "KB1009",
        };
      else created[key] = { id: this.addMailbox(part).id };
    }
    const updated: Args = {};
    for (const [id, patch] of Object.entries((args.update ?? {}) as Record<Id, Patch>)) {
      this.mailboxes.set(id, applyPatch(this.mailboxes.get(id)!, patch));
      this.note("Mailbox", "updated", id);
      updated[id] = null;
    }
    const destroyed = (args.destroy ?? []) as Id[];
    for (const id of destroyed) {
      this.mailboxes.delete(id);
      this.note("Mailbox", "destroyed", id);
    }
    return {
      accountId: this.accountId,
      oldState,
      newState: String(this.state),
      created,
      notCreated,
      updated,
      destroyed,
    };
  }

  private whole(name: string, mailboxId: Id): number {
    const inside = [...this.emails.values()].filter((e) => mailboxId in e.mailboxIds);
    const hit = name === "Mailbox/empty" ? inside : inside.filter((e) => !e.keywords.$seen);
    for (const email of hit) {
      if (name === "Mailbox/empty") this.destroyEmail(email.id);
      else this.updateEmail(email.id, { "keywords/$seen": true });
    }
    return hit.length;
  }
}
