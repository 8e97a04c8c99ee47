// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../../jmap/batch.ts";
import type { GetResponse } from "../../jmap/types.ts";
import { Cell } from "../../store/events.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import type { App, ComposeRequest } from "../app.ts";
import { causeText } from "../undo.ts";
import { answerDraft } from "./answer.ts";
import {
  type Draft,
  emptyDraft,
  fromMailto,
  isBlank,
  type Mode,
  type PostTo,
  withBcc,
} from "./draft.ts";
import { isDraftThere, wasSent } from "./fate.ts";
import { defaultIdentity, type Identity, ownAddresses, usable } from "./identities.ts";
import { BrowserDrafts, type Kept } from "./local.ts";
import { readMailto } from "./mailto.ts";
import { openDraft } from "./open.ts";
import { type SendDoor, type Sent, UNDO_MS, undoSend } from "./send.ts";
import { blankWith, signatureOf, signingOf } from "./signature.ts";
import { sizeText } from "./size.ts";
import { httpTransfer } from "./upload.ts";
import { Writing, type WritingDoor } from "./writing.ts";

const CLOCK_SLACK_MS = 1_500;
const OPEN_AT_ONCE = 3;

const posted = ({ post }: ComposeRequest) => (post ? { post } : {});

/** All messages being written in this tab. */
export class Desk {
  readonly windows = new Cell<readonly Writing[]>([]);
  private readonly app: App;
  private readonly local: BrowserDrafts;
  private identities: Identity[] = [];
  private clockOffset = 0;
  private loaded: Promise<void> | undefined;
  /** The identities' version that was loaded. */
  private version = 0;

  constructor(app: App) {
    this.app = app;
    this.local = new BrowserDrafts(app.own);
  }

  /** Opens the window that a request asks for; whatever fails is told. */
  async open(request: ComposeRequest): Promise<void> {
    try {
      await this.ready();
      const already = this.windows.value.find(
        (one) => request.kind === "draft" && one.value.draft.emailId === request.emailId,
      );
      if (already) already.update({ size: "docked" });
      else await this.openNew(request);
    } catch (error) {
      const cause = asError(error);
      this.app.toasts.show({
        tone: "alert",
        text: t("compose.notOpened", { cause: causeText(cause) }),
        kb: cause.kb,
        lasts: Number.POSITIVE_INFINITY,
        action: { label: t("tryAgain"), run: () => void this.open(request) },
      });
    } finally {
      const rest = this.app.compose.value.filter((one) => one.key !== request.key);
      this.app.compose.set(rest);
    }
  }

  private async openNew(request: ComposeRequest): Promise<void> {
    if (request.kept) {
      await this.openKept(request.kept);
      return;
    }
    const draft = await this.draftFor(request);
    if (draft) this.show(new Writing(draft, this.door(draft.post)));
    else this.app.toasts.show({ tone: "alert", text: t("compose.draftGone") });
  }

  private async draftFor(request: ComposeRequest): Promise<Draft | null> {
    const { app } = this;
    const identities = this.identitiesFor(request.post);
    const first = defaultIdentity(identities, app.preferences.value.identity);
    if (!first) throw new Error(t("compose.noIdentity"));
    if (request.kind === "draft") {
      return openDraft(app.client, app.own, request.emailId ?? "", identities, first);
    }
    const mode = this.mode();
    const signing = signingOf(app.preferences.value);
    if (request.kind === "new") {
      const blank = emptyDraft(app.own, first, mode);
      const mailto = readMailto(request.to ?? "?");
      mailto.subject ||= request.subject ?? "";
      mailto.body ||= request.body ?? "";
      const draft = { ...fromMailto(blank, mailto), ...posted(request) };
      const signed = signatureOf(signing.news ? first : undefined);
      const begun = { ...draft, ...blankWith(signed, mailto.body) };
      return request.post ? begun : withBcc(begun, first.bcc);
    }
    const writer = { identities, first, mode, signing };
    const answer = await answerDraft(app, request.kind, request.emailId ?? "", writer);
    if (request.post) return { ...answer, to: [], cc: [], ...posted(request) };
    return withBcc(answer, identities.find((one) => one.id === answer.identityId)?.bcc);
  }

  /** Readers of a public folder see who posts: that is the person, by one of their addresses. */
  private identitiesFor(post: PostTo | undefined): Identity[] {
    const all = usable(this.identities, this.app.address);
    if (!post) return all;
    const own = new Set(ownAddresses(this.identities));
    const name = this.app.personName;
    const fixed = all.filter((one) => one.mayDelete !== true && own.has(one.email));
    return fixed.map((one) => ({ ...one, name, replyTo: null }));
  }

  private mode(): Mode {
    return this.app.preferences.value.composeMode === "plain" ? "plain" : "rich";
  }

  /** A draft that this browser kept when its window was lost; one that has been sent or discarded since is let go. */
  private async openKept(kept: Kept): Promise<void> {
    const { draft, saved, sending } = kept;
    const { client } = this.app;
    const over = sending
      ? await wasSent(client, draft, this.mail().sentId)
      : saved && !(await isDraftThere(client, draft));
    if (over) {
      await this.local.remove(draft.key);
      return;
    }
    const writing = new Writing(draft, this.door(draft.post), saved ? "minimised" : "docked");
    this.show(writing);
    void writing.resumeFiles();
    if (saved) return;
    writing.edit({});
    this.app.toasts.show({
      text: t(sending ? "compose.foundSending" : "compose.found", {
        subject: draft.subject || t("compose.noSubject"),
      }),
    });
  }

