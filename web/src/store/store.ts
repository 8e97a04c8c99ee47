// SPDX-License-Identifier: Apache-2.0
import { type Answers, Batch, type Call } from "../jmap/batch.ts";
import type { Transport } from "../jmap/client.ts";
import { isOfTheStore, JmapError } from "../jmap/errors.ts";
import {
  type Email,
  type GetResponse,
  type Id,
  type Invocation,
  LIST_PROPERTIES,
  type Mailbox,
  type Patch,
  type QueryResponse,
  type Quota,
  type StateChange,
  type Thread,
} from "../jmap/types.ts";
import { type Change, makeChange, sendChange } from "./change.ts";
import { Emitter } from "./events.ts";
import { renewWindow } from "./renew.ts";
import { keepPlace, rowsOfEmails, shownRows } from "./rows.ts";
import { Syncer } from "./sync.ts";
import { Table } from "./table.ts";
import { PAGE, type QuerySpec, QueryWindow, queryKey } from "./window.ts";

/** Windows that are kept beside those on screen. */
const KEPT_WINDOWS = 24;
/** Messages that are kept in memory before lists that are left are forgotten. */
const KEPT_EMAILS = 20_000;

export interface NewMail {
  readonly emails: readonly Email[];
}

interface PageCalls {
  query: Call<QueryResponse>;
  emails: Call<GetResponse<Email>>;
  threads?: Call<GetResponse<Thread>>;
  members?: Call<GetResponse<Email>>;
}

/**
 * The mail of one account, normalised, kept true by state strings: `/changes` and `/queryChanges`
 * patch it, pending changes lie over it until the server has answered.
 */
export class MailStore {
  readonly accountId: Id;
  readonly transport: Transport;
  readonly emails = new Table<Email>();
  readonly mailboxes = new Table<Mailbox>();
  readonly threads = new Map<Id, Thread>();
  readonly windows = new Map<string, QueryWindow>();
  /** What the server said it is at, by type name. */
  readonly states: Record<string, string> = {};
  /** Keys of the windows on screen; only these are patched at once. */
  readonly active = new Set<string>();
  readonly changed = new Emitter();
  readonly syncer: Syncer;
  /** Set while the whole account cannot be used. */
  problem: JmapError | undefined;
  /** How full the account is; absent where nothing limits it. */
  quota: Quota | undefined;
  onNewMail: (mail: NewMail) => void = () => {};
  maxObjectsInSet = 500;
  private readonly rowCache = new Map<string, { stamp: string; rows: (Id | undefined)[] }>();
  private queue: Promise<unknown> = Promise.resolve();
  private dataVersion = 0;

  constructor(accountId: Id, transport: Transport) {
    this.accountId = accountId;
    this.transport = transport;
    this.syncer = new Syncer(this);
  }

  readonly subscribe = (listener: () => void) => this.changed.subscribe(listener);

  /** Tells everybody who looks. Called once per answer, not once per record. */
  emit(): void {
    this.dataVersion++;
    this.changed.emit();
  }

  // -- reading

  threadMembers = (threadId: Id): readonly Id[] => this.threads.get(threadId)?.emailIds ?? [];

  /** The messages of a thread that are loaded, oldest first. */
  threadEmails(threadId: Id): Email[] {
    return this.threadMembers(threadId)
      .map((id) => this.emails.get(id))
      .filter((e): e is Email => e !== undefined);
  }

  mailboxByRole(role: string): Mailbox | undefined {
    return this.mailboxes.all().find((m) => m.role === role);
  }

  window(spec: QuerySpec): QueryWindow {
    const key = queryKey(spec);
    let found = this.windows.get(key);
    if (found) this.windows.delete(key);
    else found = new QueryWindow(spec);
    this.windows.set(key, found);
    for (const [old] of this.windows) {
      if (this.windows.size <= KEPT_WINDOWS) break;
      if (!this.active.has(old) && old !== key) {
        this.windows.delete(old);
        this.rowCache.delete(old);
      }
    }
    return found;
  }

  /** The rows of a window as shown now; the same array until they change. */
  rows(window: QueryWindow): (Id | undefined)[] {
    const overlaid = this.emails.changes.size > 0 || window.held.size > 0;
    const stamp = `${window.version} ${overlaid ? this.dataVersion : "-"}`;
    const cached = this.rowCache.get(window.key);
    if (cached?.stamp === stamp) return cached.rows;
    const rows = shownRows(window, this.emails, this.threadMembers);
    this.rowCache.set(window.key, { stamp, rows });
    return rows;
  }

  // -- loading

