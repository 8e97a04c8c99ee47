// SPDX-License-Identifier: Apache-2.0

/** What a writer types as a link's target, as a URL; null for what no mail program follows. */
export function linkOf(typed: string): string | null {
  const text = typed.trim();
  if (/^(?:https?:\/\/|mailto:|tel:)\S+$/iu.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/u.test(text)) return `mailto:${text}`;
  if (/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[:/?#]\S*)?$/u.test(text)) return `https://${text}`;
  return null;
}
