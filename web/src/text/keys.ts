// SPDX-License-Identifier: Apache-2.0
import { t } from "./t.tsx";

const NAMED: Record<string, string> = {
  Ctrl: "key.ctrl",
  Shift: "key.shift",
  Enter: "key.enter",
  Escape: "key.escape",
  Home: "key.home",
  End: "key.end",
  Delete: "key.delete",
  Esc: "key.escape",
};

/** A key as the keyboards of the page's language name it. */
export function keyName(key: string): string {
  const name = NAMED[key];
  return name ? t(name) : key;
}

/** "Ctrl Shift A" as a German reads it: "Strg Umschalt A". */
export const keysText = (keys: string) => keys.split(" ").map(keyName).join(" ");
