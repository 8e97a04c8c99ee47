// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §6.1: uploading binary data.
import type { Attachment } from "./attachment.ts";

export interface UploadProblem {
  /** The connection was lost: it starts again by itself. */
  again: boolean;
  cause: string;
  kb: string | null;
}

export interface UploadTask {
  key: string;
  type: string;
  file: Blob;
}

export interface UploadEvents {
  onProgress(key: string, sent: number): void;
  onDone(key: string, blobId: string): void;
  onProblem(key: string, problem: UploadProblem): void;
}

/** One running transfer; the page uses XMLHttpRequest, which alone tells how much has left. */
export type Transfer = (
  task: UploadTask,
  on: {
    progress(sent: number): void;
    done(blobId: string): void;
    problem(problem: UploadProblem): void;
  },
) => () => void;

const AT_ONCE = 3;
const AGAIN_MS = [2_000, 5_000, 10_000, 20_000];

/** Sends files, a few at a time; begins again what a lost connection stopped. */
export class Uploads {
  private readonly queue: UploadTask[] = [];
  private readonly running = new Map<string, () => void>();
  private readonly resting = new Map<
    string,
    { task: UploadTask; timer: ReturnType<typeof setTimeout> }
  >();
  private readonly failures = new Map<string, number>();
  private readonly transfer: Transfer;
  private readonly events: UploadEvents;

  constructor(transfer: Transfer, events: UploadEvents) {
    this.transfer = transfer;
    this.events = events;
  }

  add(task: UploadTask): void {
    this.queue.push(task);
    this.next();
  }

  cancel(key: string): void {
    const at = this.queue.findIndex((task) => task.key === key);
    if (at >= 0) this.queue.splice(at, 1);
    const resting = this.resting.get(key);
    if (resting) clearTimeout(resting.timer);
    this.resting.delete(key);
    this.running.get(key)?.();
    this.running.delete(key);
    this.failures.delete(key);
    this.next();
  }

  /** The connection is back. */
  resume(): void {
    for (const [key, { task, timer }] of [...this.resting]) {
      clearTimeout(timer);
      this.resting.delete(key);
      this.queue.push(task);
    }
    this.next();
  }

  stop(): void {
    for (const key of [...this.running.keys(), ...this.resting.keys()]) this.cancel(key);
    this.queue.length = 0;
  }

  private next(): void {
    while (this.running.size < AT_ONCE) {
      const task = this.queue.shift();
      if (!task) return;
      this.begin(task);
    }
  }

  private begin(task: UploadTask): void {
    const { key } = task;
    const ended = () => {
      this.running.delete(key);
      this.next();
    };
    this.running.set(key, () => {});
    const abort = this.transfer(task, {
      progress: (sent) => this.events.onProgress(key, sent),
      done: (blobId) => {
        this.failures.delete(key);
        this.events.onDone(key, blobId);
        ended();
      },
      problem: (problem) => {
        if (problem.again) this.rest(task);
        this.events.onProblem(key, problem);
        ended();
      },
    });
    if (this.running.has(key)) this.running.set(key, abort);
  }

  private rest(task: UploadTask): void {
    const failures = this.failures.get(task.key) ?? 0;
    this.failures.set(task.key, failures + 1);
    const wait = AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)] as number;
    const timer = setTimeout(() => {
      this.resting.delete(task.key);
      this.queue.push(task);
      this.next();
    }, wait);
    this.resting.set(task.key, { task, timer });
  }
}

/** Uploads over XMLHttpRequest to the account's upload address. */
export function httpTransfer(url: string): Transfer {
  return (task, on) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "text";
    request.setRequestHeader("Content-Type", task.type || "application/octet-stream");
    request.upload.onprogress = (event) => on.progress(event.loaded);
    request.onload = () => {
      const answer = read(request.responseText);
      if (request.status < 300 && typeof answer.blobId === "string") on.done(answer.blobId);
      else on.problem(refusal(request.status, answer));
    };
    request.onerror = () => on.problem({ again: true, cause: "", kb: null });
    request.send(task.file);
    return () => {
      request.onerror = null;
      request.abort();
    };
  };
}

function read(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** 429 and 503 pass by themselves; anything else would be refused again. */
function refusal(status: number, answer: Record<string, unknown>): UploadProblem {
  const words = answer.detail ?? answer.description ?? answer.title;
  return {
    again: status === 429 || status === 503,
    cause: typeof words === "string" ? words : String(status),
    kb: typeof answer.kb === "string" ? answer.kb : null,
  };
}

export function patchFile(
  files: readonly Attachment[],
  key: string,
  patch: Partial<Attachment>,
): Attachment[] {
  return files.map((file) => (file.key === key ? { ...file, ...patch } : file));
}
