// SPDX-License-Identifier: Apache-2.0
import type { SetError } from "./types.ts";

/** Where an outcome comes from: the shapes and words of the page differ by it. */
export type Outcome = "off" | "unreadable" | "denied" | "broken" | "unreachable" | "signedOut";

interface Words {
  works?: string | undefined;
  remedy?: string | undefined;
}

/** A refusal in the server's own true words, with the article that explains it. */
export class JmapError extends Error {
  readonly type: string;
  readonly kb: string | undefined;
  readonly status: number;
  readonly outcome: Outcome;
  /** What still works, and what helps, in the server's words. */
  readonly works: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    type: string,
    description: string,
    kb?: string,
    status = 200,
    outcome?: Outcome,
    more: Words = {},
  ) {
    super(description);
    this.name = "JmapError";
    this.type = type;
    this.kb = kb;
    this.status = status;
    this.works = more.works;
    this.remedy = more.remedy;
    this.outcome = outcome ?? outcomeOf(type, kb, status);
  }

  static of(error: SetError): JmapError {
    const words = error.description ?? error.type;
    return new JmapError(error.type, words, error.kb, 200, undefined, error);
  }
}

const OFF = ["KB1001", "KB1002", "KB1006", "KB1007", "KB1008", "KB1009"];
const DENIED = ["KB1004", "KB1005", "KB1310"];
/** Problems of the whole store: they are told across the page while they last. */
const STORE = ["KB1101", "KB1102", "KB1104", "KB1105", "KB1703"];

export function isOfTheStore(error: JmapError): boolean {
  return error.kb !== undefined && STORE.includes(error.kb);
}

function outcomeOf(type: string, kb: string | undefined, status: number): Outcome {
  if (status === 401) return "signedOut";
  if (kb !== undefined && OFF.includes(kb)) return "off";
  if (kb !== undefined && STORE.includes(kb)) return "broken";
  if (type === "forbidden" || type === "accountReadOnly" || (kb && DENIED.includes(kb)))
    return "denied";
  if (type === "serverUnavailable") return "unreadable";
  if (type === "unreachable") return "unreachable";
  return "broken";
}

/** The answer to a request that no server gave. */
export function unreachable(description: string): JmapError {
  return new JmapError("unreachable", description, undefined, 0, "unreachable");
}