  show(writing: Writing): void {
    const others = this.windows.value;
    const open = others.filter((one) => one.value.size !== "minimised");
    const room =
      innerWidth < 1000 ? 1 : Math.min(OPEN_AT_ONCE, Math.floor((innerWidth - 24) / 656));
    for (const one of open.slice(0, Math.max(0, open.length - room + 1)))
      one.update({ size: "minimised" });
    this.windows.set([...others, writing]);
  }

  private door(post?: PostTo): WritingDoor {
    const { app } = this;
    const core = app.boot.session.capabilities["urn:ietf:params:jmap:core"];
    const maxUpload = typeof core?.maxSizeUpload === "number" ? core.maxSizeUpload : 50_000_000;
    return {
      identities: this.identitiesFor(post),
      signing: () => signingOf(app.preferences.value),
      mail: this.mail(),
      transfer: httpTransfer(app.client.uploadUrl(app.own)),
      maxUpload,
      local: this.local,
      blob: async ({ blobId, name, type }) => {
        const url = app.client.downloadUrl(app.own, blobId, name, type);
        return (await app.client.fetch(url)).blob();
      },
      now: () => Date.now(),
      tooLarge: (size, most) =>
        t("attach.tooLarge", { size: sizeText(size), most: sizeText(most) }),
      onSent: (writing, sent) => this.sent(writing.value.draft, sent),
      onClosed: (writing) => this.windows.set(this.windows.value.filter((one) => one !== writing)),
    };
  }

  private mail(): SendDoor {
    const { ownStore: store, client } = this.app;
    const draftsId = store.mailboxByRole("drafts")?.id;
    const sentId = store.mailboxByRole("sent")?.id;
    if (!draftsId || !sentId) throw new Error(t("compose.noDrafts"));
    return { transport: client, draftsId, sentId, clockOffset: this.clockOffset };
  }

  private sent(draft: Draft, sent: Sent): void {
    void this.app.ownStore.syncer.sync();
    if (draft.post) {
      void this.app.storeOf(draft.post.accountId).syncer.sync();
      this.app.toasts.show({ text: t("compose.posted", { folder: draft.post.name }) });
      return;
    }
    const text = t("compose.sending", { seconds: Math.round(UNDO_MS / 1000) });
    this.app.toasts.show({
      text: sent.conflict ? `${text} ${t("compose.sentConflict")}` : text,
      lasts: Math.max(1_000, sent.until - Date.now()),
      action: { label: t("undo"), key: "Z", run: () => void this.takeBack(draft, sent) },
    });
  }

  private async takeBack(draft: Draft, sent: Sent): Promise<void> {
    this.app.toasts.close();
    try {
      const undone = await undoSend(this.mail(), draft, sent);
      if (undone === "too-late")
        this.app.toasts.show({ tone: "alert", text: t("compose.alreadySent") });
      else this.show(new Writing({ ...draft, emailId: sent.emailId }, this.door(draft.post)));
      void this.app.store.syncer.sync();
    } catch (error) {
      const cause = asError(error);
      this.app.toasts.show({
        tone: "alert",
        text: t("compose.notTakenBack", { cause: causeText(cause) }),
        kb: cause.kb,
        action: { label: t("tryAgain"), run: () => void this.takeBack(draft, sent) },
      });
    }
  }

  /** Throws the draft away; Undo brings the window back. */
  async discard(writing: Writing): Promise<void> {
    const { draft } = writing.value;
    await writing.end();
    if (draft.emailId) {
      const batch = new Batch();
      const { ownStore: store, own: accountId } = this.app;
      batch.call("Email/set", { accountId, destroy: [draft.emailId] });
      void store.inOrder(() => store.syncer.syncWith(batch, () => {})).catch(() => {});
    }
    if (isBlank(draft)) return;
    this.app.toasts.show({
      text: t("compose.discarded"),
      action: {
        label: t("undo"),
        key: "Z",
        run: () => {
          this.app.toasts.close();
          const again = new Writing({ ...draft, emailId: null }, this.door(draft.post));
          this.show(again);
          again.edit({});
        },
      },
    });
  }

  /** Identities and the server's clock, once. */
  private ready(): Promise<void> {
    if (this.app.identityVersion !== this.version) this.loaded = undefined;
    this.version = this.app.identityVersion;
    this.loaded ??= this.load().catch((error) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async load(): Promise<void> {
    const { app } = this;
    const batch = new Batch();
    const call = batch.call<GetResponse<Identity>>("Identity/get", {
      accountId: app.own,
      ids: null,
    });
    const [answers] = await Promise.all([app.client.send(batch), this.readClock()]);
    this.identities = answers.get(call).list;
  }

  /** The pause before sending is kept by the server's clock, which may differ from this device's. */
  private async readClock(): Promise<void> {
    try {
      const before = Date.now();
      const answer = await this.app.client.fetch("/healthz", { method: "HEAD", cache: "no-store" });
      const told = Date.parse(answer.headers.get("Date") ?? "") + 500;
      const offset = told - (before + Date.now()) / 2;
      this.clockOffset = Math.abs(offset) > CLOCK_SLACK_MS ? Math.round(offset) : 0;
    } catch {
      this.clockOffset = 0;
    }
  }
}
