// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import type { Id } from "../../jmap/types.ts";
import { useApp } from "../app.ts";
import { rowOf, rowsOf } from "../view.ts";
import { detailsOf } from "./detail.ts";

const AFTER_MS = 100;

/** After a moment's rest, what the next and the previous message need is fetched. */
export function usePrefetch(emailId: Id): void {
  const app = useApp();
  useEffect(() => {
    const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
    if (saving) return;
    const timer = setTimeout(() => {
      const rows = rowsOf(app);
      const at = rows.indexOf(rowOf(app, emailId));
      if (at < 0) return;
      for (const id of [rows[at + 1], rows[at - 1]]) {
        if (id)
          void detailsOf(app)
            .get(id)
            .catch(() => {});
      }
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [app, emailId]);
}
