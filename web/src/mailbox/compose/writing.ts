// SPDX-License-Identifier: Apache-2.0
import type { Content } from "../../editor/protocol.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { Id } from "../../jmap/types.ts";
import { Cell } from "../../store/events.ts";
import { fromBlob, fromFile } from "./attachment.ts";
import { emailOf } from "./body.ts";
import { type Obstacle, obstacle, type Question, questions, waitsForFiles } from "./checks.ts";
import { type Draft, isBlank, newKey, withTyped } from "./draft.ts";
import type { EditorFrame } from "./frame.ts";
import type { Identity } from "./identities.ts";
import type { LocalDrafts } from "./local.ts";
import { Saver, type SaveState } from "./saver.ts";
import { NotSent, type SendDoor, type Sent, send } from "./send.ts";
import { type Signature, type Signing, signatureOf } from "./signature.ts";
import { patchFile, type Transfer, Uploads } from "./upload.ts";

export type Field = "to" | "cc" | "bcc";
export const FIELDS: readonly Field[] = ["to", "cc", "bcc"];

export interface WritingState {
  draft: Draft;
  typed: Record<Field, string>;
  save: SaveState;
  size: "docked" | "minimised" | "full";
  shown: { cc: boolean; bcc: boolean };
  obstacle: Obstacle | null;
  questions: Question[];
  /** Not sent: in the server's words. */
  problem: { cause: string; kb: string | undefined } | null;
  /** Another window saved the same draft. */
  conflict: boolean;
  /** Handed to "Send" and waiting for files, or for the answer. */
  sending: "no" | "files" | "now";
  /** Files are held over the window. */
  dragging: boolean;
  /** Grows when the plain text was changed by something else than typing. */
  rewritten: number;
}

export interface WritingDoor {
  identities: readonly Identity[];
  signing(): Signing;
  mail: SendDoor;
  transfer: Transfer;
  maxUpload: number;
  local: LocalDrafts;
  /** Bytes of a blob, for a picture inside the text. */
  blob(file: { blobId: Id; name: string; type: string }): Promise<Blob>;
  now(): number;
  tooLarge(size: number, most: number): string;
  onSent(writing: Writing, sent: Sent): void;
  onClosed(writing: Writing): void;
}

const SILENT: Obstacle = { is: "silent" };
const isSending = (state: WritingState) => state.sending === "now";

/** One message being written: the window shows it, this holds it. */
export class Writing extends Cell<WritingState> {
  readonly key: string;
  frame: EditorFrame | undefined;
  private readonly door: WritingDoor;
  private readonly saver: Saver;
  private readonly uploads: Uploads;
  private release: (() => void) | undefined;
  private closed = false;

  constructor(draft: Draft, door: WritingDoor, size: WritingState["size"] = "docked") {
    super({
      draft,
      typed: { to: "", cc: "", bcc: "" },
      save: draft.emailId ? { is: "saved", at: 0 } : { is: "new" },
      size,
      shown: { cc: draft.cc.length > 0, bcc: draft.bcc.length > 0 },
      obstacle: null,
      questions: [],
      problem: null,
      conflict: false,
      sending: "no",
      dragging: false,
      rewritten: 0,
    });
    this.key = draft.key;
    this.door = door;
    this.saver = this.makeSaver();
    this.uploads = new Uploads(door.transfer, {
      onProgress: (key, sent) => this.patchFile(key, { sent, state: "sending", cause: null }),
      onDone: (key, blobId) => this.uploaded(key, blobId),
      onProblem: (key, { again, cause, kb }) =>
        this.patchFile(key, { state: again ? "stopped" : "refused", cause, kb }),
    });
    addEventListener("online", this.online);
    this.hold();
  }

  private makeSaver(): Saver {
    return new Saver({
      transport: this.door.mail.transport,
      accountId: this.value.draft.accountId,
      draftsId: this.door.mail.draftsId,
      current: () => this.value.draft,
      email: (draft) => this.email(draft),
      keep: (saved) => this.keep(saved, false),
      onState: (save) => this.update({ save }),
      onId: (emailId) => this.set({ ...this.value, draft: { ...this.value.draft, emailId } }),
      onConflict: () => this.update({ conflict: true }),
      now: this.door.now,
    });
  }

  private readonly online = () => {
    this.saver.retry();
    this.uploads.resume();
  };

  /** As long as the window lives, no other tab takes its draft for an orphan. */
  private hold(): void {
    void navigator.locks?.request(
      lockName(this.key),
      () =>
        new Promise<void>((resolve) => {
          this.release = resolve;
          if (this.closed) resolve();
        }),
    );
  }

  get identity(): Identity {
    const { identities } = this.door;
    const found = identities.find((one) => one.id === this.value.draft.identityId) ?? identities[0];
    if (!found) throw new JmapError("client", "no identity");
    return found;
  }

