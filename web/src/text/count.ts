// SPDX-License-Identifier: Apache-2.0
import { formatNumber } from "./message.ts";
import { locale, t } from "./t.tsx";

/** A folder's count: exact to 9,999, then "10k+"; nothing for zero. */
export function shortCount(count: number): string {
  if (count <= 0) return "";
  if (count <= 9_999) return formatNumber(count, locale);
  return t("count.thousands", { count: Math.floor(count / 1000) });
}

export const number = (value: number) => formatNumber(value, locale);
