// SPDX-License-Identifier: Apache-2.0
import { useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { sizeText } from "../compose/size.ts";
import styles from "./Tree.module.css";

const WARN_FROM = 0.9;

/** How full the mailbox is; nothing where nothing limits it. */
export function QuotaLine() {
  const app = useApp();
  const quota = useSelect(app.store, (store) => store.quota);
  if (!quota) return null;
  const share = Math.min(1, quota.used / quota.hardLimit);
  const words = t("quota.used", { used: sizeText(quota.used), limit: sizeText(quota.hardLimit) });
  return (
    <div className={styles.quota} data-warn={share >= WARN_FROM || undefined}>
      <div
        role="meter"
        aria-label={t("quota.label")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
        className={styles.meter}
      >
        <i style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
