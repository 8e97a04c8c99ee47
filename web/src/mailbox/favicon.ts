// SPDX-License-Identifier: Apache-2.0
let shown: number | undefined;

/** The mark as the page's icon, its lantern lit while the inbox has unread mail; the app's badge. */
export function showUnread(count: number): void {
  if (count === shown) return;
  const lit = count > 0;
  if (shown === undefined || shown > 0 !== lit) {
    const svg = icon(lit);
    let link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (!link) {
      link = document.createElement("link");
      link.rel = "icon";
      document.head.append(link);
    }
    link.type = "image/svg+xml";
    link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }
  shown = count;
  if (!("setAppBadge" in navigator)) return;
  const told = lit ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  told.catch(() => {});
}

function icon(lit: boolean): string {
  const lantern = lit
    ? '<circle cx="12" cy="9.4" r="2.6" fill="#F2B24C"/>'
    : '<circle cx="12" cy="9.4" r="1.8" fill="none" stroke="#fff"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 2 20 20"><path fill="#0E6277" d="M3 10.2 12 3l9 7.2V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z"/><path fill="none" stroke="#fff" stroke-width="1.5" d="M3.4 11.4 12 16.6l8.6-5.2"/>${lantern}</svg>`;
}
