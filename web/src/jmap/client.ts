// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3: requests over the WebSocket while it lives, over HTTP otherwise.
import { Answers, type Batch } from "./batch.ts";
import { JmapError, unreachable } from "./errors.ts";
import { JmapSocket, type SocketState } from "./socket.ts";
import type { Id, Invocation, Session, StateChange } from "./types.ts";

const PUSHED_TYPES = ["Mailbox", "Email", "Preferences"] as const;
const PATIENCE_MS = 400;
const WEBSOCKET = "urn:ietf:params:jmap:websocket";

/** What the store needs of a server; the tests give a fake. */
export interface Transport {
  send(batch: Batch): Promise<Answers>;
}

export class JmapClient implements Transport {
  readonly session: Session;
  readonly using: string[];
  private socket: JmapSocket | undefined;
  private readonly pushListeners = new Set<(change: StateChange) => void>();
  private readonly stateListeners = new Set<(state: SocketState) => void>();

  constructor(session: Session, using: string[]) {
    this.session = session;
    this.using = using;
  }

  get socketState(): SocketState {
    return this.socket?.state ?? "closed";
  }

  onPush(listener: (change: StateChange) => void): void {
    this.pushListeners.add(listener);
  }

  onSocketState(listener: (state: SocketState) => void): void {
    this.stateListeners.add(listener);
  }

  /** Opens the socket. Without one (no capability) every request goes over HTTP. */
  connect(): void {
    const url = this.session.capabilities[WEBSOCKET]?.url;
    if (typeof url !== "string") return;
    const here = new URL(sameOrigin(url));
    here.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new JmapSocket(here.href, PUSHED_TYPES, {
      onState: (state) => {
        for (const listener of this.stateListeners) listener(state);
      },
      onPush: (change) => {
        for (const listener of this.pushListeners) listener(change);
      },
    });
    this.socket.connect();
  }

  /** Tries a new socket now instead of waiting for the next attempt. */
  reconnect(): void {
    this.socket?.reset();
  }

  /** The browser says that it has no network: a dead socket is noticed soon. */
  offline(): void {
    this.socket?.hurry();
  }

  async send(batch: Batch): Promise<Answers> {
    if (this.socket?.state === "connecting" && batch.repeatable) await this.settled();
    if (this.socket?.state === "live") {
      try {
        return new Answers(await this.socket.send(this.using, batch.calls));
      } catch (error) {
        const lost = error instanceof JmapError && error.outcome === "unreachable";
        if (!lost || !batch.repeatable) throw error;
      }
    }
    return new Answers(await this.post(batch.calls));
  }

  /** Until the socket lives or has failed, briefly: what may be sent twice needs no connection of its own. */
  private settled(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.stateListeners.delete(done);
        resolve();
      };
      const timer = setTimeout(done, PATIENCE_MS);
      this.stateListeners.add(done);
    });
  }

  private async post(methodCalls: Invocation[]): Promise<Invocation[]> {
    const response = await this.fetch(this.session.apiUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ using: this.using, methodCalls }),
    });
    return (await response.json()).methodResponses;
  }

  /** A request to this server; any refusal is thrown in the server's words. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(sameOrigin(url), { credentials: "same-origin", ...init });
    } catch {
      throw unreachable("noConnection");
    }
    if (response.ok) return response;
    throw await problemOf(response);
  }

  /** RFC 8620 §6.2. */
  downloadUrl(accountId: Id, blobId: Id, name: string, type: string): string {
    const values: Record<string, string> = { accountId, blobId, name, type };
    return fill(sameOrigin(this.session.downloadUrl), values);
  }

  /** RFC 8620 §6.1. */
  uploadUrl(accountId: Id): string {
    return fill(sameOrigin(this.session.uploadUrl), { accountId });
  }
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}|%7B(\w+)%7D/gi, (whole, a, b) => {
    const value = values[a ?? b];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

/** The page may be reached by another name than the session object says: keep to its own. */
export function sameOrigin(url: string): string {
  const found = /^\w+:\/\/[^/]+(\/.*)$/.exec(url);
  return new URL(found ? found[1]! : url, location.origin).href;
}

async function problemOf(response: Response): Promise<JmapError> {
  const text = await response.text().catch(() => "");
  try {
    const problem = JSON.parse(text);
    // With an article of ours the title is the cause alone; what works and what helps have their own members.
    const cause = problem.kb === undefined ? undefined : problem.title;
    const words =
      cause ?? problem.detail ?? problem.description ?? problem.title ?? String(response.status);
    const type = problem.type ?? "http";
    return new JmapError(type, words, problem.kb, response.status, undefined, problem);
  } catch {
    return new JmapError("http", String(response.status), undefined, response.status);
  }
}
