// SPDX-License-Identifier: Apache-2.0
import { clock, daysAgo } from "../../text/dates.ts";
import { locale } from "../../text/t.tsx";

const format = (date: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, options).format(date);

/** A message's date: "Today 10:42", "Thu 19 Nov, 10:42", "19 Nov 2025, 10:42". */
export function whenText(iso: string, now: Date, place: "alone" | "inside" = "alone"): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const ago = daysAgo(date, now);
  const time = clock(date);
  if (ago === 0) {
    const today = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day");
    if (place === "inside") return `${today} ${time}`;
    return `${today.charAt(0).toLocaleUpperCase(locale)}${today.slice(1)} ${time}`;
  }
  return `${dayText(iso, now)}, ${time}`;
}

/** The same without the time, for closed messages. */
export function dayText(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  if (daysAgo(date, now) === 0) return clock(date);
  const thisYear = date.getFullYear() === now.getFullYear() && date <= now;
  const day = format(date, {
    day: "numeric",
    month: "short",
    ...(thisYear ? {} : { year: "numeric" }),
  });
  return thisYear ? `${format(date, { weekday: "short" })} ${day}` : day;
}
