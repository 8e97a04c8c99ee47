// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";

/** How much room there is: phone < 640 ≤ narrow < 1000 ≤ rail < 1280 ≤ wide. */
export type Room = "phone" | "narrow" | "rail" | "wide";

const QUERIES: [Room, MediaQueryList][] = [
  ["phone", matchMedia("(width < 640px)")],
  ["narrow", matchMedia("(width < 1000px)")],
  ["rail", matchMedia("(width < 1280px)")],
];

export function roomNow(): Room {
  return QUERIES.find(([, query]) => query.matches)?.[0] ?? "wide";
}

function subscribe(listener: () => void): () => void {
  for (const [, query] of QUERIES) query.addEventListener("change", listener);
  return () => {
    for (const [, query] of QUERIES) query.removeEventListener("change", listener);
  };
}

export const useRoom = () => useSyncExternalStore(subscribe, roomNow);

const coarse = matchMedia("(pointer: coarse)");
const subscribeCoarse = (listener: () => void) => {
  coarse.addEventListener("change", listener);
  return () => coarse.removeEventListener("change", listener);
};
export const useCoarse = () => useSyncExternalStore(subscribeCoarse, () => coarse.matches);

export const calmMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
