// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.2 and §5.6: one request brings folders, messages and rows to the newest state.
import { type Answers, Batch, type Call } from "../jmap/batch.ts";
import { JmapError } from "../jmap/errors.ts";
import {
  type ChangesResponse,
  type Email,
  type GetResponse,
  LIST_PROPERTIES,
  type Mailbox,
  type QueryChangesResponse,
  type Quota,
  type Thread,
} from "../jmap/types.ts";
import { asError, type MailStore } from "./store.ts";
import type { QueryWindow } from "./window.ts";

const MAX_CHANGES = 256;

interface WindowCalls {
  window: QueryWindow;
  since: string;
  changes: Call<QueryChangesResponse>;
  added: Call<GetResponse<Email>>;
  threads: Call<GetResponse<Thread>> | undefined;
  members: Call<GetResponse<Email>> | undefined;
}

interface SyncCalls {
  mailboxes: Call<ChangesResponse> | undefined;
  mailboxLists: Call<GetResponse<Mailbox>>[];
  emails: Call<ChangesResponse> | undefined;
  /** The Email state that is asked about. */
  since: string | undefined;
  created: Call<GetResponse<Email>> | undefined;
  updated: Call<GetResponse<Email>> | undefined;
  threads: Call<GetResponse<Thread>> | undefined;
  windows: WindowCalls[];
  /** Results that the server cannot patch. */
  anew: QueryWindow[];
  quota: Call<GetResponse<Quota>> | undefined;
}

/** Keeps a store at the server's newest state. Calls that come while one runs become one more. */
export class Syncer {
  private readonly store: MailStore;
  private running: Promise<void> | undefined;
  private again = false;
  /** When the last answer came; the page tells it when live updates have stopped. */
  lastAnswer = 0;
  failure: JmapError | undefined;

  constructor(store: MailStore) {
    this.store = store;
  }

