// SPDX-License-Identifier: Apache-2.0
// RFC 3676 §4: text/plain; format=flowed.

/** One paragraph or fixed line at a quote depth. */
export interface Line {
  depth: number;
  text: string;
  /** Keeps its length: preformatted text, a signature mark. */
  fixed?: boolean;
}

const WIDTH = 72;

export function encodeFlowed(lines: readonly Line[]): string {
  return lines.flatMap(encodeLine).join("\r\n");
}

function encodeLine(line: Line): string[] {
  const mark = line.depth > 0 ? `${">".repeat(line.depth)} ` : "";
  if (line.text === "-- ") return [`${mark}-- `];
  const text = line.text.replace(/[ \t]+$/u, "");
  if (text === "") return [mark.trimEnd()];
  if (line.fixed || text.length <= WIDTH - mark.length) return [mark + stuff(text, mark)];
  return wrap(text, Math.max(24, WIDTH - mark.length)).map((part) => mark + stuff(part, mark));
}

/** Space-stuffing (§4.4): what could be read as a quote mark or is lost at a line's start gets a space. */
function stuff(text: string, mark: string): string {
  return mark === "" && /^(?: |>|From )/u.test(text) ? ` ${text}` : text;
}

/** Cuts after spaces only, and keeps the space: it says that the paragraph goes on. */
function wrap(text: string, width: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > width) {
    let cut = rest.lastIndexOf(" ", width - 1);
    if (cut <= 0) cut = rest.indexOf(" ", width);
    // A cut right before the end, or after "-- ", would change what is read back.
    if (cut < 0 || cut >= rest.length - 1) break;
    const part = rest.slice(0, cut + 1);
    parts.push(part === "-- " ? "--" : part);
    rest = rest.slice(cut + 1);
  }
  parts.push(rest);
  return parts;
}

/** Reads flowed text back into paragraphs (§4.1: depth, unstuff, join while a line ends in a space). */
export function decodeFlowed(text: string): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  for (const raw of text.replace(/\r\n?/gu, "\n").split("\n")) {
    const depth = /^>*/u.exec(raw)?.[0].length ?? 0;
    let rest = raw.slice(depth);
    if (rest.startsWith(" ")) rest = rest.slice(1);
    const flows = rest.endsWith(" ") && rest !== "-- ";
    if (open && open.depth === depth && rest !== "-- ") open.text += rest;
    else {
      open = { depth, text: rest };
      lines.push(open);
    }
    if (!flows) open = null;
  }
  return lines;
}

/** What the writer sees in the plain-text window. */
export function showLines(lines: readonly Line[]): string {
  return lines
    .map((line) =>
      line.depth > 0 ? `${">".repeat(line.depth)} ${line.text}`.trimEnd() : line.text,
    )
    .join("\n");
}

/** What the writer typed in the plain-text window, as lines. */
export function readLines(text: string): Line[] {
  return text
    .replace(/\r\n?/gu, "\n")
    .split("\n")
    .map((raw) => {
      const mark = /^(?:> ?)+/u.exec(raw)?.[0] ?? "";
      const depth = mark.replace(/[^>]/gu, "").length;
      return { depth, text: raw.slice(mark.length) };
    });
}
