// SPDX-License-Identifier: Apache-2.0
import { beside, unfinished } from "./attachment.ts";
import { type Draft, everyone, named } from "./draft.ts";
import { promisedFile } from "./forgotten.ts";

/** What keeps a message from being sent. */
export type Obstacle =
  | { is: "nobody" }
  | { is: "bad-address"; email: string }
  | { is: "refused-file"; name: string }
  /** The frame of the text does not answer. */
  | { is: "silent" };

/** What a writer is asked about once. */
export type Question = { is: "forgotten"; words: string } | { is: "no-subject" };

export function obstacle(draft: Draft): Obstacle | null {
  const people = everyone(draft);
  const bad = people.find((chip) => chip.fault !== null);
  if (bad) return { is: "bad-address", email: bad.email };
  if (named(draft).length === 0 && !draft.post) return { is: "nobody" };
  const refused = draft.files.find((file) => file.state === "refused");
  return refused ? { is: "refused-file", name: refused.name } : null;
}

export function questions(draft: Draft): Question[] {
  const asked: Question[] = [];
  const words = beside(draft.files).length === 0 ? promisedFile(draft.subject, draft.own) : null;
  if (words) asked.push({ is: "forgotten", words });
  if (draft.subject.trim() === "") asked.push({ is: "no-subject" });
  return asked;
}

export const waitsForFiles = (draft: Draft) => unfinished(draft.files).length > 0;
