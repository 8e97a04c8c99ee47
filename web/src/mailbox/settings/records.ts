// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react";
import { Batch } from "../../jmap/batch.ts";
import { JmapError } from "../../jmap/errors.ts";
import type { GetResponse, SetResponse } from "../../jmap/types.ts";
import { asError } from "../../store/store.ts";
import type { App } from "../app.ts";

export interface ClientSession {
  id: string;
  device: string;
  network: string;
  since: string;
  lastUsed: string | null;
  current: boolean;
}

export interface AppPassword {
  id: string;
  name: string;
  services: string[];
  created: string;
  lastUsed: string | null;
}

/** All records of a vendor type, with how reading them failed. */
export function useRecords<T>(app: App, type: string) {
  const [list, setList] = useState<T[]>();
  const [failure, setFailure] = useState<JmapError>();
  const load = useCallback(async () => {
    try {
      const got = await ask<GetResponse<T>>(app, `${type}/get`, { ids: null });
      setList(got.list);
      setFailure(undefined);
    } catch (error) {
      setFailure(asError(error));
    }
  }, [app, type]);
  useEffect(() => void load(), [load]);
  return { list, failure, load };
}

export async function ask<T>(app: App, method: string, args: Record<string, unknown>): Promise<T> {
  const batch = new Batch();
  const call = batch.call<T>(method, { accountId: app.own, ...args });
  return (await app.client.send(batch)).get(call);
}

/** Destroys records; a refusal of one is thrown. */
export async function destroy(app: App, type: string, ids: string[]): Promise<void> {
  const answer = await ask<SetResponse>(app, `${type}/set`, { destroy: ids });
  const refusal = Object.values(answer.notDestroyed ?? {})[0];
  if (refusal) throw JmapError.of(refusal);
}
