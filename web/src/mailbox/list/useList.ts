// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import type { Id } from "../../jmap/types.ts";
import { useCell, useSelect } from "../../store/hooks.ts";
import { type QueryWindow, queryKey } from "../../store/window.ts";
import { useApp } from "../app.ts";
import { specOf } from "../view.ts";

export interface ListState {
  window: QueryWindow;
  key: string;
  rows: (Id | undefined)[];
  loaded: boolean;
  error: JmapError | undefined;
}

/** The query on screen: opened when it comes, closed when it goes, patched in between. */
export function useList(): ListState {
  const app = useApp();
  const route = useCell(app.router);
  const ui = useCell(app.ui);
  const preferences = useCell(app.preferences);
  const folders = useSelect(app.store, (s) => s.mailboxes.ids().length);
  const spec = useMemo(
    () => specOf(app),
    [
      app,
      route.place,
      route.query,
      ui.filtering,
      ui.found,
      ui.everywhere,
      preferences.conversations,
      preferences.sorts,
      folders,
    ],
  );
  const key = queryKey(spec);
  useEffect(() => {
    app.store.open(spec);
    return () => app.store.close(spec);
  }, [app, key]);
  return useSelect(app.store, (store) => {
    const window = store.window(spec);
    return {
      window,
      key,
      rows: store.rows(window),
      loaded: window.loaded,
      error: window.error,
    };
  });
}
