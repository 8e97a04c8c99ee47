// SPDX-License-Identifier: Apache-2.0
export type GlyphKind = "works" | "part" | "off" | "unreadable" | "denied" | "broken";

const COLOUR: Record<GlyphKind, string> = {
  works: "var(--ok)",
  part: "var(--warn)",
  off: "var(--off)",
  unreadable: "var(--warn)",
  denied: "var(--deny)",
  broken: "var(--bad)",
};

/** A state told by its shape; a word always stands beside it. */
export function Glyph({ kind, size = 16 }: { kind: GlyphKind; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ color: COLOUR[kind], flex: "none" }}
      aria-hidden="true"
      focusable="false"
    >
      {shape(kind)}
    </svg>
  );
}

function shape(kind: GlyphKind) {
  const ring = { fill: "none", stroke: "currentColor", strokeWidth: 1.75 };
  switch (kind) {
    case "works":
      return <circle cx="8" cy="8" r="5" fill="currentColor" />;
    case "part":
      return (
        <>
          <circle cx="8" cy="8" r="5" {...ring} />
          <path d="M8 3a5 5 0 0 1 0 10Z" fill="currentColor" />
        </>
      );
    case "off":
      return <circle cx="8" cy="8" r="5" {...ring} />;
    case "unreadable":
      return (
        <>
          <circle cx="8" cy="8" r="5.2" {...ring} strokeDasharray="2.6 1.5" />
          <circle cx="8" cy="8" r="1.2" fill="currentColor" />
        </>
      );
    case "denied":
      return (
        <>
          <circle cx="8" cy="8" r="6" fill="currentColor" />
          <path d="M5 8h6" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
        </>
      );
    case "broken":
      return (
        <>
          <path d="M8 2 14.5 13.5h-13Z" fill="currentColor" strokeLinejoin="round" />
          <path
            d="M8 6.4v3.4M8 11.4v.6"
            stroke="var(--surface)"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </>
      );
  }
}
