// SPDX-License-Identifier: Apache-2.0
import { Check } from "lucide-react";
import { createContext, useContext, useState } from "react";
import type { Preferences } from "../../jmap/types.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import type { App } from "../app.ts";
import { causeText } from "../undo.ts";
import styles from "./settings.module.css";

export type SavingState =
  | { is: "quiet" }
  | { is: "saved" }
  | { is: "refused"; cause: string; kb: string | undefined };

export interface Saving {
  state: SavingState;
  /** Applies at once, keeps it for all devices, says when that was refused. Resolves to whether it was kept. */
  change(patch: Partial<Preferences>): Promise<boolean>;
  /** The same for what is no preference. */
  run(task: () => Promise<unknown>): Promise<boolean>;
}

export function useSaving(app: App): Saving {
  const [state, setState] = useState<SavingState>({ is: "quiet" });
  const run = async (task: () => Promise<unknown>) => {
    try {
      await task();
      setState({ is: "saved" });
      return true;
    } catch (error) {
      const cause = asError(error);
      setState({ is: "refused", cause: causeText(cause), kb: cause.kb });
      return false;
    }
  };
  return { state, run, change: (patch) => run(() => app.preferences.change(patch)) };
}

export const SavingContext = createContext<Saving>({
  state: { is: "quiet" },
  change: async () => false,
  run: async () => false,
});
export const usePreferenceChange = () => useContext(SavingContext).change;

export const useSavingTask = () => useContext(SavingContext).run;

export function SavedLine({ state }: { state: SavingState }) {
  return (
    <span className={styles.saved} role="status" data-bad={state.is === "refused" || undefined}>
      {state.is === "saved" ? (
        <>
          <Check size={16} strokeWidth={1.75} aria-hidden /> {t("settings.saved")}
        </>
      ) : null}
      {state.is === "refused"
        ? t("settings.notSaved", { cause: state.cause, kb: state.kb ?? "" })
        : null}
    </span>
  );
}