  signing = (): Signing => this.door.signing();

  get identities(): readonly Identity[] {
    return this.door.identities;
  }

  /** The signature of the identity chosen. */
  get signature(): Signature {
    return signatureOf(this.identity);
  }

  private email(draft: Draft): Record<string, unknown> {
    const at = new Date(this.door.now() + this.door.mail.clockOffset);
    const sentAt = at.toISOString().replace(/\.\d+Z$/, "Z");
    return emailOf(draft, this.identity, this.door.mail.draftsId, sentAt);
  }

  private async keep(saved: boolean, sending: boolean): Promise<void> {
    if (this.closed) return;
    const { draft } = this.value;
    await this.door.local.put({ key: draft.key, draft, at: this.door.now(), saved, sending });
  }

  /** Changes the draft; it is kept in this browser at once and on the server soon. */
  edit(part: Partial<Draft>): void {
    this.set({
      ...this.value,
      draft: { ...this.value.draft, ...part },
      obstacle: null,
      questions: [],
      problem: null,
    });
    this.saver.touch();
  }

  /** What the frame holds. The first content is the same text in the frame's spelling: nothing was written. */
  wrote(content: Content, typed: boolean): void {
    const { draft } = this.value;
    const { html, text, own } = content;
    if (draft.mode !== "rich" || (draft.html === html && draft.text === text)) return;
    if (typed) this.edit({ html, text, own });
    else this.set({ ...this.value, draft: { ...draft, html, text, own } });
  }

  type(field: Field, text: string): void {
    this.set({ ...this.value, typed: { ...this.value.typed, [field]: text } });
  }

  /** Turns what is typed in the address lines into chips. */
  commit(field?: Field): void {
    const { draft, typed } = this.value;
    const fields = (field ? [field] : FIELDS).filter((one) => typed[one].trim() !== "");
    if (fields.length === 0) return;
    const part: Partial<Draft> = {};
    const rest = { ...typed };
    for (const one of fields) {
      part[one] = withTyped(draft[one], typed[one]);
      rest[one] = "";
    }
    this.set({ ...this.value, typed: rest });
    this.edit(part);
  }

  // -- files

  attach(files: readonly File[], inline: boolean): void {
    const added = files.map((file) => {
      const key = newKey();
      const cid = inline ? `${key}@${this.identity.email.split("@")[1] ?? "localhost"}` : null;
      return { file, entry: fromFile(file, key, cid) };
    });
    const { maxUpload } = this.door;
    for (const { file, entry } of added) {
      if (file.size > maxUpload) {
        entry.state = "refused";
        entry.cause = this.door.tooLarge(file.size, maxUpload);
      }
    }
    this.edit({ files: [...this.value.draft.files, ...added.map((one) => one.entry)] });
    for (const { file, entry } of added) {
      if (entry.state === "refused") continue;
      this.begin(entry.key, file);
      if (entry.cid !== null) {
        this.frame?.say({ type: "add-image", cid: entry.cid, blob: file, alt: file.name });
      }
    }
  }

  private begin(key: string, file: Blob): void {
    void this.door.local.putFile(key, file).catch(() => {});
    this.uploads.add({ key, type: file.type, file });
  }

  /** Goes on with files that this browser kept over a crash. */
  async resumeFiles(): Promise<void> {
    for (const entry of this.value.draft.files) {
      if (entry.blobId !== null || entry.state === "refused") continue;
      const file = await this.door.local.file(entry.key).catch(() => undefined);
      if (file) this.begin(entry.key, file);
      else this.removeFile(entry.key);
    }
  }

  removeFile(key: string): void {
    this.uploads.cancel(key);
    void this.door.local.removeFile(key).catch(() => {});
    this.edit({ files: this.value.draft.files.filter((file) => file.key !== key) });
    this.sendWhenReady();
  }

  private patchFile(key: string, patch: Parameters<typeof patchFile>[2]): void {
    const { draft } = this.value;
    this.set({ ...this.value, draft: { ...draft, files: patchFile(draft.files, key, patch) } });
  }

  private uploaded(key: string, blobId: Id): void {
    const { draft, save } = this.value;
    const files = patchFile(draft.files, key, { blobId, state: "done", cause: null });
    const alone = save.is === "new" && files.find((file) => file.key === key)?.signature;
    if (alone) this.set({ ...this.value, draft: { ...draft, files } });
    else this.edit({ files });
    void this.door.local.removeFile(key).catch(() => {});
    this.sendWhenReady();
  }

  private sendWhenReady(): void {
    if (this.value.sending !== "files" || waitsForFiles(this.value.draft)) return;
    this.update({ sending: "no" });
    void this.send(true);
  }

