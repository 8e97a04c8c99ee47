// SPDX-License-Identifier: Apache-2.0
import { useId } from "react";

const LIGHT = {
  bg: "#f3f1ec",
  sheet: "#ffffff",
  line: "#e2ded4",
  dot: "#d8d3c8",
  words: "#8f979b",
};
const DARK = { bg: "#101416", sheet: "#171c1f", line: "#2d353a", dot: "#59646a", words: "#7d888e" };
type Palette = typeof LIGHT;

function Window({ p }: { p: Palette }) {
  return (
    <>
      <rect width="188" height="106" fill={p.bg} />
      <rect x="44" y="14" width="144" height="92" rx="6" fill={p.sheet} />
      {[20, 36, 52].map((y) => (
        <rect key={y} x="12" y={y} width="20" height="4" rx="2" fill={p.line} />
      ))}
      {[32, 56, 80].map((y) => (
        <g key={y}>
          <circle cx="62" cy={y} r="8" fill={p.dot} />
          <rect x="78" y={y - 5} width="56" height="4" rx="2" fill={p.words} />
          <rect x="78" y={y + 3} width="82" height="4" rx="2" fill={p.line} />
        </g>
      ))}
    </>
  );
}

export function ThemePicture({ theme }: { theme: "system" | "light" | "dark" }) {
  const clip = useId();
  return (
    <svg viewBox="0 0 188 106" aria-hidden="true" focusable="false">
      <Window p={theme === "dark" ? DARK : LIGHT} />
      {theme === "system" ? (
        <>
          <clipPath id={clip}>
            <path d="M116 0H188V106H72Z" />
          </clipPath>
          <g clipPath={`url(#${clip})`}>
            <Window p={DARK} />
          </g>
        </>
      ) : null}
    </svg>
  );
}

const STEPS = { roomy: 36, standard: 22, compact: 14 } as const;

export function DensityPicture({ density }: { density: keyof typeof STEPS }) {
  const step = STEPS[density];
  const rows = Array.from(
    { length: Math.floor(100 / step) },
    (_, index) => index * step + step / 2 + 2,
  );
  return (
    <svg viewBox="0 0 188 106" aria-hidden="true" focusable="false">
      <rect width="188" height="106" fill="var(--surface)" />
      {rows.map((y, index) => (
        <g key={y}>
          <rect
            x="14"
            y={y - 2}
            width={[74, 105, 60, 90][index % 4]}
            height="4"
            rx="2"
            fill="var(--line2)"
          />
          <rect x="14" y={y + step / 2 - 1} width="160" height="1" fill="var(--line)" />
        </g>
      ))}
    </svg>
  );
}

export function PanePicture({ pane }: { pane: "right" | "below" | "off" }) {
  return (
    <svg viewBox="0 0 188 106" aria-hidden="true" focusable="false">
      <rect width="188" height="106" fill="var(--raised)" />
      <rect
        x="15"
        y="15"
        width="158"
        height="76"
        rx="5"
        fill="var(--surface)"
        stroke="var(--line2)"
      />
      <rect x="16" y="31" width={pane === "right" ? 59 : 156} height="12" fill="var(--selected)" />
      {pane === "right" ? <path d="M75.5 15V91" stroke="var(--line2)" /> : null}
      {pane === "below" ? <path d="M15 51.5H173" stroke="var(--line2)" /> : null}
    </svg>
  );
}
