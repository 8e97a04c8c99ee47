// SPDX-License-Identifier: Apache-2.0
import type { SetError } from "./types.ts";

/** Where an outcome comes from: the shapes and words of the page differ by it. */
export type Outcome = "off" | "unreadable" | "denied" | "broken" | "unreachable" | "signedOut";

/** A refusal in the server's own true words, with the article that explains it. */
export class JmapError extends Error {
  readonly type: string;
  readonly kb: string | undefined;
  readonly status: number;
  readonly outcome: Outcome;

  constructor(type: string, description: string, kb?: string, status = 200, outcome?: Outcome) {
    super(description);
    this.name = "JmapError";
    this.type = type;
    this.kb = kb;
    this.status = status;
    this.outcome = outcome ?? outcomeOf(type, kb, status);
  }

  static of(error: SetError): JmapError {
    return new JmapError(error.type, error.description ?? error.type, error.kb);
  }
}

/** KB1000-1099 tell off and denied, 1100-1199 unreadable or broken (FAULTS.md). */
function outcomeOf(type: string, kb: string | undefined, status: number): Outcome {
  if (status === 401) return "signedOut";
  if (kb === "KB1001" || kb === "KB1002") return "off";
  if (type === "forbidden" || type === "accountReadOnly" || kb === "KB1004" || kb === "KB1005")
    return "denied";
  if (kb === "KB1103" || type === "serverUnavailable") return "unreadable";
  if (type === "unreachable") return "unreachable";
  return "broken";
}

/** The answer to a request that no server gave. */
export function unreachable(description: string): JmapError {
  return new JmapError("unreachable", description, undefined, 0, "unreachable");
}
