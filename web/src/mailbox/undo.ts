// SPDX-License-Identifier: Apache-2.0
import type { JmapError } from "../jmap/errors.ts";
import type { Id, Patch } from "../jmap/types.ts";
import { flippedPatch, inversePatch } from "../store/patch.ts";
import { asError } from "../store/store.ts";
import { t } from "../text/t.tsx";
import type { App } from "./app.ts";

const KEPT = 20;
const TINT_MS = 1200;

interface Step {
  inverse: ReadonlyMap<Id, Patch>;
}

export interface Told {
  /** Catalogue key of what was done, with `{count}`: "{count} archived". */
  done: string;
  /** Catalogue key of what was not done, with `{cause}`: "Not archived: {cause}". */
  notDone: string;
  count: number;
  values?: Record<string, string | number>;
  /** False for changes that need no telling, such as reading. */
  toast?: boolean;
}

/** Does a change at once, tells it with an Undo, and takes it back when the server refuses. */
export class UndoStack {
  private readonly app: App;
  private steps: Step[] = [];

  constructor(app: App) {
    this.app = app;
  }

  get empty(): boolean {
    return this.steps.length === 0;
  }

  async change(patches: ReadonlyMap<Id, Patch>, told: Told): Promise<void> {
    const { store } = this.app;
    const inverse = new Map<Id, Patch>();
    for (const [id, patch] of patches) {
      const email = store.emails.get(id);
      inverse.set(id, email ? inversePatch(email, patch) : flippedPatch(patch));
    }
    const step: Step = { inverse };
    if (told.toast !== false) {
      this.steps = [...this.steps, step].slice(-KEPT);
      this.tell(told);
    }
    let refused: Map<Id, JmapError>;
    try {
      refused = await store.change(patches);
    } catch (error) {
      const cause = asError(error);
      refused = new Map([...patches.keys()].map((id) => [id, cause]));
    }
    if (refused.size > 0) this.takeBack(step, patches, refused, told);
  }

  /** Undoes the newest step. */
  async undo(): Promise<void> {
    const step = this.steps.at(-1);
    if (!step) return;
    this.steps = this.steps.slice(0, -1);
    this.app.toasts.close();
    await this.change(step.inverse, {
      done: "undo.done",
      notDone: "undo.notDone",
      count: step.inverse.size,
      toast: false,
    });
  }

  private tell(told: Told): void {
    const { toasts } = this.app;
    const last = toasts.value;
    const merges = last?.group === told.done && last.tone === "status";
    const count = told.count + (merges ? (last.count ?? 0) : 0);
    toasts.show({
      text: t(told.done, { ...told.values, count }),
      group: told.done,
      count,
      action: { label: t("undo"), key: "Z", run: () => void this.undo() },
    });
  }

  private takeBack(
    step: Step,
    patches: ReadonlyMap<Id, Patch>,
    refused: Map<Id, JmapError>,
    told: Told,
  ): void {
    this.steps = this.steps.filter((s) => s !== step);
    const cause = [...refused.values()][0]!;
    const again = new Map([...patches].filter(([id]) => refused.has(id)));
    this.app.ui.update({ returned: new Set(refused.keys()) });
    setTimeout(() => this.app.ui.update({ returned: new Set() }), TINT_MS);
    this.app.toasts.show({
      tone: "alert",
      text: t(told.notDone, { ...told.values, count: refused.size, cause: causeText(cause) }),
      kb: cause.kb,
      lasts: Number.POSITIVE_INFINITY,
      action: { label: t("tryAgain"), run: () => void this.change(again, told) },
    });
  }
}

/** The server's words; for what no server said, ours. */
export function causeText(error: JmapError): string {
  if (error.outcome !== "unreachable") return error.message;
  return t(navigator.onLine ? "cause.noAnswer" : "cause.offline");
}