  /** Puts a window on screen: fetches its first page, or what it missed meanwhile. */
  open(spec: QuerySpec): QueryWindow {
    const window = this.window(spec);
    this.active.add(window.key);
    if (!window.loaded) void this.loadPage(window, 0);
    else if (window.queryState === undefined || (window.stale && !window.canPatch))
      void this.renew(window);
    else if (window.stale) void this.syncer.sync();
    return window;
  }

  close(spec: QuerySpec): void {
    const key = queryKey(spec);
    this.active.delete(key);
    const window = this.windows.get(key);
    if (window?.held.size) {
      window.held.clear();
      window.places.clear();
      this.emit();
    }
    if (this.emails.size > KEPT_EMAILS) this.trim();
  }

  /** Forgets what no list on screen needs, once it has become much. */
  private trim(): void {
    for (const key of this.windows.keys()) if (!this.active.has(key)) this.windows.delete(key);
    this.rowCache.clear();
    const needed = new Set<Id>();
    for (const window of this.windows.values())
      for (const id of window.ids) {
        if (id === undefined) continue;
        needed.add(id);
        const threadId = this.emails.confirmed(id)?.threadId;
        if (threadId) for (const member of this.threadMembers(threadId)) needed.add(member);
      }
    for (const id of this.emails.ids()) if (!needed.has(id)) this.emails.remove(id);
    for (const [id, thread] of this.threads)
      if (!thread.emailIds.some((member) => needed.has(member))) this.threads.delete(id);
  }

  /** Fetches every page that holds a row between the two indexes and is not here yet. */
  ensureRange(window: QueryWindow, from: number, to: number): void {
    window.view = [from, to];
    // What is being renewed comes with these rows, or is asked for after it.
    if (window.renewing) return;
    const last = Math.min(to, window.total - 1);
    for (let page = Math.floor(from / PAGE); page <= Math.floor(last / PAGE); page++) {
      const start = page * PAGE;
      const end = Math.min(start + PAGE, window.total);
      for (let i = start; i < end; i++) {
        if (window.ids[i] !== undefined) continue;
        void this.loadPage(window, page);
        break;
      }
    }
  }

  async loadPage(window: QueryWindow, page: number, attempt = 0): Promise<void> {
    if (window.fetching.has(page)) return;
    window.fetching.add(page);
    try {
      const batch = new Batch();
      const calls = this.pageCalls(batch, window.spec, page * PAGE);
      const answers = await this.transport.send(batch);
      const query = answers.get(calls.query);
      this.takeRecords(answers, calls);
      window.fetching.delete(page);
      if (!window.takePage(query)) {
        if (window.canPatch) await this.syncer.sync();
        else await this.renew(window);
        if (attempt >= 1) window.invalidate();
        await this.loadPage(window, page, attempt + 1);
      }
    } catch (error) {
      window.fetching.delete(page);
      window.error = asError(error);
    }
    this.emit();
  }

  /** Brings a result that is not patched to its newest state; what is on screen stays until then. */
  renew = (window: QueryWindow): Promise<void> => renewWindow(this, window);

  /** Ends when no list on screen is being renewed. */
  private async renewed(): Promise<void> {
    await Promise.all([...this.active].map((key) => this.windows.get(key)?.renewing));
  }

  private pageCalls(batch: Batch, spec: QuerySpec, position: number): PageCalls {
    const { accountId } = this;
    const query = batch.call<QueryResponse>("Email/query", {
      accountId,
      ...spec,
      position,
      limit: PAGE,
      calculateTotal: true,
    });
    const properties = LIST_PROPERTIES;
    const get = (ids: object) =>
      batch.call<GetResponse<Email>>("Email/get", { accountId, "#ids": ids, properties });
    const emails = get(query.ref("/ids"));
    if (!spec.collapseThreads) return { query, emails };
    const threads = batch.call<GetResponse<Thread>>("Thread/get", {
      accountId,
      "#ids": emails.ref("/list/*/threadId"),
    });
    return { query, emails, threads, members: get(threads.ref("/list/*/emailIds")) };
  }

  private takeRecords(answers: Answers, calls: PageCalls): void {
    this.takeEmails(answers.get(calls.emails));
    if (calls.threads) this.takeThreads(answers.get(calls.threads).list);
    if (calls.members) {
      const members = answers.tryGet(calls.members);
      if (!(members instanceof JmapError)) this.takeEmails(members);
    }
  }

  takeEmails(response: GetResponse<Email>): void {
    for (const email of response.list) this.emails.put(email);
    this.states.Email ??= response.state;
  }

  takeQuota(response: GetResponse<Quota>): void {
    this.quota = response.list.find((one) => one.resourceType === "octets" && one.hardLimit > 0);
  }

