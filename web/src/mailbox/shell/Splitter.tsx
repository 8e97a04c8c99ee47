// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent, PointerEvent } from "react";
import { useCellSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import styles from "./Splitter.module.css";

const LEAST = 320;
const MOST = 560;
const STEP = 16;

/** The edge between list and message: dragged, or moved by arrows; kept in the preferences. */
export function Splitter() {
  const app = useApp();
  const width = useCellSelect(app.preferences, (p) => p.listWidth);
  const clamp = (value: number) => Math.round(Math.min(MOST, Math.max(LEAST, value)));
  const rtl = () => getComputedStyle(document.documentElement).direction === "rtl";
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const list = handle.previousElementSibling as HTMLElement;
    const start = event.clientX;
    const before = list.getBoundingClientRect().width;
    let now = before;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => {
      now = clamp(before + (move.clientX - start) * (rtl() ? -1 : 1));
      list.parentElement!.style.setProperty("--list", `${now}px`);
    };
    handle.onpointerup = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
      list.parentElement!.style.removeProperty("--list");
      app.setPreference({ listWidth: now });
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: rtl() ? -STEP : STEP, ArrowLeft: rtl() ? STEP : -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    app.setPreference({ listWidth: clamp(width + by) });
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      className={styles.splitter}
      aria-orientation="vertical"
      aria-label={t("splitter")}
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
