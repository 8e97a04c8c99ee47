// SPDX-License-Identifier: Apache-2.0

/**
 * What the mailbox page and the editor frame say to each other. The frame has no origin and no network;
 * after its "ready" every word goes over one MessagePort, which a document that replaced it cannot get.
 */

export type Command =
  | "bold"
  | "italic"
  | "underline"
  | "strike"
  | "bullets"
  | "numbers"
  | "indent"
  | "outdent"
  | "quote"
  | "clear"
  | "undo"
  | "redo";

export interface Theme {
  dark: boolean;
  text: string;
  muted: string;
  accent: string;
  line: string;
  font: string;
}

/** One identity's signature for another's. */
export interface SignatureChange {
  /** That of the identity before; empty when it had none. */
  was: string;
  html: string;
  /** Whether one is put in where none stood. */
  insert: boolean;
  /** The line above the quotation. */
  line: string | null;
  below: boolean;
}

export type ToFrame =
  | {
      type: "init";
      html: string;
      theme: Theme;
      label: string;
      lang: string;
      cursor: "start" | "end" | "none";
    }
  | { type: "html"; html: string }
  | { type: "insert"; html: string }
  | { type: "command"; command: Command }
  | { type: "link"; url: string | null }
  | { type: "image"; src: string; cid: string; blob: Blob | null; alt: string }
  | { type: "add-image"; cid: string; blob: Blob; alt: string }
  | { type: "theme"; theme: Theme }
  | { type: "focus"; at: "start" | "end" | "kept" }
  | ({ type: "signature" } & SignatureChange)
  | { type: "flush"; ask: number };

/** Where the cursor stands, for the toolbar's pressed states. */
export interface Marks {
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  bullets: boolean;
  numbers: boolean;
  quote: boolean;
  link: string | null;
  undo: boolean;
  redo: boolean;
  selected: string;
}

export interface Content {
  html: string;
  /** The same as text/plain; format=flowed (RFC 3676). */
  text: string;
  /** The writer's own words, for the forgotten-attachment line: without quotations and signature. */
  own: string;
  /** The signature's words; null when the text has none. */
  signature: string | null;
  /** cids of the images still in the text. */
  cids: string[];
}

export interface ForwardedKey {
  key: string;
  code: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

export type FromFrame =
  | { type: "ready" }
  | { type: "content"; content: Content; ask: number | null; typed: boolean }
  | { type: "marks"; marks: Marks }
  | { type: "key"; key: ForwardedKey }
  | { type: "files"; files: File[]; inline: boolean }
  | { type: "want-image"; src: string }
  | { type: "embedded"; src: string; file: File }
  | { type: "dragging"; over: boolean }
  | { type: "focus" };
