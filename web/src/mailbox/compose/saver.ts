// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6: a draft's content cannot change, so each save makes a new Email and destroys the old.
import { Batch } from "../../jmap/batch.ts";
import type { JmapClient, Transport } from "../../jmap/client.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { GetResponse, Id, SetResponse } from "../../jmap/types.ts";
import type { Draft } from "./draft.ts";

export type SaveState =
  | { is: "new" }
  | { is: "dirty" }
  | { is: "saving" }
  | { is: "saved"; at: number }
  | { is: "kept"; at: number; cause: string; kb: string | undefined; unreachable: boolean };

export interface SaverDoor {
  transport: Transport;
  accountId: Id;
  draftsId: Id;
  /** The draft as it is now, and how to write it as an Email. */
  current(): Draft;
  email(draft: Draft): Record<string, unknown>;
  keep(saved: boolean): Promise<void>;
  onState(state: SaveState): void;
  onId(id: Id, before: Id | null): void;
  /** Another window saved or deleted the same draft: both texts are kept. */
  onConflict(): void;
  now(): number;
}

const AFTER_MS = 1_200;
const AT_LATEST_MS = 5_000;
const SWEEP_MS = [1_000, 8_000, 35_000];
const RETRY_MS = [3_000, 6_000, 12_000, 30_000];

/** Saves one draft: debounced, one save at a time, never a state that the server has. */
export class Saver {
  private revision = 0;
  private savedRevision = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dirtySince = 0;
  private running: Promise<void> | undefined;
  private failures = 0;
  private stopped = false;
  /** Texts of saves whose answers never came. */
  private attempted: string[] = [];
  private readonly door: SaverDoor;

  constructor(door: SaverDoor) {
    this.door = door;
  }

  get dirty(): boolean {
    return this.revision !== this.savedRevision;
  }