  /** The frame shows a picture by cid or by its address on the server. */
  async showImage(src: string): Promise<void> {
    const file = src.startsWith("cid:") ? this.known(src.slice(4)) : this.adopted(src);
    if (!file?.blobId || file.cid === null) return;
    this.frame?.say({ type: "image", src, cid: file.cid, blob: null, alt: file.name });
    try {
      const blob = await this.door.blob({ ...file, blobId: file.blobId });
      this.frame?.say({ type: "image", src, cid: file.cid, blob, alt: file.name });
    } catch {
      // The picture stays in the message by its cid; only its look is missing here.
    }
  }

  private known(cid: string) {
    return this.value.draft.files.find((file) => file.cid === cid);
  }

  /** A quoted picture becomes a part of this message, by its blob. */
  private adopted(src: string) {
    const url = new URL(src, location.origin);
    const [, , , , blobId, name] = url.pathname.split("/").map(decodeURIComponent);
    if (!blobId) return undefined;
    const type = url.searchParams.get("accept") ?? "application/octet-stream";
    const cid = `${newKey()}@${this.identity.email.split("@")[1] ?? "localhost"}`;
    const file = fromBlob({ blobId, name: name ?? null, type, size: 0, cid });
    const { draft } = this.value;
    this.set({ ...this.value, draft: { ...draft, files: [...draft.files, file] } });
    return file;
  }

  /** A picture that was pasted as data: sent like any other file. */
  embed(src: string, file: File): void {
    const key = newKey();
    const cid = `${key}@${this.identity.email.split("@")[1] ?? "localhost"}`;
    // A signature's picture comes by itself: with it alone nothing was written.
    const signature = this.signature.html.includes(src);
    const entry = { ...fromFile(file, key, cid), signature };
    const { draft } = this.value;
    const files = [...draft.files, entry];
    if (signature) this.set({ ...this.value, draft: { ...draft, files } });
    else this.edit({ files });
    this.begin(key, file);
    this.frame?.say({ type: "image", src, cid, blob: file, alt: file.name });
  }

  // -- saving, sending, ending

  /** Whether all is known that stands in the window. */
  private async flush(): Promise<boolean> {
    this.commit();
    const written = this.value.draft.mode === "rich" ? await this.frame?.flush() : null;
    if (written === "silent") return false;
    if (written) this.wrote(written.content, written.typed);
    return true;
  }

  async save(): Promise<void> {
    await this.flush();
    await this.saver.save();
  }

  /** Sends, or says what is in the way. `sure` skips what was asked already. */
  async send(sure = false): Promise<void> {
    if (isSending(this.value)) return;
    const known = await this.flush();
    if (isSending(this.value)) return;
    const { draft } = this.value;
    const stop = known ? obstacle(draft) : SILENT;
    const ask = stop || sure ? [] : questions(draft);
    this.update({ obstacle: stop, questions: ask, problem: null });
    if (stop || ask.length > 0) return;
    if (waitsForFiles(draft)) {
      this.update({ sending: "files" });
      return;
    }
    this.update({ sending: "now" });
    await this.saver.pause();
    await this.keep(false, true).catch(() => {});
    await this.handOver();
  }

  private async handOver(): Promise<void> {
    try {
      const sent = await send(this.door.mail, this.value.draft, this.identity, this.door.now());
      this.door.onSent(this, sent);
      await this.end();
    } catch (error) {
      const refused = error instanceof NotSent ? error.problem : error;
      const known =
        refused instanceof JmapError ? refused : new JmapError("client", String(refused));
      if (error instanceof NotSent) {
        this.set({ ...this.value, draft: { ...this.value.draft, emailId: error.emailId } });
      }
      this.update({ sending: "no", problem: { cause: known.message, kb: known.kb } });
      this.saver.go();
      this.saver.touch();
    }
  }

  stopWaiting(): void {
    if (this.value.sending === "files") this.update({ sending: "no" });
  }

  /** Closes the window; what was written is a draft. Asked a second time it goes with what is known. */
  async close(): Promise<void> {
    const told = this.value.obstacle?.is === "silent";
    if (!(await this.flush()) && !told) {
      this.update({ obstacle: SILENT, questions: [], problem: null });
      return;
    }
    if (!isBlank(this.value.draft) || this.value.draft.emailId) {
      await this.saver.save();
      if (this.saver.dirty) {
        // The server does not have it: the window stays, small, until it does.
        this.update({ size: "minimised" });
        return;
      }
    }
    await this.end();
  }

  async end(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.saver.stop();
    this.uploads.stop();
    removeEventListener("online", this.online);
    this.door.onClosed(this);
    await this.door.local.remove(this.key).catch(() => {});
    this.release?.();
  }
}

export const lockName = (key: string) => `posthouse-draft-${key}`;
