// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1: what the reading pane needs beside a list row.
import { Batch } from "../../jmap/batch.ts";
import { JmapError } from "../../jmap/errors.ts";
import {
  type Email,
  type GetResponse,
  type Id,
  LIST_PROPERTIES,
  type Thread,
} from "../../jmap/types.ts";
import type { App } from "../app.ts";

export interface FilePart {
  partId: string | null;
  blobId: Id;
  size: number;
  name: string | null;
  type: string;
  cid: string | null;
  disposition: string | null;
}

export interface Detail {
  id: Id;
  sentAt: string | null;
  attachments: FilePart[];
  "header:List-Unsubscribe": string | null;
  "header:List-Post": string | null;
}

const PROPERTIES = ["id", "sentAt", "attachments", "header:List-Unsubscribe", "header:List-Post"];
const BODY_PROPERTIES = ["partId", "blobId", "size", "name", "type", "cid", "disposition"];
const KEPT = 60;

/** Details by message; a message's content never changes, so that an answer stays true. */
export class Details {
  private readonly app: App;
  private next: { ids: Id[]; answer: Promise<Detail[]> } | undefined;
  private readonly known = new Map<Id, Promise<Detail>>();

  constructor(app: App) {
    this.app = app;
  }

  get(id: Id): Promise<Detail> {
    const known = this.known.get(id);
    if (known) return known;
    const asked = this.load(id);
    asked.catch(() => this.known.delete(id));
    this.known.set(id, asked);
    for (const old of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(old);
    }
    return asked;
  }

  private async load(id: Id): Promise<Detail> {
    this.next ??= { ids: [], answer: Promise.resolve().then(() => this.loadNext()) };
    const { ids, answer } = this.next;
    ids.push(id);
    const detail = (await answer).find((one) => one.id === id);
    if (!detail) throw new JmapError("notFound", "", undefined);
    return detail;
  }

  /** What was asked for in one go is one request. */
  private async loadNext(): Promise<Detail[]> {
    const ids = this.next?.ids ?? [];
    this.next = undefined;
    const batch = new Batch();
    const call = batch.call<GetResponse<Detail>>("Email/get", {
      accountId: this.app.accountId,
      ids,
      properties: PROPERTIES,
      bodyProperties: BODY_PROPERTIES,
    });
    return (await this.app.client.send(batch)).get(call).list;
  }
}

const details = new WeakMap<App, Details>();

export function detailsOf(app: App): Details {
  let found = details.get(app);
  if (!found) {
    found = new Details(app);
    details.set(app, found);
  }
  return found;
}

/** A message that was opened by its address alone: its row's properties and its conversation. */
export async function loadRow(app: App, id: Id): Promise<void> {
  const { accountId, store } = app;
  const batch = new Batch();
  const get = (ids: object) =>
    batch.call<GetResponse<Email>>("Email/get", { accountId, ...ids, properties: LIST_PROPERTIES });
  const email = get({ ids: [id] });
  const threads = batch.call<GetResponse<Thread>>("Thread/get", {
    accountId,
    "#ids": email.ref("/list/*/threadId"),
  });
  const members = get({ "#ids": threads.ref("/list/*/emailIds") });
  const answers = await app.client.send(batch);
  const got = answers.get(email);
  if (got.list.length === 0) throw new JmapError("notFound", "", undefined);
  store.takeEmails(got);
  const thread = answers.tryGet(threads);
  if (!(thread instanceof JmapError)) store.takeThreads(thread.list);
  const all = answers.tryGet(members);
  if (!(all instanceof JmapError)) store.takeEmails(all);
  store.emit();
}
