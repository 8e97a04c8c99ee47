// SPDX-License-Identifier: Apache-2.0
import { Cell } from "../store/events.ts";

export interface ToastAction {
  label: string;
  key?: string;
  run(): void;
}

export interface Toast {
  id: number;
  text: string;
  /** `alert` tells a failure and stays until it is closed. */
  tone: "status" | "alert";
  kb?: string | undefined;
  action?: ToastAction | undefined;
  /** Toasts of one group merge: their counts add up and their text is made anew. */
  group?: string | undefined;
  count?: number;
  /** Milliseconds on screen. */
  lasts: number;
}

export const UNDO_MS = 10_000;

/** One toast at a time; the next replaces it, or merges with it. */
export class Toasts extends Cell<Toast | undefined> {
  private next = 1;

  constructor() {
    super(undefined);
  }

  show(toast: Partial<Toast> & { text: string }): number {
    const id = this.next++;
    this.set({ tone: "status", lasts: UNDO_MS, ...toast, id });
    return id;
  }

  close(id?: number): void {
    if (id === undefined || this.value?.id === id) this.set(undefined);
  }
}
