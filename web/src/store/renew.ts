// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5: results without /queryChanges are asked for anew, and shown when all of it is here.
import { type Answers, Batch, type Call } from "../jmap/batch.ts";
import { JmapError } from "../jmap/errors.ts";
import {
  type Email,
  type GetResponse,
  type Id,
  LIST_PROPERTIES,
  type QueryResponse,
  type Thread,
} from "../jmap/types.ts";
import { asError, type MailStore } from "./store.ts";
import type { QueryWindow } from "./window.ts";

/** Never rejects: the window carries what went wrong. Calls that come while one runs become one more. */
export function renewWindow(store: MailStore, window: QueryWindow): Promise<void> {
  window.stale = true;
  if (window.renewing) window.renewAgain = true;
  else window.renewing = run(store, window);
  return window.renewing;
}

async function run(store: MailStore, window: QueryWindow): Promise<void> {
  do {
    window.renewAgain = false;
    try {
      await once(store, window);
    } catch (error) {
      window.error = asError(error);
      window.version++;
    }
  } while (window.renewAgain);
  window.renewing = undefined;
  store.emit();
}

async function once(store: MailStore, window: QueryWindow): Promise<void> {
  const { accountId, states } = store;
  const { collapseThreads } = window.spec;
  const batch = new Batch();
  // Without a state nothing tells what changed in the records, so that all of them are read.
  const forgotten = states.Email === undefined;
  const state = forgotten
    ? batch.call<GetResponse<Email>>("Email/get", { accountId, ids: [] })
    : undefined;
  const query = batch.call<QueryResponse>("Email/query", {
    accountId,
    ...window.spec,
    ...window.spanAnew(),
    calculateTotal: true,
  });
  const answers = await store.transport.send(batch);
  const response = answers.get(query);
  if (state) states.Email ??= answers.get(state).state;
  const missing = response.ids.filter((id) => forgotten || !isKnown(store, id, collapseThreads));
  if (missing.length > 0) await fetchRecords(store, missing, collapseThreads);
  window.takeAnew(response);
}

function isKnown(store: MailStore, id: Id, withThread: boolean): boolean {
  const email = store.emails.confirmed(id);
  return email !== undefined && (!withThread || store.threads.has(email.threadId));
}

async function fetchRecords(store: MailStore, ids: Id[], withThreads: boolean): Promise<void> {
  const { accountId } = store;
  const batch = new Batch();
  const properties = LIST_PROPERTIES;
  const emails = batch.call<GetResponse<Email>>("Email/get", { accountId, ids, properties });
  let threads: Call<GetResponse<Thread>> | undefined;
  let members: Call<GetResponse<Email>> | undefined;
  if (withThreads) {
    threads = batch.call("Thread/get", { accountId, "#ids": emails.ref("/list/*/threadId") });
    members = batch.call("Email/get", {
      accountId,
      "#ids": threads.ref("/list/*/emailIds"),
      properties,
    });
  }
  const answers = await store.transport.send(batch);
  store.takeEmails(answers.get(emails));
  if (threads) store.takeThreads(answers.get(threads).list);
  if (members) takeSome(store, answers, members);
}

/** More members than one call gives: the rows are whole without them. */
function takeSome(store: MailStore, answers: Answers, call: Call<GetResponse<Email>>): void {
  const members = answers.tryGet(call);
  if (!(members instanceof JmapError)) store.takeEmails(members);
}
