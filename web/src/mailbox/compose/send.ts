// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.5: handing a message over for sending, with a pause in which it can be taken back.
import { Answers, Batch } from "../../jmap/batch.ts";
import type { JmapClient, Transport } from "../../jmap/client.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { GetResponse, Id, Patch, SetResponse } from "../../jmap/types.ts";
import { emailOf, envelopeOf } from "./body.ts";
import type { Draft, PostTo } from "./draft.ts";
import type { Identity } from "./identities.ts";

export const UNDO_MS = 10_000;
/** Browsers carry at most 64 KiB for a page that is closing. */
const KEEPALIVE_BYTES = 60_000;

export interface Sent {
  emailId: Id;
  submissionId: Id;
  /** Milliseconds since 1970 by this browser's clock. */
  until: number;
  /** The draft was changed elsewhere meanwhile; that text stays in Drafts. */
  conflict: boolean;
}

export interface SendDoor {
  transport: Transport;
  draftsId: Id;
  sentId: Id;
  /** Server clock minus this browser's, in milliseconds. */
  clockOffset: number;
}

interface Calls {
  batch: Batch;
  email: ReturnType<Batch["call"]>;
  submission: ReturnType<Batch["call"]>;
}

function calls(door: SendDoor, draft: Draft, from: Identity, old: Id | null, now: number): Calls {
  const { accountId } = draft;
  const batch = new Batch();
  const sendAt = new Date(now + door.clockOffset + UNDO_MS).toISOString().replace(/\.\d+Z$/, "Z");
  const email = batch.call("Email/set", {
    accountId,
    create: { message: emailOf(draft, from, door.draftsId, utc(now + door.clockOffset)) },
    ...(old ? { destroy: [old] } : {}),
  });
  const submission = batch.call("EmailSubmission/set", {
    accountId,
    create: {
      send: {
        identityId: from.id,
        emailId: "#message",
        envelope: envelopeOf(draft, from.email),
        sendAt,
      },
    },
    onSuccessUpdateEmail: {
      "#send": {
        [`mailboxIds/${door.draftsId}`]: null,
        [`mailboxIds/${door.sentId}`]: true,
        "keywords/$draft": null,
      },
    },
  });
  if (draft.answered) {
    batch.call("Email/set", {
      accountId,
      update: { [draft.answered.emailId]: { [`keywords/${draft.answered.keyword}`]: true } },
    });
  }
  return { batch, email, submission };
}

/** Saves the draft and copies it into the folder that it is posted to; then the draft goes. */
async function post(door: SendDoor, draft: Draft, to: PostTo, from: Identity, now: number) {
  const { accountId } = draft;
  const batch = new Batch();
  const email = batch.call<SetResponse<{ id: Id }>>("Email/set", {
    accountId,
    create: { message: emailOf(draft, from, door.draftsId, utc(now + door.clockOffset)) },
    ...(draft.emailId ? { destroy: [draft.emailId] } : {}),
  });
  const copy = batch.call<SetResponse<{ id: Id }>>("Email/copy", {
    fromAccountId: accountId,
    accountId: to.accountId,
    create: { post: { id: "#message", mailboxIds: { [to.mailboxId]: true }, keywords: {} } },
    onSuccessDestroyOriginal: true,
  });
  const answers = await door.transport.send(batch);
  const saved = answers.get(email);
  const message = saved.created?.message;
  if (!message) {
    const refusal = saved.notCreated?.message;
    throw refusal ? JmapError.of(refusal) : new JmapError("serverFail", "Email/set");
  }
  const given = answers.tryGet(copy);
  const refusal = given instanceof JmapError ? given : given.notCreated?.post;
  if (refusal)
    throw new NotSent(refusal instanceof JmapError ? refusal : JmapError.of(refusal), message.id);
  return { emailId: message.id, submissionId: "", until: now, conflict: false };
}

/** Saves and hands over in one request, so that a tab closed right after it loses nothing. */
export async function send(
  door: SendDoor,
  draft: Draft,
  from: Identity,
  now: number,
): Promise<Sent> {
  if (draft.post) return post(door, draft, draft.post, from, now);
  const first = await attempt(door, draft, from, draft.emailId, now);
  if (first !== "conflict") return { ...first, conflict: false };
  const second = await attempt(door, draft, from, null, now);
  if (second === "conflict") throw new JmapError("conflict", "Email/set");
  return { ...second, conflict: true };
}

