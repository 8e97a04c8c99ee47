// SPDX-License-Identifier: Apache-2.0
// Runs in the page: what on it is in no catalogue, and what is clipped. Texts of the made-up language stand in brackets.
globalThis.look = (known, pseudo) => {
  // What is called the same everywhere: keys, articles, marks of subjects.
  const NAMES = /^(\p{L}|F\d+|KB\d{4}|Q\d+|JSON|Re|Fwd)$/u;
  const found = [];
  const data = known
    .map((one) => one.replace(/\s+/g, " ").trim())
    .sort((a, b) => b.length - a.length);
  const dates = wordsOfDates();
  const path = (element) => {
    const parts = [];
    for (let e = element; e && parts.length < 3; e = e.parentElement)
      parts.unshift(
        e.tagName.toLowerCase() +
          (e.className && typeof e.className === "string" ? `.${e.className.split(" ")[0]}` : ""),
      );
    return parts.join(" ");
  };

  function wordsOfDates() {
    const format = (options, date) =>
      new Intl.DateTimeFormat("en", options).format(date).toLowerCase();
    // The parts of what Intl makes of dates and lists.
    const words = new Set(
      "today yesterday at am pm gmt utc and coordinated universal time".split(" "),
    );
    for (let i = 0; i < 12; i++)
      for (const month of ["short", "long"]) words.add(format({ month }, new Date(2026, i, 15)));
    for (let i = 0; i < 7; i++)
      for (const weekday of ["short", "long"])
        words.add(format({ weekday }, new Date(2026, 10, 15 + i)));
    return words;
  }

  /** What is left of a text without what stands in brackets. */
  function outside(text) {
    let depth = 0;
    let rest = "";
    for (const sign of text) {
      if (sign === "[") depth++;
      else if (sign === "]" && depth > 0) depth--;
      else if (depth === 0) rest += sign;
    }
    return rest;
  }

  function foreign(text) {
    let rest = outside(text)
      .replace(/[\u2066-\u2069]/g, "")
      .replace(/\s+/g, " ")
      .trim();
    if (!/\p{L}/u.test(rest)) return "";
    if (data.some((one) => one.startsWith(rest) || (rest.length > 8 && one.includes(rest))))
      return "";
    for (const one of data)
      if ((one.length > 2 || /[^ -~]/.test(one)) && rest.includes(one))
        rest = rest.replaceAll(one, " ");
    return rest
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => /\p{L}/u.test(word) && !dates.has(word.toLowerCase()) && !NAMES.test(word))
      .join(" ");
  }

  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest("script,style,noscript,template,[hidden]");
  const otherLanguage = (element) => {
    const marked = element.closest("[lang]");
    return marked && marked !== document.documentElement;
  };
  /** Texts for screen readers alone stand in a box of one pixel. */
  const unseen = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      if (
        style.opacity === "0" ||
        (style.overflow !== "visible" && box.width <= 1 && box.height <= 1)
      )
        return true;
    }
    return false;
  };

  function clipped(node, element) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((r) => r.width > 0);
    if (rects.length === 0) return;
    const left = Math.min(...rects.map((r) => r.left));
    const right = Math.max(...rects.map((r) => r.right));
    const top = Math.min(...rects.map((r) => r.top));
    const bottom = Math.max(...rects.map((r) => r.bottom));
    const say = (how) =>
      found.push(`clipped ${how}: "${node.textContent.trim().slice(0, 60)}" in ${path(element)}`);
    let scrolls = false;
    for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const control = e.matches("button,[role=tab],[role^=menuitem],label,a.button,select");
      if (
        style.display !== "inline" &&
        !scrolls &&
        (control || style.overflowX === "hidden" || style.overflowX === "clip")
      )
        if (left < box.left - 1 || right > box.right + 1) return say(`by ${path(e)}`);
      if (!scrolls && (style.overflowY === "hidden" || style.overflowY === "clip"))
        if (top < box.top - 3 || bottom > box.bottom + 3) return say(`in height by ${path(e)}`);
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) scrolls = true;
    }
    if (!scrolls && (left < -1 || right > innerWidth + 1)) say("by the window");
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent;
    if (!/\p{L}/u.test(text) || !shown(element) || otherLanguage(element)) continue;
    const rest =
      pseudo && !element.closest("textarea, [class*=badge], [class*=preview], .av")
        ? foreign(text)
        : "";
    if (rest) found.push(`in no catalogue: "${rest.slice(0, 80)}" in ${path(element)}`);
    // Where people's words are cut with dots, nothing of ours is lost.
    const ours = pseudo
      ? text.includes("[")
      : element.closest("button,label,[role=tab],[role^=menuitem],a.button,h1,h2,h3");
    const theirs = data.some((one) => one.length > 2 && text.includes(one));
    if (ours && !theirs && !unseen(element) && !element.matches(".skip")) clipped(node, element);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || otherLanguage(element)) continue;
    for (const name of [
      "aria-label",
      "aria-description",
      "title",
      "placeholder",
      "alt",
      "data-tip",
    ]) {
      const value = element.getAttribute(name);
      const rest = pseudo && value ? foreign(value) : "";
      if (rest) found.push(`in no catalogue: ${name} "${rest.slice(0, 80)}" of ${path(element)}`);
    }
    if (element.matches("input[placeholder], select")) {
      const text = element.placeholder ?? element.selectedOptions[0]?.textContent ?? "";
      const style = getComputedStyle(element);
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = style.font;
      const room =
        element.clientWidth -
        Number.parseFloat(style.paddingInlineStart) -
        Number.parseFloat(style.paddingInlineEnd);
      if (room > 0 && pen.measureText(text).width > room + 2)
        found.push(`clipped: "${text.slice(0, 60)}" in ${path(element)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 1)
    found.push("the page is wider than the window");
  return found;
};
