// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2-3.7: a request of several calls with back-references.
import { JmapError } from "./errors.ts";
import type { Invocation, SetError } from "./types.ts";

export interface ResultReference {
  resultOf: string;
  name: string;
  path: string;
}

/** One call of a batch; its type parameter is the shape of its answer. */
export class Call<T> {
  declare readonly answer: T;
  readonly name: string;
  readonly id: string;

  constructor(name: string, id: string) {
    this.name = name;
    this.id = id;
  }

  /** A reference to a part of this call's answer, to be given as `"#ids"`. */
  ref(path: string): ResultReference {
    return { resultOf: this.id, name: this.name, path };
  }
}

export class Batch {
  readonly calls: Invocation[] = [];
  /** True until a call creates something: such a request may be sent twice. */
  repeatable = true;

  call<T>(name: string, args: Record<string, unknown>): Call<T> {
    const id = `c${this.calls.length}`;
    this.calls.push([name, args, id]);
    if (args.create || /\/(copy|import)$/.test(name)) this.repeatable = false;
    return new Call<T>(name, id);
  }
}

/** The answers of a batch, by call. */
export class Answers {
  private readonly byId = new Map<string, Invocation[]>();

  constructor(responses: Invocation[]) {
    for (const response of responses) {
      const list = this.byId.get(response[2]);
      if (list) list.push(response);
      else this.byId.set(response[2], [response]);
    }
  }

  /** The answer of a call; a method-level refusal is thrown as JmapError. */
  get<T>(call: Call<T>): T {
    const found = this.tryGet(call);
    if (found instanceof JmapError) throw found;
    return found;
  }

  tryGet<T>(call: Call<T>): T | JmapError {
    const responses = this.byId.get(call.id) ?? [];
    const own = responses.find((r) => r[0] === call.name);
    if (own) return own[1] as T;
    const error = responses.find((r) => r[0] === "error");
    if (!error) return new JmapError("noAnswer", `${call.name} was not answered`);
    return JmapError.of(error[1] as unknown as SetError);
  }
}
