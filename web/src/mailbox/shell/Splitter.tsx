// SPDX-License-Identifier: Apache-2.0
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useCellSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import styles from "./Splitter.module.css";

const STEP = 16;
const WIDTH = { least: 320, most: 560, usual: 424 };
/** The least of the list, and what it leaves of the sheet to the message. */
const HEIGHT = { least: 240, left: 200, share: 0.46 };

const isRtl = () => getComputedStyle(document.documentElement).direction === "rtl";

interface Edge {
  orientation: "vertical" | "horizontal";
  label: string;
  variable: "--list" | "--list-block";
  now: number;
  least: number;
  most: number;
  /** The list's size at the moment. */
  size(list: HTMLElement): number;
  /** How far the pointer has come since, towards more room for the list. */
  way(from: PointerEvent<HTMLElement>, to: globalThis.PointerEvent): number;
  /** What a key adds. */
  step(key: string): number | undefined;
  keep(size: number): void;
  /** The size that it has when nobody chose one. */
  reset(): void;
}

/** An edge between two panes: dragged, moved by arrows, put back by a double click. */
function Handle({ edge, handle }: { edge: Edge; handle?: RefObject<HTMLDivElement | null> }) {
  const clamp = (value: number) => Math.round(Math.min(edge.most, Math.max(edge.least, value)));
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const target = event.currentTarget;
    const list = target.previousElementSibling as HTMLElement;
    const before = edge.size(list);
    let now = before;
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (move) => {
      now = clamp(before + edge.way(event, move));
      list.parentElement!.style.setProperty(edge.variable, `${now}px`);
    };
    target.onpointerup = () => {
      target.onpointermove = null;
      target.onpointerup = null;
      list.parentElement!.style.removeProperty(edge.variable);
      if (now !== before) edge.keep(now);
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ends = { Home: edge.least, End: edge.most }[event.key];
    const by = edge.step(event.key);
    if (by === undefined && ends === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    edge.keep(ends ?? clamp(edge.now + by!));
  };
  return (
    <div
      ref={handle}
      role="separator"
      tabIndex={0}
      className={styles.splitter}
      data-orientation={edge.orientation}
      aria-orientation={edge.orientation}
      aria-label={edge.label}
      aria-valuenow={edge.now}
      aria-valuemin={edge.least}
      aria-valuemax={edge.most}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={edge.reset}
    />
  );
}

/** Between the list and the message beside it. */
export function Splitter() {
  const app = useApp();
  const now = useCellSelect(app.preferences, (p) => p.listWidth);
  const edge: Edge = {
    orientation: "vertical",
    label: t("splitter"),
    variable: "--list",
    now,
    ...WIDTH,
    size: (list) => list.getBoundingClientRect().width,
    way: (from, to) => (to.clientX - from.clientX) * (isRtl() ? -1 : 1),
    step: (key) => ({ ArrowRight: isRtl() ? -STEP : STEP, ArrowLeft: isRtl() ? STEP : -STEP })[key],
    keep: (listWidth) => app.setPreference({ listWidth }),
    reset: () => app.setPreference({ listWidth: WIDTH.usual }),
  };
  return <Handle edge={edge} />;
}

/** Between the list and the message below it. */
export function SplitterBelow() {
  const app = useApp();
  const chosen = useCellSelect(app.preferences, (p) => p.listHeight);
  const handle = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(800);
  useLayoutEffect(() => {
    const panes = handle.current!.parentElement!;
    const observer = new ResizeObserver(() => setRoom(panes.clientHeight));
    observer.observe(panes);
    return () => observer.disconnect();
  }, []);
  const most = Math.max(HEIGHT.least, room - HEIGHT.left);
  const now = Math.round(Math.min(most, Math.max(HEIGHT.least, chosen ?? room * HEIGHT.share)));
  const edge: Edge = {
    orientation: "horizontal",
    label: t("splitter.below"),
    variable: "--list-block",
    now,
    least: HEIGHT.least,
    most,
    size: (list) => list.getBoundingClientRect().height,
    way: (from, to) => to.clientY - from.clientY,
    step: (key) => ({ ArrowDown: STEP, ArrowUp: -STEP })[key],
    keep: (listHeight) => app.setPreference({ listHeight }),
    reset: () => app.setPreference({ listHeight: null }),
  };
  return <Handle edge={edge} handle={handle} />;
}
