// SPDX-License-Identifier: Apache-2.0

import { SquarePen } from "lucide-react";
import { useEffect, useState } from "react";
import { actionById } from "../../actions/index.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import styles from "./ComposeFloat.module.css";

/** The phone's Compose button; only its icon while the list is scrolled down. */
export function ComposeFloat() {
  const app = useApp();
  const [small, setSmall] = useState(false);
  useEffect(() => {
    let last = 0;
    const onScroll = (event: Event) => {
      const top = (event.target as HTMLElement).scrollTop ?? 0;
      if (Math.abs(top - last) < 4) return;
      setSmall(top > last);
      last = top;
    };
    document.addEventListener("scroll", onScroll, true);
    return () => document.removeEventListener("scroll", onScroll, true);
  }, []);
  return (
    <button
      type="button"
      className={styles.float}
      data-small={small || undefined}
      aria-label={t("compose")}
      onClick={() => actionById("compose").run(app)}
    >
      <SquarePen size={22} strokeWidth={1.75} aria-hidden />
      {small ? null : <span>{t("compose")}</span>}
    </button>
  );
}
