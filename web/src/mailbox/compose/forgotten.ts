// SPDX-License-Identifier: Apache-2.0

/** Words that promise a file, by language; whole words, so that "attached" is found and "attaché" is not. */
const PROMISES: readonly RegExp[] = [
  /(?<!\p{L})(?:(?:is|are|i(?:'|’)?ve|have|see|find|please find|i|we|has been|the|file|document|report)\s+(?:\w+\s+)?attached(?!\s+to\b(?!\s+th(?:is|e) (?:e-?mail|mail|message)))|attached (?:is|are|you|please|file|document|find|to this (?:e-?mail|mail|message))|(?:in|see|to) the attach(?:ment|ments|ed)|attachments?\b(?! to the)|attaching|enclosed (?:is|are|you|please|find|file|document)|i(?:'|’)?m enclosing)(?!\p{L})/iu,
  /(?<!\p{L})(?:im anhang|in der anlage|anbei|angehängt|angehaengt|als anhang|anhänge|siehe anhang|häng(?:e|en) (?:ich |wir |dir |ihnen )?\S* ?an|(?:liegt|liegen) bei|beigefügt|hängen an)(?!\p{L})/iu,
  /(?<!\p{L})(?:ci-joint(?:e|s|es)?|pièces? jointes?|en annexe|en pj)(?!\p{L})/iu,
  /(?<!\p{L})(?:adjunt[oa]s?|archivos? adjuntos?)(?!\p{L})/iu,
  /(?<!\p{L})(?:in allegato|allegat[oiae]|allego)(?!\p{L})/iu,
  /(?<!\p{L})(?:em anexo|segue anexo|anexad[oa]s?|anexo o)(?!\p{L})/iu,
  /(?<!\p{L})(?:bijgevoegd|in (?:de )?bijlagen?|als bijlage)(?!\p{L})/iu,
  /(?<!\p{L})(?:w załączeniu|w załączniku|załącz(?:am|ony|one|ona|nik))(?!\p{L})/iu,
  /(?<!\p{L})(?:bifoga[dtrs]*|vedlagt|vedhæftet|vedheftet|liitteenä)(?!\p{L})/iu,
  /(?<!\p{L})(?:во вложении|прикрепл\p{L}+|прилага\p{L}+)(?!\p{L})/iu,
  /添付|附件|附上|첨부|مرفق|المرفق|מצורף|מצורפת|מצ"ב/u,
];

/** The writer's own words: quoted lines and what follows an attribution or a signature mark are not theirs. */
export function ownWords(text: string): string {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/u)) {
    if (/^-- ?$/u.test(line) || /^-{5,}/u.test(line)) break;
    if (!/^\s*>/u.test(line)) lines.push(line.trimEnd());
  }
  return lines.join(" ").replace(/\s+/gu, " ");
}

/**
 * The words by which the text promises a file, or null. `quoted` is what stood in the window before the
 * writer began (attribution, forwarded header), which promises nothing of theirs.
 */
export function promisedFile(subject: string, text: string): string | null {
  const own = ownWords(text);
  const said = /^\s*(?:re|aw|fwd?|wg)\s*:/iu.test(subject) ? own : `${subject} ${own}`;
  for (const promise of PROMISES) {
    const found = promise.exec(said);
    if (found) return found[0].trim();
  }
  return null;
}
