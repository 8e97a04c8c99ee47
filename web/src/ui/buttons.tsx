// SPDX-License-Identifier: Apache-2.0
import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { keysText } from "../text/keys.ts";
import styles from "./buttons.module.css";

type Common = Omit<ComponentProps<"button">, "children">;

/** An icon with a name. `why` makes it unavailable, still focusable, and says the cause. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  why,
  filled,
  side,
  onClick,
  ...rest
}: Common & {
  icon: LucideIcon;
  label: string;
  keys?: string | undefined;
  why?: string | undefined;
  filled?: boolean;
  side?: "end" | "start";
}) {
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      aria-disabled={why ? true : undefined}
      aria-description={why}
      data-tip={why ?? (keys ? `${label}  ${keysText(keys)}` : label)}
      data-tip-side={side}
      onClick={why ? undefined : onClick}
      {...rest}
    >
      <Icon size={18} strokeWidth={1.75} fill={filled ? "currentColor" : "none"} aria-hidden />
    </button>
  );
}

export function Button({
  icon: Icon,
  primary,
  bad,
  children,
  ...rest
}: ComponentProps<"button"> & {
  icon?: LucideIcon;
  primary?: boolean;
  bad?: boolean;
  children?: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      data-primary={primary || undefined}
      data-bad={bad || undefined}
      {...rest}
    >
      {Icon ? <Icon size={16} strokeWidth={1.75} aria-hidden /> : null}
      {children}
    </button>
  );
}

export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>;
}
