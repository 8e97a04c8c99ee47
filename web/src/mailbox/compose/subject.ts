// SPDX-License-Identifier: Apache-2.0
// RFC 5256 §2.1 knows only Re and Fwd; mail programs in other languages write more.

const REPLY =
  "RE|Re|re|rE|AW|Aw|aw|Antw|ANTW|Antwort|SV|Sv|VS|Vs|Odp|ODP|YNT|Ynt|RES|Res|RIF|Rif|BLS|Bls|ATB|Atb|Ref|REF|R|回复|回覆|答复|返信|回信|답장|ОТВ|Отв|ΑΠ|Απ|ΣΧΕΤ|Σχετ|תשובה|הנדון|رد";
const FORWARD =
  "FWD|Fwd|fwd|FW|Fw|fw|WG|Wg|wg|TR|Tr|RV|Rv|ENC|Enc|VB|Vb|VL|Vl|PD|Pd|Doorst|DOORST|İLT|İlt|ILT|I|转发|轉寄|轉發|転送|전달|ПЕР|Пер|ΠΡΘ|Πρθ|הועבר|إعادة توجيه";

const reply = new RegExp(
  `^\\s*(?:${REPLY})\\s*(?:\\[\\d+\\]|\\(\\d+\\)|\\^\\d+)?\\s*[:：]\\s*`,
  "u",
);
const forward = new RegExp(`^\\s*(?:${FORWARD})\\s*(?:\\[\\d+\\]|\\(\\d+\\))?\\s*[:：]\\s*`, "u");

function without(subject: string, prefix: RegExp): string {
  let rest = subject.replace(/\s+/gu, " ").trim();
  while (prefix.test(rest)) rest = rest.replace(prefix, "");
  return rest.trim();
}

export function replySubject(subject: string | null): string {
  const rest = without(subject ?? "", reply);
  return `Re: ${rest}`.trim();
}

export function forwardSubject(subject: string | null): string {
  const rest = without(subject ?? "", forward);
  return `Fwd: ${rest}`.trim();
}
