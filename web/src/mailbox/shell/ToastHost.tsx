// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import type { Toast } from "../toasts.ts";
import styles from "./ToastHost.module.css";

/** One toast, bottom left. Its time stands still while it is hovered or focused. */
export function ToastHost() {
  const { toasts } = useApp();
  const toast = useCell(toasts);
  const alert = toast?.tone === "alert";
  return (
    <>
      <div role="status" aria-live="polite" className={styles.host}>
        {toast && !alert ? <ToastBox key={toast.id} toast={toast} /> : null}
      </div>
      <div role="alert" className={styles.host}>
        {toast && alert ? <ToastBox key={toast.id} toast={toast} /> : null}
      </div>
    </>
  );
}

function ToastBox({ toast }: { toast: Toast }) {
  const { toasts } = useApp();
  const [held, setHeld] = useState(false);
  const left = useRef(toast.lasts);
  useEffect(() => {
    if (held || !Number.isFinite(left.current)) return;
    const from = performance.now();
    const timer = setTimeout(() => toasts.close(toast.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - from;
    };
  }, [held, toast.id, toasts]);
  const { action } = toast;
  return (
    <div
      className={styles.toast}
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text} dir="auto">
        {toast.text}{" "}
        {toast.kb ? (
          <a href={`/kb/${toast.kb}`} target="_blank" rel="noreferrer">
            {toast.kb}
          </a>
        ) : null}
      </span>
      {action ? (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            toasts.close(toast.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      ) : null}
      {action?.key ? <kbd className={styles.key}>{action.key}</kbd> : null}
      {Number.isFinite(toast.lasts) ? null : (
        <button
          type="button"
          className={styles.close}
          aria-label={t("close")}
          onClick={() => toasts.close(toast.id)}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}
