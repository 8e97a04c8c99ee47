// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6: who a message is from.
import type { EmailAddress, Id } from "../../jmap/types.ts";
import { type Address, sameKey } from "./addresses.ts";
import { isMine, type Original } from "./rules.ts";

export interface Identity {
  id: Id;
  name: string;
  email: string;
  replyTo: EmailAddress[] | null;
  bcc?: EmailAddress[] | null;
  textSignature?: string;
  htmlSignature?: string;
  mayDelete?: boolean;
}

/** Each address of the person has one identity that stays. */
export const ownAddresses = (identities: readonly Identity[]): string[] =>
  identities.filter((one) => one.mayDelete === false).map((one) => one.email);

/** Those that mail can be sent as: not those of an address that is no longer the person's. */
export function usable(identities: readonly Identity[], address: string): Identity[] {
  const own = [address, ...ownAddresses(identities)];
  return identities.filter((one) => isMine(one.email, own));
}

/** The one for new messages: as chosen, else the main address's. */
export function defaultIdentity<T extends { id: Id }>(
  identities: readonly T[],
  chosen: unknown,
): T | undefined {
  return identities.find((one) => one.id === chosen) ?? identities[0];
}

/** The identity that the message was written to answers it; one's own message is answered as it was written. */
export function identityFor<T extends { id: Id; email: string }>(
  original: Pick<Original, "to" | "cc" | "from"> & { delivered?: readonly string[] },
  identities: readonly T[],
  first: T | undefined = identities[0],
): T | undefined {
  const emails = (list: Address[] | null) => (list ?? []).map((one) => one.email);
  const reached = [
    ...emails(original.from),
    ...emails(original.to),
    ...emails(original.cc),
    ...(original.delivered ?? []),
  ];
  // Of several with one address, the one for new messages.
  const ordered = first ? [first, ...identities.filter((one) => one !== first)] : identities;
  const found = (fits: (email: string, own: string) => boolean) => {
    for (const email of reached) {
      const identity = ordered.find((one) => fits(email, one.email));
      if (identity) return identity;
    }
    return undefined;
  };
  return (
    found((email, own) => sameKey(email) === sameKey(own)) ??
    found((email, own) => isMine(email, [own])) ??
    first
  );
}

/** The addresses that a message was delivered to, of its Delivered-To and newest Received lines. */
export function deliveredTo(lines: readonly (readonly string[] | null | undefined)[]): string[] {
  const [delivered, received] = lines;
  const forWhom = (received ?? [])
    .slice(0, 3)
    .map((line) => /\sfor\s+<?([^\s<>;]+@[^\s<>;]+)/iu.exec(line)?.[1]);
  return [
    ...(delivered ?? []).map((line) => line.trim().replace(/^<|>$/gu, "")),
    ...forWhom,
  ].filter((one): one is string => Boolean(one?.includes("@")));
}