async function attempt(
  door: SendDoor,
  draft: Draft,
  from: Identity,
  old: Id | null,
  now: number,
): Promise<Omit<Sent, "conflict"> | "conflict"> {
  const { batch, email, submission } = calls(door, draft, from, old, now);
  const answers = await deliver(door.transport, batch);
  const saved = answers.get(email) as SetResponse<{ id: Id }>;
  const message = saved.created?.message;
  if (!message) {
    const refusal = saved.notCreated?.message;
    if (refusal?.type === "conflict" && old) return "conflict";
    throw refusal ? JmapError.of(refusal) : new JmapError("serverFail", "Email/set");
  }
  const given = answers.tryGet(submission);
  const refusal = given instanceof JmapError ? given : refusalOf(given as SetResponse<{ id: Id }>);
  if (refusal) throw new NotSent(refusal, message.id);
  const created = (given as SetResponse<{ id: Id }>).created?.send as { id: Id };
  return { emailId: message.id, submissionId: created.id, until: now + UNDO_MS };
}

function refusalOf(response: SetResponse<{ id: Id }>): JmapError | null {
  if (response.created?.send) return null;
  const refusal = response.notCreated?.send;
  return refusal ? JmapError.of(refusal) : new JmapError("serverFail", "EmailSubmission/set");
}

/** The message is saved as a draft under this id, but nobody took it for sending. */
export class NotSent extends Error {
  readonly problem: JmapError;
  readonly emailId: Id;

  constructor(problem: JmapError, emailId: Id) {
    super(problem.message);
    this.problem = problem;
    this.emailId = emailId;
  }
}

/** Over HTTP with keepalive where it fits: a socket's last words are lost when its tab closes. */
async function deliver(transport: Transport, batch: Batch): Promise<Answers> {
  const client = transport as Partial<JmapClient>;
  const body = JSON.stringify({ using: client.using, methodCalls: batch.calls });
  if (!client.fetch || !client.session || new TextEncoder().encode(body).length > KEEPALIVE_BYTES) {
    return transport.send(batch);
  }
  const response = await client.fetch(client.session.apiUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body,
    keepalive: true,
  });
  return new Answers((await response.json()).methodResponses);
}

export type Undone = "undone" | "too-late";

/** Cancels a pending submission and makes the message a draft again. */
export async function undoSend(door: SendDoor, draft: Draft, sent: Sent): Promise<Undone> {
  const { accountId } = draft;
  const cancel = new Batch();
  const cancelled = cancel.call<SetResponse>("EmailSubmission/set", {
    accountId,
    update: { [sent.submissionId]: { undoStatus: "canceled" } },
  });
  const answer = (await door.transport.send(cancel)).get(cancelled);
  const refusal = answer.notUpdated?.[sent.submissionId];
  if (refusal) {
    if (await isCancelled(door, accountId, sent.submissionId)) return draftAgain(door, draft, sent);
    return "too-late";
  }
  return draftAgain(door, draft, sent);
}

async function isCancelled(door: SendDoor, accountId: Id, id: Id): Promise<boolean> {
  const batch = new Batch();
  const call = batch.call<GetResponse<{ undoStatus: string }>>("EmailSubmission/get", {
    accountId,
    ids: [id],
    properties: ["undoStatus"],
  });
  const got = (await door.transport.send(batch)).tryGet(call);
  return !(got instanceof JmapError) && got.list[0]?.undoStatus === "canceled";
}

async function draftAgain(door: SendDoor, draft: Draft, sent: Sent): Promise<Undone> {
  const batch = new Batch();
  const patch: Patch = {
    [`mailboxIds/${door.sentId}`]: null,
    [`mailboxIds/${door.draftsId}`]: true,
    "keywords/$draft": true,
  };
  const update: Record<Id, Patch> = { [sent.emailId]: patch };
  if (draft.answered) {
    update[draft.answered.emailId] = { [`keywords/${draft.answered.keyword}`]: null };
  }
  const back = batch.call<SetResponse>("Email/set", { accountId: draft.accountId, update });
  const answer = (await door.transport.send(batch)).get(back);
  const refusal = answer.notUpdated?.[sent.emailId];
  if (refusal) throw JmapError.of(refusal);
  return "undone";
}

function utc(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
