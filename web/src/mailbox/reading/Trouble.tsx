// SPDX-License-Identifier: Apache-2.0
import type { JmapError, Outcome } from "../../jmap/errors.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { Glyph, type GlyphKind } from "../../ui/Glyph.tsx";
import styles from "./reading.module.css";

const GLYPHS: Record<Outcome, GlyphKind> = {
  off: "off",
  unreadable: "unreadable",
  denied: "denied",
  broken: "broken",
  unreachable: "unreadable",
  signedOut: "denied",
};

/** Why a message, or a part of it, is not shown: the cause, what still works, one thing to do. */
export function Trouble({
  error,
  again,
  part,
}: {
  error: JmapError;
  again?: () => void;
  part?: boolean;
}) {
  const gone = error.type === "notFound";
  const title = gone ? t("trouble.gone") : titleOf(error);
  const works = gone
    ? t("trouble.goneWorks")
    : t(part ? "trouble.headersWork" : "trouble.othersWork");
  return (
    <div className={styles.trouble} role="alert" data-part={part || undefined}>
      <Glyph kind={gone ? "off" : GLYPHS[error.outcome]} size={18} />
      <div>
        <p className={styles.troubleTitle}>{title}</p>
        <p className={styles.troubleText}>
          {works}{" "}
          {error.kb ? (
            <a href={`/kb/${error.kb}`} target="_blank" rel="noreferrer">
              {error.kb}
            </a>
          ) : null}
        </p>
        {again && !gone ? <Button onClick={again}>{t("tryAgain")}</Button> : null}
      </div>
    </div>
  );
}

function titleOf(error: JmapError): string {
  if (error.kb === "KB1201") return t("trouble.damaged");
  if (error.outcome === "unreachable")
    return t(navigator.onLine ? "trouble.noAnswer" : "trouble.offline");
  if (error.outcome === "signedOut") return t("trouble.signedOut");
  return t("trouble.cause", { cause: error.message });
}
