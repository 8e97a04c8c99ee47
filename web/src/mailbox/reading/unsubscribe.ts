// SPDX-License-Identifier: Apache-2.0
// RFC 2369 §3.2: List-Unsubscribe.

export interface Unsubscribe {
  /** A mailto: URL, which opens a composer. */
  mailto: string | null;
  /** An https: URL, which opens in a tab of its own after its host was told. */
  https: string | null;
}

/** Null when the message says nothing that can be done from here. */
export function readUnsubscribe(header: string | null): Unsubscribe | null {
  const urls = [...(header ?? "").matchAll(/<\s*([^>]+?)\s*>/g)].map((found) =>
    (found[1] as string).replace(/\s+/g, ""),
  );
  const mailto = urls.find((url) => /^mailto:[^?]+@/i.test(url)) ?? null;
  const https = urls.find((url) => /^https:\/\//i.test(url) && hostOf(url) !== "") ?? null;
  return mailto || https ? { mailto, https } : null;
}

export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}