  /** The draft has changed. */
  touch(): void {
    const first = !this.dirty;
    this.revision++;
    const now = this.door.now();
    if (first) this.dirtySince = now;
    if (!this.running) this.door.onState({ is: "dirty" });
    void this.door.keep(false).catch(() => {});
    this.schedule(Math.min(AFTER_MS, Math.max(0, this.dirtySince + AT_LATEST_MS - now)));
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.save(), wait);
  }

  /** Saves now what is not saved; resolves when the server has it or has refused it. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.dirty || this.stopped) return;
    this.running = this.once().finally(() => {
      this.running = undefined;
    });
    await this.running;
    if (this.dirty && this.failures === 0) this.schedule(AFTER_MS);
  }

  private async once(): Promise<void> {
    const revision = this.revision;
    const draft = this.door.current();
    this.door.onState({ is: "saving" });
    try {
      const id = await this.write(draft, await this.predecessor(draft));
      const lost = this.attempted;
      this.attempted = [];
      this.failures = 0;
      this.savedRevision = revision;
      this.door.onId(id, draft.emailId);
      if (lost.length > 0) this.sweepLater([...lost, draft.text]);
      this.door.onState(this.dirty ? { is: "dirty" } : { is: "saved", at: this.door.now() });
      await this.door.keep(!this.dirty).catch(() => {});
    } catch (error) {
      this.failed(error, draft);
    }
  }

  private failed(error: unknown, draft: Draft): void {
    const known = error instanceof JmapError ? error : new JmapError("client", String(error));
    const lost = known.outcome === "unreachable";
    // What a dead socket still holds must not come after what is sent now.
    if (lost) (this.door.transport as Partial<JmapClient>).reconnect?.();
    if (lost) this.attempted = [...this.attempted, draft.text].slice(-20);
    this.door.onState({
      is: "kept",
      at: this.door.now(),
      cause: known.message,
      kb: known.kb,
      unreachable: lost,
    });
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] as number;
    this.failures++;
    this.schedule(wait);
  }

  /** Tries at once: the connection is back. */
  retry(): void {
    if (this.failures > 0 && this.dirty) void this.save();
  }

  private async write(draft: Draft, old: Id | null): Promise<Id> {
    const batch = new Batch();
    const call = batch.call<SetResponse<{ id: Id }>>("Email/set", {
      accountId: this.door.accountId,
      create: { draft: this.door.email(draft) },
      ...(old ? { destroy: [old] } : {}),
    });
    const response = (await this.door.transport.send(batch)).get(call);
    const created = response.created?.draft;
    if (created) {
      if (old && response.notDestroyed?.[old]) this.door.onConflict();
      return created.id;
    }
    const refusal = response.notCreated?.draft;
    if (refusal?.type === "conflict" && old) {
      const own = await this.takeOwn(draft);
      if (own) return this.write(draft, own);
      this.door.onConflict();
      return this.write(draft, null);
    }
    throw refusal ? JmapError.of(refusal) : new JmapError("serverFail", "Email/set");
  }

  /** A first save may have been done although its answer was lost: then it is what this one replaces. */
  private async predecessor(draft: Draft): Promise<Id | null> {
    if (draft.emailId || this.attempted.length === 0) return draft.emailId;
    return (await this.takeOwn(draft)) ?? null;
  }

  /** The draft under an id that was never told; more than one, and the others go. */
  private async takeOwn(draft: Draft): Promise<Id | undefined> {
    const [own, ...more] = await this.findOwn(draft, this.attempted);
    await this.destroy(more);
    return own;
  }

  /**
   * A request that was given up may still arrive after the one that replaced it. What it left behind
   * says nothing that the saved draft does not say.
   */
  private sweepLater(texts: string[]): void {
    for (const wait of SWEEP_MS) {
      setTimeout(() => void this.sweep(texts).catch(() => {}), wait);
    }
  }

  private async sweep(texts: string[]): Promise<void> {
    const draft = this.door.current();
    const found = await this.findOwn(draft, texts);
    // Only while this window's own draft is known to be another one.
    const now = this.door.current().emailId;
    if (now && now === draft.emailId) await this.destroy(found.filter((id) => id !== now));
  }

  private async destroy(ids: Id[]): Promise<void> {
    if (ids.length === 0) return;
    const batch = new Batch();
    batch.call("Email/set", { accountId: this.door.accountId, destroy: ids });
    await this.door.transport.send(batch);
  }

  private async findOwn(draft: Draft, texts: readonly string[]): Promise<Id[]> {
    if (texts.length === 0) return [];
    const { accountId, draftsId } = this.door;
    const batch = new Batch();
    const query = batch.call<{ ids: Id[] }>("Email/query", {
      accountId,
      filter: { inMailbox: draftsId },
      sort: [{ property: "receivedAt", isAscending: false }],
      limit: 30,
    });
    const get = batch.call<GetResponse<FoundDraft>>("Email/get", {
      accountId,
      "#ids": query.ref("/ids"),
      properties: ["id", "messageId", "textBody", "bodyValues"],
      fetchTextBodyValues: true,
    });
    const { list } = (await this.door.transport.send(batch)).get(get);
    const plain = (text: string) => text.replace(/\s+/g, " ").trim();
    const attempted = new Set(texts.map(plain));
    return list
      .filter((mail) => mail.messageId?.includes(draft.messageId))
      .filter((mail) =>
        attempted.has(plain(mail.bodyValues[mail.textBody[0]?.partId ?? ""]?.value ?? "")),
      )
      .map((mail) => mail.id);
  }

  /** Waits for a save under way and begins none: the draft is being sent. */
  async pause(): Promise<void> {
    this.stop();
    while (this.running) await this.running;
  }

  go(): void {
    this.stopped = false;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}

interface FoundDraft {
  id: Id;
  messageId: string[] | null;
  textBody: { partId: string }[];
  bodyValues: Record<string, { value: string }>;
}