  /** `wanted`: the states that a push told; when an answer has brought them, nothing is asked. */
  sync(wanted?: Record<string, string>): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.store
      .inOrder(async () => {
        if (!wanted || !this.store.isAt(wanted)) await this.syncWith(new Batch(), () => {});
      })
      .catch((error) => {
        this.failure = asError(error);
        this.store.emit();
      })
      .then(() => {
        this.running = undefined;
        if (!this.again) return undefined;
        this.again = false;
        return this.sync();
      });
    return this.running;
  }

  /** Adds the catching up to a request; `before` takes the answers of the calls already in it. */
  async syncWith(batch: Batch, before: (answers: Answers) => void): Promise<void> {
    const calls = this.addCalls(batch);
    const answers = await this.store.transport.send(batch);
    before(answers);
    const more = this.take(answers, calls);
    this.lastAnswer = Date.now();
    this.failure = undefined;
    this.store.emit();
    if (more) await this.syncWith(new Batch(), () => {});
  }

  private addCalls(batch: Batch): SyncCalls {
    const { accountId, states } = this.store;
    const out: SyncCalls = {
      mailboxes: undefined,
      mailboxLists: [],
      emails: undefined,
      since: states.Email,
      created: undefined,
      updated: undefined,
      threads: undefined,
      windows: [],
      anew: [],
      quota: undefined,
    };
    if (states.Mailbox !== undefined) {
      const changes = batch.call<ChangesResponse>("Mailbox/changes", {
        accountId,
        sinceState: states.Mailbox,
      });
      out.mailboxes = changes;
      for (const path of ["/created", "/updated"])
        out.mailboxLists.push(batch.call("Mailbox/get", { accountId, "#ids": changes.ref(path) }));
    }
    if (this.store.quota !== undefined)
      out.quota = batch.call<GetResponse<Quota>>("Quota/get", { accountId, ids: null });
    if (states.Email !== undefined) this.addEmailCalls(batch, out, states.Email);
    for (const key of this.store.active) {
      const window = this.store.windows.get(key);
      if (window?.queryState === undefined) continue;
      if (window.canPatch) out.windows.push(this.addWindow(batch, window));
      else out.anew.push(window);
    }
    return out;
  }

  private addEmailCalls(batch: Batch, out: SyncCalls, sinceState: string): void {
    const { accountId } = this.store;
    const changes = batch.call<ChangesResponse>("Email/changes", {
      accountId,
      sinceState,
      maxChanges: MAX_CHANGES,
    });
    out.emails = changes;
    out.created = batch.call("Email/get", {
      accountId,
      "#ids": changes.ref("/created"),
      properties: LIST_PROPERTIES,
    });
    out.updated = batch.call("Email/get", {
      accountId,
      "#ids": changes.ref("/updated"),
      properties: ["id", "threadId", "keywords", "mailboxIds"],
    });
    out.threads = batch.call("Thread/get", {
      accountId,
      "#ids": out.created.ref("/list/*/threadId"),
    });
  }

  private addWindow(batch: Batch, window: QueryWindow): WindowCalls {
    const { accountId } = this.store;
    const since = window.queryState!;
    const changes = batch.call<QueryChangesResponse>("Email/queryChanges", {
      accountId,
      ...window.spec,
      sinceQueryState: since,
      calculateTotal: true,
      maxChanges: MAX_CHANGES,
    });
    const get = (ids: object) =>
      batch.call<GetResponse<Email>>("Email/get", {
        accountId,
        "#ids": ids,
        properties: LIST_PROPERTIES,
      });
    const added = get(changes.ref("/added/*/id"));
    if (!window.spec.collapseThreads)
      return { window, since, changes, added, threads: undefined, members: undefined };
    const threads = batch.call<GetResponse<Thread>>("Thread/get", {
      accountId,
      "#ids": added.ref("/list/*/threadId"),
    });
    return {
      window,
      since,
      changes,
      added,
      threads,
      members: get(threads.ref("/list/*/emailIds")),
    };
  }

  /** True when the server has more to tell. */
  private take(answers: Answers, calls: SyncCalls): boolean {
    const store = this.store;
    let more = false;
    if (calls.mailboxes) {
      const changes = answers.tryGet(calls.mailboxes);
      if (changes instanceof JmapError) void store.loadMailboxes();
      else {
        for (const call of calls.mailboxLists)
          for (const mailbox of list(answers, call)) store.mailboxes.put(mailbox);
        for (const id of changes.destroyed) store.mailboxes.remove(id);
        store.states.Mailbox = changes.newState;
        more ||= changes.hasMoreChanges;
      }
    }
    const fresh: Email[] = [];
    if (calls.emails) more = this.takeEmails(answers, calls, fresh) || more;
    const quota = calls.quota && answers.tryGet(calls.quota);
    if (quota && !(quota instanceof JmapError)) store.takeQuota(quota);
    for (const window of calls.windows) this.takeWindow(answers, window);
    const moved = store.states.Email !== calls.since;
    for (const window of calls.anew) if (moved || window.stale) void store.renew(window);
    if (fresh.length > 0) store.onNewMail({ emails: fresh });
    return more;
  }

  private takeEmails(answers: Answers, calls: SyncCalls, fresh: Email[]): boolean {
    const store = this.store;
    const changes = answers.tryGet(calls.emails!);
    if (changes instanceof JmapError) {
      this.restart();
      return false;
    }
    for (const email of list(answers, calls.created!)) {
      if (!store.emails.confirmed(email.id)) fresh.push(email);
      store.emails.put(email);
    }
    for (const email of list(answers, calls.updated!)) store.emails.merge(email.id, email);
    store.takeThreads(list(answers, calls.threads!));
    for (const id of changes.destroyed) {
      const old = store.emails.confirmed(id);
      const thread = old && store.threads.get(old.threadId);
      if (thread)
        store.threads.set(thread.id, {
          ...thread,
          emailIds: thread.emailIds.filter((e) => e !== id),
        });
      store.emails.remove(id);
    }
    if (changes.destroyed.length > 0) {
      const gone = new Set(changes.destroyed);
      for (const window of calls.anew) window.drop(gone);
    }
    if (changes.newState !== calls.since) store.markStale();
    store.states.Email = changes.newState;
    return changes.hasMoreChanges;
  }

  private takeWindow(answers: Answers, calls: WindowCalls): void {
    const { window, since } = calls;
    const changes = answers.tryGet(calls.changes);
    if (changes instanceof JmapError) {
      window.invalidate();
      void this.store.renew(window);
      return;
    }
    for (const email of list(answers, calls.added)) this.store.emails.put(email);
    if (calls.threads) this.store.takeThreads(list(answers, calls.threads));
    if (calls.members)
      for (const email of list(answers, calls.members)) this.store.emails.put(email);
    if (window.queryState === since) window.applyChanges(changes);
  }

  /** The server no longer knows our state: what is on screen is fetched anew. */
  private restart(): void {
    const store = this.store;
    delete store.states.Email;
    for (const window of store.windows.values()) {
      window.invalidate();
      if (store.active.has(window.key)) void store.renew(window);
    }
  }
}

function list<T>(answers: Answers, call: Call<GetResponse<T>>): T[] {
  const response = answers.tryGet(call);
  return response instanceof JmapError ? [] : response.list;
}
