// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../../jmap/batch.ts";
import type { App } from "../app.ts";
import type { Address } from "./addresses.ts";

export interface Suggestion extends Address {
  outside: boolean;
  source: "directory" | "mail";
}

const ROWS = 8;

/** People of the directory and of past mail, by the server. */
export async function suggest(app: App, text: string): Promise<Suggestion[]> {
  const batch = new Batch();
  const call = batch.call<{ list: Suggestion[] }>("Recipient/query", {
    accountId: app.own,
    filter: { text },
    limit: ROWS,
  });
  return (await app.client.send(batch)).get(call).list.slice(0, ROWS);
}
