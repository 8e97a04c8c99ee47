// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";
import { useCellSelect } from "../../store/hooks.ts";
import { type App, useApp } from "../app.ts";

const system = matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  system.addEventListener("change", listener);
  return () => system.removeEventListener("change", listener);
}

/** The same for those who draw nothing. */
export function isDark(app: App): boolean {
  const { theme } = app.preferences.value;
  return theme === "system" ? system.matches : theme === "dark";
}

/** Whether the page is dark now: by choice, or by the system where it is left to it. */
export function useDark(): boolean {
  const app = useApp();
  const theme = useCellSelect(app.preferences, (preferences) => preferences.theme);
  const bySystem = useSyncExternalStore(subscribe, () => system.matches);
  return theme === "system" ? bySystem : theme === "dark";
}
