// SPDX-License-Identifier: Apache-2.0
import type { App } from "../app.ts";
import { BrowserDrafts, type Kept } from "./local.ts";

const HELD_MS = 4_000;

/**
 * Looks once after start for drafts whose window was lost in a crash, and asks for windows for them.
 * A draft whose window still lives in another tab is left alone: that tab holds its lock.
 */
export async function recoverDrafts(app: App): Promise<void> {
  const name = `posthouse-drafts-${app.own}`;
  const known = await indexedDB.databases?.();
  if (known && !known.some((one) => one.name === name)) return;
  const kept = await new BrowserDrafts(app.own).all();
  for (const one of kept) {
    if (await isOrphan(one)) app.write({ kind: "draft", kept: one });
  }
}

/** Takes the lock for a moment, so that of two tabs that start together only one finds the draft. */
function isOrphan(kept: Kept): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(Date.now() - kept.at > HELD_MS);
  return new Promise((resolve) => {
    void navigator.locks.request(`posthouse-draft-${kept.key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<void>((done) => setTimeout(done, HELD_MS)) : undefined;
    });
  });
}
