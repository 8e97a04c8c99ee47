// SPDX-License-Identifier: Apache-2.0

import { Fragment, type ReactNode } from "react";
import { formatParts, type Message, type Piece, piecesToText, type Values } from "./message.ts";

export type Catalogue = Record<string, Message>;

let messages: Catalogue = {};

/** Takes the texts of the page's language, before the first is asked for. */
export function speak(catalogue: Catalogue): void {
  messages = catalogue;
}

/**
 * The page's language and region, which the server writes on <html lang>: the person's own choice, else its own. A language
 * without a region leaves that to the browser.
 */
export const locale: string = regional();

function regional(): string {
  const language = (typeof document !== "undefined" && document.documentElement.lang) || "en";
  if (language.includes("-") || typeof navigator === "undefined") return language;
  return navigator.languages?.find((l) => l.startsWith(`${language}-`)) ?? language;
}

/** The text of a catalogue key. A key that is not there shows itself, which a test forbids. */
export function t(key: string, values: Values = {}): string {
  const message = messages[key];
  return message === undefined ? key : piecesToText(formatParts(message, values, locale));
}

type Tags = Record<string, (children: ReactNode) => ReactNode>;

function render(pieces: Piece[], tags: Tags): ReactNode {
  return pieces.map((piece, index) =>
    typeof piece === "string" ? (
      piece
    ) : (
      <Fragment key={index}>
        {(tags[piece.tag] ?? ((c: ReactNode) => <b>{c}</b>))(render(piece.children, tags))}
      </Fragment>
    ),
  );
}

/** A catalogue text with tags, such as `<b>…</b>`, rendered as elements. */
export function T({
  k,
  tags = {},
  ...values
}: { k: string; tags?: Tags } & Record<string, unknown>) {
  const message = messages[k];
  if (message === undefined) return k;
  return render(formatParts(message, values as Values, locale), tags);
}
