// SPDX-License-Identifier: Apache-2.0
import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from "react";

const FOCUSABLE = "button:not([disabled]), a[href], input";

/** ARIA toolbar: one tab stop, arrows move within. */
export function Toolbar({ label, ...rest }: ComponentProps<"div"> & { label: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const items = [...(ref.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
    if (!items.some((i) => i.tabIndex === 0 && i.dataset.roving)) {
      items.forEach((item, index) => {
        item.tabIndex = index === 0 ? 0 : -1;
        item.dataset.roving = "";
      });
    } else for (const item of items) if (item.dataset.roving === undefined) item.tabIndex = -1;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...ref.current!.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const rtl = getComputedStyle(ref.current!).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : undefined;
    if (at < 0 || (step === undefined && to === undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = items[to ?? (at + step! + items.length) % items.length]!;
    for (const item of items) item.tabIndex = item === next ? 0 : -1;
    next.focus();
  };
  return <div ref={ref} role="toolbar" aria-label={label} onKeyDown={onKeyDown} {...rest} />;
}
