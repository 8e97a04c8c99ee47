// SPDX-License-Identifier: Apache-2.0
import latinExt from "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url";
import latin from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";

const KNOWN = "posthouse.font";
const LATIN =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXT =
  "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

/** Later than this the text is on screen in the system's font, and stays so for this visit. */
const IN_TIME_MS = 150;

/** Shows the font, and with it the weights between 400 and 700 that static fonts do not have. */
function show(face: FontFace): void {
  const more = new FontFace("Inter", `url(${latinExt}) format("woff2")`, {
    weight: "100 900",
    unicodeRange: LATIN_EXT,
    display: "optional",
  });
  document.fonts.add(face);
  document.fonts.add(more);
  document.documentElement.dataset.font = "inter";
}

/**
 * The first visit shows the system's font and fetches Inter when idle; later visits have it in the
 * cache and show it from the first frame. So no text ever changes its width under the eye.
 */
export function prepareFont(): void {
  if (localStorage.getItem(KNOWN) === latin) {
    const face = new FontFace("Inter", `url(${latin}) format("woff2")`, {
      weight: "100 900",
      unicodeRange: LATIN,
    });
    const started = performance.now();
    face.load().then(
      () => performance.now() - started < IN_TIME_MS && show(face),
      () => localStorage.removeItem(KNOWN),
    );
    return;
  }
  const fetchIt = () =>
    fetch(latin, { priority: "low" }).then(
      (response) => response.ok && localStorage.setItem(KNOWN, latin),
      () => {},
    );
  if ("requestIdleCallback" in window)
    requestIdleCallback(() => void fetchIt(), { timeout: 10_000 });
  else setTimeout(fetchIt, 3000);
}
