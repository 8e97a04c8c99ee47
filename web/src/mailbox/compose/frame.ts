// SPDX-License-Identifier: Apache-2.0
import type { Content, FromFrame, Theme, ToFrame } from "../../editor/protocol.ts";

export const FRAME_URL = "/mail/compose-frame";
const ANSWER_WITHIN_MS = 5_000;

/** What the frame holds, and whether a person wrote in it. */
export interface Written {
  content: Content;
  typed: boolean;
}

/** Null: it has not begun, so nothing was written in it. Silent: it may hold words that nobody else has. */
export type Flushed = Written | "silent" | null;

export interface FrameEvents {
  onMessage(message: FromFrame): void;
  /** The text to begin with, asked for again when the frame had to be loaded anew. */
  first(): Extract<ToFrame, { type: "init" }>;
}

/** The page's end of the editor frame: one port, given only to the document that said "ready". */
export class EditorFrame {
  private port: MessagePort | undefined;
  private asked = 0;
  private readonly waiting = new Map<number, (written: Written) => void>();
  private readonly frame: HTMLIFrameElement;
  private readonly events: FrameEvents;

  constructor(frame: HTMLIFrameElement, events: FrameEvents) {
    this.frame = frame;
    this.events = events;
    addEventListener("message", this.greeted);
  }

  private readonly greeted = (event: MessageEvent<FromFrame>) => {
    if (event.source !== this.frame.contentWindow || event.data?.type !== "ready") return;
    this.port?.close();
    const channel = new MessageChannel();
    this.port = channel.port1;
    this.port.onmessage = (inner: MessageEvent<FromFrame>) => this.received(inner.data);
    // The frame has no origin that could be named; the port goes to whoever lies in it.
    this.frame.contentWindow?.postMessage(this.events.first(), "*", [channel.port2]);
  };

  private received(message: FromFrame): void {
    this.events.onMessage(message);
    if (message.type !== "content" || message.ask === null) return;
    this.waiting.get(message.ask)?.({ content: message.content, typed: message.typed });
    this.waiting.delete(message.ask);
  }

  say(message: ToFrame): void {
    this.port?.postMessage(message);
  }

  /** What is written at this moment. */
  flush(): Promise<Flushed> {
    if (!this.port) return Promise.resolve(null);
    const ask = ++this.asked;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(ask);
        resolve("silent");
      }, ANSWER_WITHIN_MS);
      this.waiting.set(ask, (written) => {
        clearTimeout(timer);
        resolve(written);
      });
      this.say({ type: "flush", ask });
    });
  }

  focus(at: "start" | "end" | "kept"): void {
    this.frame.focus();
    this.say({ type: "focus", at });
  }

  close(): void {
    removeEventListener("message", this.greeted);
    this.port?.close();
    this.port = undefined;
  }
}

export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    dark: style.colorScheme.includes("dark"),
    text: token("--text"),
    muted: token("--text2"),
    accent: token("--accent"),
    line: token("--line2"),
    font: token("--font"),
  };
}
