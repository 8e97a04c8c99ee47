// SPDX-License-Identifier: Apache-2.0
import type { Id } from "../../jmap/types.ts";

export type AttachmentState = "waiting" | "sending" | "stopped" | "refused" | "done";

export interface Attachment {
  key: string;
  name: string;
  type: string;
  size: number;
  /** The server's blob; null until it is whole there. */
  blobId: Id | null;
  /** Set for a picture inside the text. */
  cid: string | null;
  /** A picture of the signature. */
  signature?: boolean;
  state: AttachmentState;
  /** Bytes that have left. */
  sent: number;
  /** Why it stopped or was refused, in the server's words. */
  cause: string | null;
  kb: string | null;
}

export function fromFile(file: File, key: string, cid: string | null): Attachment {
  return {
    key,
    name: file.name || (cid ? `image.${ending(file.type)}` : "file"),
    type: file.type || "application/octet-stream",
    size: file.size,
    blobId: null,
    cid,
    state: "waiting",
    sent: 0,
    cause: null,
    kb: null,
  };
}

function ending(type: string): string {
  return type.replace(/^image\//, "").replace("jpeg", "jpg") || "png";
}

/** A blob that the server has already: forwards, quoted pictures, reopened drafts. */
export function fromBlob(part: {
  blobId: Id;
  name: string | null;
  type: string;
  size: number;
  cid: string | null;
}): Attachment {
  return {
    key: `${part.blobId}-${part.cid ?? ""}`,
    name: part.name ?? "file",
    type: part.type,
    size: part.size,
    blobId: part.blobId,
    cid: part.cid,
    state: "done",
    sent: part.size,
    cause: null,
    kb: null,
  };
}

/** Whole percents, 100 only when the server has said so. */
export function percent(file: Attachment): number {
  if (file.state === "done") return 100;
  return file.size === 0 ? 0 : Math.min(99, Math.floor((file.sent / file.size) * 100));
}

/** The letters on a tile: the ending of the name, else the kind of data. */
export function badge(name: string, type: string): string {
  const dot = /\.([A-Za-z0-9]{1,4})$/.exec(name);
  if (dot) return (dot[1] as string).toUpperCase();
  const kind = /^(image|audio|video|text|message)\//.exec(type)?.[1];
  return (
    { image: "IMG", audio: "SND", video: "VID", text: "TXT", message: "EML" }[kind ?? ""] ?? "BIN"
  );
}

export const unfinished = (files: readonly Attachment[]) =>
  files.filter((file) => file.state !== "done" && file.state !== "refused");

/** Files beside the text; a picture that left the text is not sent. */
export const beside = (files: readonly Attachment[]) => files.filter((file) => file.cid === null);
