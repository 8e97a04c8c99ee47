// SPDX-License-Identifier: Apache-2.0
import type { Email, Id } from "../../jmap/types.ts";

/** One thing in the column of a conversation. */
export type Piece =
  | { is: "open"; email: Email }
  | { is: "closed"; email: Email }
  /** `later`: they follow an open message. */
  | { is: "folded"; emails: Email[]; later: boolean };

const unread = (email: Email) => !email.keywords.$seen && !email.keywords.$draft;

/** What a conversation opens with: the newest unread message, else the one that was asked for. */
export function firstOpen(emails: readonly Email[], asked: Id): Id {
  const readable = emails.filter((email) => !email.keywords.$draft || email.id === asked);
  const newest = readable.filter(unread).at(-1);
  if (newest) return newest.id;
  return emails.some((email) => email.id === asked) ? asked : (readable.at(-1)?.id ?? asked);
}

/**
 * Oldest first. Runs of two or more read, closed messages fold into one line; the first message of
 * the conversation keeps its own, since it says what it is about. On a phone it folds too.
 */
export function layout(
  emails: readonly Email[],
  opened: ReadonlySet<Id>,
  unfolded: boolean,
  keepFirst: boolean,
): Piece[] {
  const pieces: Piece[] = [];
  let run: Email[] = [];
  let later = false;
  const flush = () => {
    const kept = keepFirst && pieces.length === 0 && run.length > 2 ? run.splice(0, 1) : [];
    pieces.push(...kept.map((email): Piece => ({ is: "closed", email })));
    if (run.length >= 2 && !unfolded) pieces.push({ is: "folded", emails: run, later });
    else pieces.push(...run.map((email): Piece => ({ is: "closed", email })));
    run = [];
  };
  for (const email of emails) {
    if (opened.has(email.id)) {
      flush();
      pieces.push({ is: "open", email });
      later = true;
    } else if (unread(email) || email.keywords.$draft) {
      flush();
      pieces.push({ is: "closed", email });
    } else run.push(email);
  }
  flush();
  return pieces;
}
