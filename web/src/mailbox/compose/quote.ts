// SPDX-License-Identifier: Apache-2.0
import { type Address, written } from "./addresses.ts";
import { decodeFlowed, encodeFlowed, type Line } from "./flowed.ts";

/** What the server gives for an answer: /mail/quote/{accountId}/{emailId}. */
export interface Quote {
  html: string;
  text: string;
}

/** Everything the frame gets is cleaned there; this keeps words from becoming markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The writer's signature as both kinds of text have it, and on which side of the quotation. */
export interface Sign {
  html: string;
  lines: Line[];
  below: boolean;
}

const BLANK = "<div><br></div>";
const EMPTY: Line = { depth: 0, text: "" };

/** Room to write, then signature and quotation in the order that the person chose. */
function aroundHtml(quotation: string, { html, below }: Sign): string {
  if (html === "") return `${BLANK}${BLANK}${quotation}`;
  if (!below) return `${BLANK}${BLANK}${html}${BLANK}${quotation}`;
  return `${BLANK}${BLANK}${quotation}${BLANK}${html}`;
}

function aroundText(quotation: Line[], { lines, below }: Sign): string {
  if (lines.length === 0) return encodeFlowed([EMPTY, EMPTY, ...quotation]);
  if (!below) return encodeFlowed([EMPTY, EMPTY, ...lines, EMPTY, ...quotation]);
  return encodeFlowed([EMPTY, EMPTY, ...quotation, EMPTY, ...lines]);
}

/** Room to write, the line that names the writer, the quotation. */
export function quotedHtml(attribution: string, quote: Quote, sign: Sign): string {
  return aroundHtml(
    `<div>${escapeHtml(attribution)}</div><blockquote type="cite">${body(quote.html)}</blockquote>`,
    sign,
  );
}

export function quotedText(attribution: string, quote: Quote, sign: Sign): string {
  return aroundText([{ depth: 0, text: attribution }, ...deeper(decodeFlowed(quote.text))], sign);
}

/** Signatures are not quoted (RFC 3676 §4.3), blank ends neither. */
function deeper(lines: Line[]): Line[] {
  const mark = lines.findIndex((line) => line.depth === 0 && line.text === "-- ");
  const kept = mark > 0 ? lines.slice(0, mark) : [...lines];
  while (kept.length > 0 && kept[kept.length - 1]?.text.trim() === "") kept.pop();
  return kept.map((line) => ({ ...line, depth: line.depth + 1 }));
}

/** The header lines of a forwarded message, label and value. */
export function forwardedHead(
  labels: { from: string; to: string; cc: string; date: string; subject: string },
  mail: {
    from: Address[] | null;
    to: Address[] | null;
    cc: Address[] | null;
    subject: string | null;
  },
  date: string,
): [string, string][] {
  const list = (addresses: Address[] | null) => (addresses ?? []).map(written).join(", ");
  const head: [string, string][] = [
    [labels.from, list(mail.from)],
    [labels.date, date],
    [labels.subject, mail.subject ?? ""],
    [labels.to, list(mail.to)],
    [labels.cc, list(mail.cc)],
  ];
  return head.filter(([, value]) => value !== "");
}

/** No quotation: it is what the message is about, and reading programs fold quotations away. */
export function forwardedHtml(
  title: string,
  head: [string, string][],
  quote: Quote,
  sign: Sign,
): string {
  const lines = head
    .map(([label, value]) => `<div><b>${escapeHtml(label)}</b> ${escapeHtml(value)}</div>`)
    .join("");
  return aroundHtml(
    `<div>${escapeHtml(title)}</div>${lines}${BLANK}<div>${body(quote.html)}</div>`,
    sign,
  );
}

export function forwardedText(
  title: string,
  head: [string, string][],
  quote: Quote,
  sign: Sign,
): string {
  const lines: Line[] = [
    { depth: 0, text: title },
    ...head.map(([label, value]) => ({ depth: 0, text: `${label} ${value}` })),
    EMPTY,
    ...decodeFlowed(quote.text),
  ];
  return aroundText(lines, sign);
}

/** The answer's fragment may be a whole page. */
function body(html: string): string {
  return html.replace(/^[\s\S]*?<body[^>]*>/i, "").replace(/<\/body>[\s\S]*$/i, "");
}

/** Plain words as the editor's lines. */
export function textToHtml(text: string): string {
  const out: string[] = [];
  let depth = 0;
  for (const line of text.split("\n").map(readDepth)) {
    for (; depth < line.depth; depth++) out.push('<blockquote type="cite">');
    for (; depth > line.depth; depth--) out.push("</blockquote>");
    out.push(`<div>${line.text === "" ? "<br>" : escapeHtml(line.text)}</div>`);
  }
  for (; depth > 0; depth--) out.push("</blockquote>");
  return out.join("");
}

function readDepth(raw: string): Line {
  const mark = /^(?:> ?)+/.exec(raw)?.[0] ?? "";
  return { depth: mark.replace(/[^>]/g, "").length, text: raw.slice(mark.length) };
}
