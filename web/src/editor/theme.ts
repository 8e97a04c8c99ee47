// SPDX-License-Identifier: Apache-2.0

import type { Theme } from "./protocol.ts";

const COLOUR = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]+\)|oklch\([\d\s.%/]+\))$/iu;

/** Values come from the page's tokens; anything that is no colour is left out. */
export function applyTheme(document: Document, theme: Theme): void {
  const colour = (value: string, fallback: string) =>
    COLOUR.test(value.trim()) ? value.trim() : fallback;
  const text = colour(theme.text, theme.dark ? "#E6E9EA" : "#1B2023");
  const muted = colour(theme.muted, theme.dark ? "#AEB6BA" : "#4F575B");
  const accent = colour(theme.accent, theme.dark ? "#6CC3D6" : "#0E6277");
  const line = colour(theme.line, theme.dark ? "#343C41" : "#D8D3C8");
  const font = theme.font.replace(/[{}<>;]/gu, "");
  let style = document.getElementById("theme");
  if (!style) {
    style = document.createElement("style");
    style.id = "theme";
    document.head.append(style);
  }
  style.textContent = `
:root { color-scheme: ${theme.dark ? "dark" : "light"}; background: transparent; }
html, body { margin: 0; min-height: 100%; }
body { font: 15px/24px ${font || "system-ui, sans-serif"}; color: ${text}; display: flex; }
#text { flex: 1; min-width: 0; outline: 0; padding: 16px; box-sizing: border-box; min-height: 100vh; overflow-wrap: anywhere; }
#text > div { min-height: 24px; }
a { color: ${accent}; }
blockquote { margin: 8px 0 !important; padding: 0 0 0 12px !important; border: 0 !important; border-inline-start: 2px solid ${line} !important; color: ${muted}; font-size: 14px; line-height: 22px; }
[dir="rtl"] blockquote { padding: 0 12px 0 0 !important; }
.signature { color: ${muted}; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
ul, ol { padding-inline-start: 22px; margin: 8px 0; }
::selection { background: ${theme.dark ? "#1F4D59" : "#BFDDE4"}; }
.squire-image-resize-container { position: absolute; outline: 2px solid ${accent}; }
@media (max-width: 639px) { body { font-size: 16px; line-height: 25px; } }`;
}
