// SPDX-License-Identifier: Apache-2.0
// RFC 6068: mailto addresses, also as the query of /mail/compose.

import { type Address, parseAddresses } from "./addresses.ts";

export interface Mailto {
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  body: string;
  inReplyTo: string[] | null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads "mailto:…" or "?to=…&subject=…"; header fields that could harm are left out. */
export function readMailto(url: string): Mailto {
  const result: Mailto = { to: [], cc: [], bcc: [], subject: "", body: "", inReplyTo: null };
  const mailto = /^mailto:/iu.test(url);
  const rest = url.replace(/^mailto:/iu, "");
  const cut = rest.indexOf("?");
  const path = mailto ? (cut < 0 ? rest : rest.slice(0, cut)) : "";
  const query = cut < 0 ? (mailto ? "" : rest) : rest.slice(cut + 1);
  // A comma between addresses is plain, one inside an address is encoded (§2).
  for (const one of path.split(",")) result.to.push(...parseAddresses(decode(one)));
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = decode(pair.slice(0, equals)).toLowerCase();
    // In a mailto a plus is a plus; a form of our own server writes spaces so.
    const raw = pair.slice(equals + 1);
    const value = decode(mailto ? raw : raw.replace(/\+/gu, "%20"));
    if (name === "mailto" || (name === "to" && /^mailto:/iu.test(value))) {
      merge(result, readMailto(value));
    } else if (name === "to" || name === "cc" || name === "bcc")
      result[name].push(...parseAddresses(value));
    else if (name === "subject") result.subject = value.replace(/[\r\n]+/gu, " ");
    else if (name === "body") result.body = value.replace(/\r\n?/gu, "\n");
    else if (name === "in-reply-to") result.inReplyTo = [value.trim().replace(/^<|>$/gu, "")];
  }
  return result;
}

function merge(into: Mailto, from: Mailto): void {
  into.to.push(...from.to);
  into.cc.push(...from.cc);
  into.bcc.push(...from.bcc);
  into.subject ||= from.subject;
  into.body ||= from.body;
  into.inReplyTo ??= from.inReplyTo;
}
