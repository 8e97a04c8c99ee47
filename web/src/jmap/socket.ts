// SPDX-License-Identifier: Apache-2.0
// RFC 8887: JMAP over WebSocket, with push.
import { JmapError, unreachable } from "./errors.ts";
import type { Invocation, StateChange } from "./types.ts";

export type SocketState = "connecting" | "live" | "closed";

export interface SocketEvents {
  onState(state: SocketState): void;
  onPush(change: StateChange): void;
}

interface Waiting {
  resolve(responses: Invocation[]): void;
  reject(error: JmapError): void;
  timer: ReturnType<typeof setTimeout>;
}

const ANSWER_WITHIN_MS = 30_000;
/** While the browser says that it has no network: a server on this machine would still answer. */
const OFFLINE_ANSWER_WITHIN_MS = 3_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** A socket that reconnects by itself. It sends nothing while nothing is asked of it. */
export class JmapSocket {
  state: SocketState = "connecting";
  private socket: WebSocket | undefined;
  private readonly waiting = new Map<string, Waiting>();
  private nextId = 0;
  private failures = 0;
  private pushState: string | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private readonly url: string;
  private readonly dataTypes: readonly string[];
  private readonly events: SocketEvents;

  constructor(url: string, dataTypes: readonly string[], events: SocketEvents) {
    this.url = url;
    this.dataTypes = dataTypes;
    this.events = events;
  }

  connect(): void {
    clearTimeout(this.retry);
    if (this.stopped || this.socket) return;
    const socket = new WebSocket(this.url, "jmap");
    this.socket = socket;
    socket.onopen = () => this.opened(socket);
    socket.onmessage = (event) => this.received(String(event.data));
    socket.onclose = () => this.closed(socket);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.socket?.close();
  }

  /** Drops a socket that no longer answers, so that the next one is tried at once. */
  reset(): void {
    this.failures = 0;
    const socket = this.socket;
    if (socket) {
      socket.close();
      this.closed(socket);
    }
    this.connect();
  }

  send(using: string[], methodCalls: Invocation[]): Promise<Invocation[]> {
    const id = `r${this.nextId++}`;
    return new Promise((resolve, reject) => {
      const timer = this.patience(
        id,
        navigator.onLine ? ANSWER_WITHIN_MS : OFFLINE_ANSWER_WITHIN_MS,
      );
      this.waiting.set(id, { resolve, reject, timer });
      this.socket!.send(JSON.stringify({ "@type": "Request", id, using, methodCalls }));
    });
  }

  /** The network is gone, says the browser: what is under way is not waited for as long as usual. */
  hurry(): void {
    for (const [id, waiting] of this.waiting) {
      clearTimeout(waiting.timer);
      waiting.timer = this.patience(id, OFFLINE_ANSWER_WITHIN_MS);
    }
  }

  private patience(id: string, ms: number): Waiting["timer"] {
    return setTimeout(() => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      waiting?.reject(unreachable("noAnswer"));
      if (ms === OFFLINE_ANSWER_WITHIN_MS) this.reset();
    }, ms);
  }

  private opened(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.failures = 0;
    socket.send(
      JSON.stringify({
        "@type": "WebSocketPushEnable",
        dataTypes: this.dataTypes,
        ...(this.pushState ? { pushState: this.pushState } : {}),
      }),
    );
    this.change("live");
  }

  private received(text: string): void {
    const message = JSON.parse(text);
    if (message["@type"] === "StateChange") {
      if (message.pushState) this.pushState = message.pushState;
      this.events.onPush(message);
      return;
    }
    const waiting = this.waiting.get(message.requestId);
    if (!waiting) return;
    this.waiting.delete(message.requestId);
    clearTimeout(waiting.timer);
    if (message["@type"] === "Response") waiting.resolve(message.methodResponses);
    else
      waiting.reject(
        new JmapError(message.type, message.detail ?? message.type, message.kb, message.status),
      );
  }

  private closed(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(unreachable("closed"));
    }
    this.waiting.clear();
    this.change("closed");
    if (this.stopped) return;
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures++);
    this.retry = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  private change(state: SocketState): void {
    if (this.state === state) return;
    this.state = state;
    this.events.onState(state);
  }
}
