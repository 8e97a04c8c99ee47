// SPDX-License-Identifier: Apache-2.0
import { Check, type LucideIcon } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { keysText } from "../text/keys.ts";
import { IconButton, Key } from "./buttons.tsx";
import styles from "./Menu.module.css";

export type MenuItem =
  | "line"
  | { title: string }
  | {
      label: string;
      icon?: LucideIcon;
      keys?: string | undefined;
      checked?: boolean;
      bad?: boolean;
      /** Says why it cannot be done now. */
      why?: string | undefined;
      run(): void;
    };

export interface Point {
  x: number;
  y: number;
}

/** A menu at a button's edge or at a point; Esc, Tab or a click elsewhere closes it. */
export function Menu({
  items,
  at,
  label,
  header,
  onClose,
}: {
  items: MenuItem[];
  at: DOMRect | Point;
  label: string;
  header?: ReactNode;
  onClose(): void;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const opener = useRef(document.activeElement as HTMLElement | null);
  useLayoutEffect(() => {
    const menu = ref.current!;
    const rtl = getComputedStyle(document.documentElement).direction === "rtl";
    const { width, height } = menu.getBoundingClientRect();
    const button = "width" in at;
    let x = button && !rtl ? at.left : at.x;
    if (rtl) x = button ? at.right - width : at.x - width;
    if (x + width > innerWidth - 8) x = button ? at.right - width : innerWidth - 8 - width;
    let y = button ? at.bottom + 4 : at.y;
    if (y + height > innerHeight - 8)
      y = Math.max(8, (button ? at.top - 4 : innerHeight - 8) - height);
    menu.style.left = `${Math.max(8, x)}px`;
    menu.style.top = `${y}px`;
    const first = menu.querySelector<HTMLElement>("[aria-checked=true]") ?? itemsOf(menu)[0];
    first?.focus();
  }, [at]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) onClose();
    };
    addEventListener("pointerdown", outside, true);
    addEventListener("blur", onClose);
    return () => {
      removeEventListener("pointerdown", outside, true);
      removeEventListener("blur", onClose);
    };
  }, [onClose]);
  const close = () => {
    onClose();
    opener.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const all = itemsOf(ref.current!);
    const now = all.indexOf(document.activeElement as HTMLElement);
    const go = (index: number) => all[(index + all.length) % all.length]?.focus();
    if (event.key === "ArrowDown") go(now + 1);
    else if (event.key === "ArrowUp") go(now - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.length === 1 && /\S/.test(event.key)) typeAhead(all, now, event.key);
    else return;
    event.preventDefault();
  };
  return createPortal(
    <div ref={ref} className={styles.menu} onKeyDown={onKeyDown}>
      {header}
      <div role="menu" aria-label={label}>
        {items.map((item, index) => (
          <Entry key={index} item={item} close={close} />
        ))}
      </div>
    </div>,
    document.querySelector("main") ?? document.body,
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

function typeAhead(all: HTMLElement[], now: number, key: string): void {
  const rotated = [...all.slice(now + 1), ...all.slice(0, now + 1)];
  rotated.find((i) => i.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
}

function Entry({ item, close }: { item: MenuItem; close(): void }) {
  if (item === "line") return <div className={styles.line} role="separator" />;
  if ("title" in item)
    return (
      <div className={styles.title} role="presentation">
        {item.title}
      </div>
    );
  const { icon: Icon, checked } = item;
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  return (
    <button
      type="button"
      role={role}
      aria-checked={checked}
      aria-disabled={item.why ? true : undefined}
      aria-description={item.why}
      title={item.why}
      data-bad={item.bad || undefined}
      tabIndex={-1}
      className={styles.item}
      onClick={() => {
        if (item.why) return;
        close();
        item.run();
      }}
    >
      {Icon ? <Icon size={18} strokeWidth={1.75} aria-hidden /> : null}
      <span className={styles.label}>{item.label}</span>
      {checked ? <Check size={16} strokeWidth={2} aria-hidden /> : null}
      {item.keys ? <Key>{keysText(item.keys)}</Key> : null}
    </button>
  );
}

/** An icon that opens a menu. The items are made when it opens. */
export function MenuButton({
  icon,
  label,
  items,
  pressed,
  side,
}: {
  icon: LucideIcon;
  label: string;
  items(): MenuItem[];
  pressed?: boolean;
  side?: "end" | "start";
}) {
  const [at, setAt] = useState<DOMRect>();
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        {...(pressed ? { "data-on": true, style: { color: "var(--accent)" } } : {})}
        {...(side ? { side } : {})}
        onClick={(event) => setAt(at ? undefined : event.currentTarget.getBoundingClientRect())}
      />
      {at ? <Menu items={items()} at={at} label={label} onClose={() => setAt(undefined)} /> : null}
    </>
  );
}
