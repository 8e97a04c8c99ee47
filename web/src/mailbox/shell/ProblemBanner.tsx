// SPDX-License-Identifier: Apache-2.0
import { isOfTheStore } from "../../jmap/errors.ts";
import { useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { Glyph, type GlyphKind } from "../../ui/Glyph.tsx";
import { useApp } from "../app.ts";
import { causeText } from "../undo.ts";
import styles from "./ProblemBanner.module.css";

const GLYPHS: Partial<Record<string, GlyphKind>> = {
  off: "off",
  unreadable: "unreadable",
  denied: "denied",
  broken: "broken",
};

/** Across the sheet while the whole mailbox has a problem. It pushes the panes down, once. */
export function ProblemBanner() {
  const app = useApp();
  const problem = useSelect(app.store, (store) => store.problem ?? store.syncer.failure);
  if (!problem || problem.outcome === "unreachable") return null;
  const signedOut = problem.outcome === "signedOut";
  return (
    <div className={styles.banner} data-outcome={problem.outcome} role="alert">
      <Glyph kind={GLYPHS[problem.outcome] ?? "off"} size={18} />
      <p dir="auto">
        <b>{signedOut && !problem.kb ? t("problem.signedOut") : causeText(problem)}</b>{" "}
        {signedOut ? t("problem.signedOut.safe") : (problem.works ?? t("problem.shown"))}{" "}
        {problem.kb ? (
          <a href={`/kb/${problem.kb}`} target="_blank" rel="noreferrer">
            {problem.kb}
          </a>
        ) : null}
        {isOfTheStore(problem) ? <span className={styles.more}>{t("problem.safe")}</span> : null}
      </p>
      {signedOut ? (
        <Button
          onClick={() => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)}
        >
          {t("signIn")}
        </Button>
      ) : (
        <Button
          onClick={() => {
            app.store.solved();
            void app.live.check();
          }}
        >
          {t("checkNow")}
        </Button>
      )}
    </div>
  );
}
