// SPDX-License-Identifier: Apache-2.0
import { formatNumber } from "../../text/message.ts";
import { locale, t } from "../../text/t.tsx";

/** 900 → "900 bytes", 412,000 → "412 KB", 1,840,000 → "1.8 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return t("size.bytes", { count: bytes });
  const units = ["size.kb", "size.mb", "size.gb"] as const;
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return t(units[unit] as string, { size: formatNumber(value, locale, digits) });
}