  takeThreads(list: Thread[]): void {
    for (const thread of list) this.threads.set(thread.id, thread);
  }

  /** Takes the answers that the server wrote into the page; nothing is asked for again. */
  boot(spec: QuerySpec, responses: Invocation[]): void {
    const window = this.window(spec);
    for (const [name, args] of responses) {
      if (name === "Mailbox/get") {
        const got = args as unknown as GetResponse<Mailbox>;
        for (const mailbox of got.list) this.mailboxes.put(mailbox);
        this.states.Mailbox = got.state;
      } else if (name === "Email/get") this.takeEmails(args as unknown as GetResponse<Email>);
      else if (name === "Thread/get")
        this.takeThreads((args as unknown as GetResponse<Thread>).list);
      else if (name === "Quota/get") this.takeQuota(args as unknown as GetResponse<Quota>);
      else if (name === "Email/query") window.takePage(args as unknown as QueryResponse);
    }
    this.emit();
  }

  async loadMailboxes(): Promise<void> {
    const batch = new Batch();
    const call = batch.call<GetResponse<Mailbox>>("Mailbox/get", {
      accountId: this.accountId,
      ids: null,
    });
    try {
      const got = (await this.transport.send(batch)).get(call);
      this.mailboxes.clear();
      for (const mailbox of got.list) this.mailboxes.put(mailbox);
      this.states.Mailbox = got.state;
      this.problem = undefined;
    } catch (error) {
      this.problem = asError(error);
    }
    this.emit();
  }

  // -- push

  /** A push that tells nothing new costs nothing. */
  pushed(change: StateChange): void {
    const types = change.changed[this.accountId];
    if (!types) return;
    if (!this.isAt(types)) void this.syncer.sync(types);
  }

  /** True when these states, as far as they are of types kept here, are the known ones. */
  isAt(states: Record<string, string>): boolean {
    return Object.entries(states).every(
      ([type, state]) => !(type in this.states) || this.states[type] === state,
    );
  }

  /** Results that are not on screen have moved on; they are patched when they come back. */
  markStale(): void {
    for (const window of this.windows.values())
      if (!this.active.has(window.key)) window.stale = true;
  }

  // -- changing

  /**
   * Paints a change at once and sends it. Resolves with what was refused (nothing, as a rule);
   * the refused records are back as they were by then.
   */
  async change(
    patches: ReadonlyMap<Id, Patch>,
    destroyed: readonly Id[] = [],
  ): Promise<Map<Id, JmapError>> {
    const change = makeChange(this, patches, destroyed);
    this.hold(patches);
    this.begin(change);
    const sent = this.queue.then(() => sendChange(this, change));
    this.queue = sent.catch(() => {});
    try {
      const refused = await sent;
      const cause = [...refused.values()].find(isOfTheStore);
      if (cause || refused.size === 0) this.problem = cause;
      // Until then the list on screen does not know the change, and the row would come back.
      if (refused.size === 0) await this.renewed();
      return refused;
    } catch (error) {
      const cause = asError(error);
      if (isOfTheStore(cause)) this.problem = cause;
      throw cause;
    } finally {
      this.end(change);
    }
  }

  /** Forgets the problem that is told; the next answer tells whether it lasts. */
  solved(): void {
    this.problem = undefined;
    this.syncer.failure = undefined;
    this.emit();
  }

  /** Runs a task in the order of the changes, so that a later read sees an earlier write. */
  inOrder<T>(task: () => Promise<T>): Promise<T> {
    const run = this.queue.then(task);
    this.queue = run.catch(() => {});
    return run;
  }

  /** Rows whose keywords change stay where they are, whatever the list is filtered by. */
  private hold(patches: ReadonlyMap<Id, Patch>): void {
    for (const key of this.active) {
      const window = this.windows.get(key);
      if (!window || !/keyword/i.test(key)) continue;
      const rows = this.rows(window);
      const rowOf = rowsOfEmails(rows, window, this.emails);
      for (const [id, patch] of patches) {
        const row = rowOf(id);
        if (!row || !Object.keys(patch).every((p) => p.startsWith("keywords/"))) continue;
        window.held.add(row);
        if (window.spec.sort.some((by) => by.keyword)) keepPlace(window, row, rows);
      }
    }
  }

  private begin(change: Change): void {
    this.emails.begin(change);
    this.mailboxes.begin(change.counts);
    this.emit();
  }

  private end(change: Change): void {
    this.emails.end(change);
    this.mailboxes.end(change.counts);
    this.emit();
  }
}

export function asError(error: unknown): JmapError {
  if (error instanceof JmapError) return error;
  return new JmapError("client", error instanceof Error ? error.message : String(error));
}
