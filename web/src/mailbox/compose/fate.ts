// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../../jmap/batch.ts";
import type { Transport } from "../../jmap/client.ts";
import type { GetResponse, Id } from "../../jmap/types.ts";
import type { Draft } from "./draft.ts";

/** Newest messages of Sent that are looked at: the window was lost a moment ago, as a rule. */
const LOOKED_AT = 50;

/** Whether a message that was handed over without an answer has left after all. */
export async function wasSent(transport: Transport, draft: Draft, sentId: Id): Promise<boolean> {
  const { accountId } = draft;
  const batch = new Batch();
  const query = batch.call<{ ids: Id[] }>("Email/query", {
    accountId,
    filter: { inMailbox: sentId },
    sort: [{ property: "receivedAt", isAscending: false }],
    limit: LOOKED_AT,
  });
  const get = batch.call<GetResponse<{ messageId: string[] | null }>>("Email/get", {
    accountId,
    "#ids": query.ref("/ids"),
    properties: ["messageId"],
  });
  const { list } = (await transport.send(batch)).get(get);
  return list.some((mail) => mail.messageId?.includes(draft.messageId));
}

/** Whether the saved draft still lies on the server, as a draft. */
export async function isDraftThere(transport: Transport, draft: Draft): Promise<boolean> {
  if (!draft.emailId) return false;
  const batch = new Batch();
  const get = batch.call<GetResponse<{ keywords: Record<string, true> }>>("Email/get", {
    accountId: draft.accountId,
    ids: [draft.emailId],
    properties: ["keywords"],
  });
  const { list } = (await transport.send(batch)).get(get);
  return list[0]?.keywords.$draft === true;
}
