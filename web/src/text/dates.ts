// SPDX-License-Identifier: Apache-2.0
import { locale } from "./t.tsx";

let relative: Intl.RelativeTimeFormat | undefined;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found.format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

const DAY = 86_400_000;

/** Whole days from `date` back to `now`: 0 today, negative in the future. */
export function daysAgo(date: Date, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(date)) / DAY);
}

export const clock = (date: Date) =>
  format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A list row's date: time today, weekday for six days, day and month this year, else a date. */
export function listDate(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const ago = daysAgo(date, now);
  if (ago === 0) return clock(date);
  if (ago > 0 && ago <= 6) return format(date, { weekday: "short" });
  if (ago > 0 && date.getFullYear() === now.getFullYear())
    return format(date, { day: "numeric", month: "short" });
  return format(date, { dateStyle: "short" });
}

/** The whole date with its zone, for tooltips and names. */
export function fullDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : format(date, { dateStyle: "full", timeStyle: "long" });
}

/** A chip's or a bubble's date. */
export function dayDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : format(date, { dateStyle: "medium" });
}

/** "today" in the page's language, for spoken row names. */
export function spokenDate(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const ago = daysAgo(date, now);
  if (ago === 0 || ago === 1) {
    relative ??= new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const word = relative.format(-ago, "day");
    return `${word} ${clock(date)}`;
  }
  return format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
