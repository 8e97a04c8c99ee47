// SPDX-License-Identifier: Apache-2.0
import type { Id } from "../../jmap/types.ts";
import { withBcc } from "./draft.ts";
import { exchangeText, ownLines } from "./signature.ts";
import type { Writing } from "./writing.ts";

/** Another sender: their signature and Bcc take the place of the old ones, what was typed stays. */
export function setSender(writing: Writing, identityId: Id): void {
  const was = writing.signature;
  writing.edit({ identityId });
  const { draft, shown } = writing.value;
  const next = writing.signature;
  if (!draft.post) {
    const { bcc, autoBcc = [] } = withBcc(draft, writing.identity.bcc);
    writing.edit({ bcc, autoBcc });
    writing.update({ shown: { ...shown, bcc: shown.bcc || bcc.length > 0 } });
  }
  const { news, answers, below } = writing.signing();
  const line = draft.quoteLine ?? null;
  const insert = line !== null || draft.inReplyTo !== null ? answers : news;
  if (draft.mode === "rich") {
    const change = { was: was.html, html: next.html, insert, line, below };
    writing.frame?.say({ type: "signature", ...change });
    return;
  }
  const text = exchangeText(draft.text, { was, next, insert, line, below });
  if (text === draft.text) return;
  writing.edit({ text, own: ownLines(text, next) });
  writing.update({ rewritten: writing.value.rewritten + 1 });
}
