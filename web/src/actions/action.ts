// SPDX-License-Identifier: Apache-2.0
import type { LucideIcon } from "lucide-react";
import type { App } from "../mailbox/app.ts";

export type Group = "move" | "act" | "write" | "select" | "view";

/** One thing that a person can do, however it is reached: key, toolbar, menu, swipe or palette. */
export interface Action {
  readonly id: string;
  readonly group: Group;
  readonly icon: LucideIcon;
  /** Catalogue key of its name, by what it would do now. */
  label(app: App): string;
  /** Keys that do it: `e`, `#`, `Shift+J`, `Ctrl+k`, `g i`. The first is shown. */
  readonly keys?: readonly string[];
  /** False where there is nothing that it could act on. Absent means always. */
  ready?(app: App): boolean;
  run(app: App): void;
}

/** A key as it is shown. */
export function keyLabel(keys: readonly string[] | undefined): string | undefined {
  const first = keys?.[0];
  if (first === undefined) return undefined;
  return first
    .split(" ")
    .map((k) =>
      k.length === 1 ? k.toUpperCase() : k.replace(/\+([a-z])$/, (_, c) => `+${c.toUpperCase()}`),
    )
    .join(" ")
    .replaceAll("+", " ");
}

/** In somebody else's folder only what its rights allow is shown at all. */
export function offered(app: App, id: string): boolean {
  if (!app.isShared) return true;
  if (["archive", "junk", "move"].includes(id)) return false;
  const { place } = app.router.value;
  const mailbox = place.kind === "mailbox" ? app.store.mailboxes.get(place.id) : undefined;
  if (id === "flag") return mailbox?.myRights.maySetKeywords === true;
  // Whoever may post takes back what they posted.
  if (id === "trash") return mailbox?.myRights.mayAddItems === true;
  return true;
}
