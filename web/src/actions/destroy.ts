// SPDX-License-Identifier: Apache-2.0
import type { App } from "../mailbox/app.ts";
import { causeText } from "../mailbox/undo.ts";
import { emailsHere, targetRows } from "../mailbox/view.ts";
import { asError } from "../store/store.ts";
import { t } from "../text/t.tsx";
import { allIds, leave } from "./rows.ts";

/** Deletes the target for good. Asked for by the trash action; there is no undo. */
export async function destroyTarget(app: App): Promise<void> {
  const rows = targetRows(app);
  try {
    const ids = app.ui.value.selectedAll
      ? await allIds(app)
      : rows.flatMap((id) => emailsHere(app, id).map((e) => e.id));
    leave(app, new Set(rows));
    const refused = await app.store.change(new Map(), ids);
    const cause = [...refused.values()][0];
    if (cause) throw cause;
    app.toasts.show({ text: t("destroy.done", { count: rows.length }), lasts: 5000 });
  } catch (error) {
    const cause = asError(error);
    const text = t("destroy.notDone", { cause: causeText(cause) });
    app.toasts.show({ tone: "alert", text, kb: cause.kb, lasts: Number.POSITIVE_INFINITY });
  }
}
