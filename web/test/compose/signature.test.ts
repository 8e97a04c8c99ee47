// SPDX-License-Identifier: Apache-2.0
// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { cleaner } from "../../src/editor/clean.ts";
import { exchange, wordsOf } from "../../src/editor/signature.ts";
import { toLines } from "../../src/editor/text.ts";
import { chips, emptyDraft, isBlank, named, withBcc } from "../../src/mailbox/compose/draft.ts";
import {
  decodeFlowed,
  encodeFlowed,
  readLines,
  showLines,
} from "../../src/mailbox/compose/flowed.ts";
import {
  defaultIdentity,
  deliveredTo,
  type Identity,
  identityFor,
  usable,
} from "../../src/mailbox/compose/identities.ts";
import { quotedHtml, quotedText } from "../../src/mailbox/compose/quote.ts";
import {
  blankWith,
  block,
  exchangeText,
  lines,
  ownLines,
  richOf,
  type Signature,
  signatureOf,
} from "../../src/mailbox/compose/signature.ts";

const INES: Signature = {
  html: "<div><b>Ines</b></div><div>Nordlicht</div>",
  text: "Ines\nNordlicht",
};
const LAB: Signature = { html: "Lab<br>Room 7", text: "Lab\nRoom 7" };
const NONE: Signature = { html: "", text: "" };
const clean = cleaner(window as unknown as Window & typeof globalThis);

describe("in formatted text", () => {
  const root = (html: string) => {
    const div = document.createElement("div");
    div.append(clean(html));
    return div;
  };
  const change = (div: HTMLElement, was: Signature, next: Signature, more = {}) =>
    exchange(
      div,
      { was: was.html, html: next.html, insert: true, line: null, below: false, ...more },
      clean,
    );
  const shown = (div: HTMLElement) => showLines(toLines(div));
  const quote = { html: "<p>old</p>", text: "old" };
  const answer = (signature: Signature, below = false) =>
    quotedHtml("Jonas wrote:", quote, { html: block(signature), lines: [], below });

  test("stands above the quotation, or below it, with its mark", () => {
    expect(shown(root(answer(INES)))).toBe("-- \nInes\nNordlicht\n\nJonas wrote:\n> old");
    expect(shown(root(answer(INES, true)))).toBe("Jonas wrote:\n> old\n\n\n-- \nInes\nNordlicht");
  });

  test("is exchanged and leaves what was typed alone", () => {
    const div = root(`<div>Moin Ines</div>${answer(INES)}`);
    expect(change(div, INES, LAB)).toBe(true);
    expect(shown(div)).toBe("Moin Ines\n\n\n-- \nLab\nRoom 7\n\nJonas wrote:\n> old");
    expect(change(div, LAB, INES)).toBe(true);
    expect(shown(div)).toContain("-- \nInes\nNordlicht\n");
  });

  test("stays when the writer has changed it, and is not put back when they took it out", () => {
    const div = root(answer(INES));
    div.querySelector("b")!.textContent = "Ines K.";
    expect(change(div, INES, LAB)).toBe(false);
    expect(shown(div)).toContain("Ines K.");
    const without = root(answer(NONE));
    expect(change(without, INES, LAB)).toBe(false);
  });

  test("goes with an identity that has none, and comes where the quotation begins", () => {
    const div = root(`<div>Hi</div>${answer(INES)}`);
    expect(change(div, INES, NONE)).toBe(true);
    expect(shown(div)).toBe("Hi\n\n\n\nJonas wrote:\n> old");
    expect(change(div, NONE, LAB)).toBe(true);
    expect(shown(div)).toBe("Hi\n\n\n-- \nLab\nRoom 7\n\nJonas wrote:\n> old");
  });

  test("comes before a forwarded message by its first line, or at the end", () => {
    const div = root("<div>Hi</div><div><br></div><div>Forwarded</div><div>words</div>");
    change(div, NONE, LAB, { line: "Forwarded" });
    expect(shown(div)).toBe("Hi\n-- \nLab\nRoom 7\n\nForwarded\nwords");
    const fresh = root("<div>Hi</div>");
    change(fresh, NONE, LAB, { below: true });
    expect(shown(fresh)).toBe("Hi\n\n-- \nLab\nRoom 7");
  });

  test("is not put in where the person wants none", () => {
    expect(change(root("<div>Hi</div>"), NONE, LAB, { insert: false })).toBe(false);
  });

  test("is cleaned like everything", () => {
    const div = root("<div>Hi</div>");
    const html =
      '<img src=x onerror=alert(1)><script>1</script><a href="javascript:1">x</a><img src="https://t.example/p.gif">';
    change(div, NONE, { html, text: "" });
    expect(div.innerHTML).not.toMatch(/onerror|script|t\.example/);
  });

  test("of a quoted message is none of the writer's", () => {
    const theirs = '<blockquote><div class="signature">Ines<br>Nordlicht</div></blockquote>';
    const div = root(`<div>Hi</div>${theirs}`);
    change(div, NONE, LAB);
    expect(shown(div)).toBe("Hi\n-- \nLab\nRoom 7\n\n> Ines\n> Nordlicht");
    expect(div.querySelector("blockquote")!.textContent).toBe("InesNordlicht");
  });

  test("words are compared, not their look", () => {
    expect(wordsOf(root("<p>a  b</p><div><br></div><p>c</p>"))).toBe("a b\nc");
  });
});

describe("in plain text", () => {
  const flowed = (text: string) => encodeFlowed(readLines(text));
  const change = (text: string, was: Signature, next: Signature, more = {}) =>
    showLines(
      decodeFlowed(
        exchangeText(flowed(text), { was, next, insert: true, line: null, below: false, ...more }),
      ),
    );
  const sign = (signature: Signature, below: boolean) => ({
    html: "",
    lines: lines(signature),
    below,
  });

  test("stands above the quotation, or below it", () => {
    const quote = { html: "", text: "old" };
    expect(quotedText("J:", quote, sign(INES, false))).toBe(
      "\r\n\r\n-- \r\nInes\r\nNordlicht\r\n\r\nJ:\r\n> old",
    );
    expect(quotedText("J:", quote, sign(INES, true))).toBe(
      "\r\n\r\nJ:\r\n> old\r\n\r\n-- \r\nInes\r\nNordlicht",
    );
  });

  test("is exchanged and leaves what was typed alone", () => {
    const text = "Ines\nNordlicht\n-- \nInes\nNordlicht\n\nJ:\n> old";
    expect(change(text, INES, LAB)).toBe("Ines\nNordlicht\n-- \nLab\nRoom 7\n\nJ:\n> old");
    expect(change(text, INES, NONE)).toBe("Ines\nNordlicht\n\nJ:\n> old");
    expect(change("a\n-- \nInes K.", INES, LAB)).toBe("a\n-- \nInes K.");
  });

  test("comes where the quotation begins, or at the end", () => {
    expect(change("Hi\n\nJ:\n> old", NONE, LAB)).toBe("Hi\n\n-- \nLab\nRoom 7\n\nJ:\n> old");
    expect(change("Hi\n\nFwd\nold", NONE, LAB, { line: "Fwd" })).toBe(
      "Hi\n\n-- \nLab\nRoom 7\n\nFwd\nold",
    );
    expect(change("Hi", NONE, LAB, { below: true })).toBe("Hi\n\n-- \nLab\nRoom 7");
  });

  test("is not the writer's own words, and the block again when the text is formatted", () => {
    const text = flowed("Hi\n\n-- \nInes\nNordlicht\n> old");
    expect(ownLines(text, INES)).toBe("Hi\n");
    expect(richOf(text, INES)).toContain(block(INES));
    expect(richOf(flowed("Hi"), INES)).toBe("<div>Hi</div>");
  });

  test("is made of the other form where there is only one", () => {
    expect(signatureOf({ textSignature: "-- \r\nInes\r\n" })).toEqual({
      html: "<div>Ines</div>",
      text: "Ines",
    });
    expect(signatureOf({ htmlSignature: "<p>Ines &amp; Co</p><p>Kiel</p>" }).text).toBe(
      "Ines & Co\nKiel",
    );
    expect(signatureOf(undefined)).toEqual(NONE);
  });

  test("alone makes no draft", () => {
    const draft = emptyDraft("a", { id: "i", email: "ines@x.example" }, "plain");
    const begun = { ...draft, ...blankWith(INES) };
    expect(begun.text).toBe("\r\n\r\n-- \r\nInes\r\nNordlicht");
    expect(isBlank(begun)).toBe(true);
    expect(blankWith(NONE)).toEqual({ html: "", text: "" });
  });
});

describe("identities", () => {
  const one = (id: string, email: string, more: Partial<Identity> = {}): Identity => ({
    id,
    name: id,
    email,
    replyTo: null,
    mayDelete: false,
    ...more,
  });
  const main = one("main", "ines@x.example");
  const lab = one("lab", "lab@x.example");
  const press = one("press", "ines+press@x.example", { mayDelete: true });
  const alone = one("second", "ines@x.example", { mayDelete: true });
  const gone = one("gone", "former@x.example", { mayDelete: true });
  const to = (...emails: string[]) => ({
    from: [{ name: null, email: "jonas@x.example" }],
    to: emails.map((email) => ({ name: null, email })),
    cc: null,
  });

  test("of an address that is no longer theirs are not offered", () => {
    expect(usable([main, lab, press, gone], "ines@x.example")).toEqual([main, lab, press]);
  });

  test("answer what was written to them, tagged addresses and blind copies included", () => {
    const all = [main, lab, press];
    expect(identityFor(to("LAB@x.example"), all)).toBe(lab);
    expect(identityFor(to("ines+press@x.example"), all)).toBe(press);
    expect(identityFor(to("lab+shop@x.example"), all)).toBe(lab);
    expect(identityFor(to("list@x.example"), all, lab)).toBe(lab);
    expect(identityFor({ ...to("list@x.example"), delivered: ["lab@x.example"] }, all)).toBe(lab);
    const own = { ...to("ines@x.example"), from: [{ name: null, email: "lab@x.example" }] };
    expect(identityFor(own, all)).toBe(lab);
  });

  test("of one address: the one for new messages", () => {
    expect(identityFor(to("ines@x.example"), [main, alone], alone)).toBe(alone);
    expect(defaultIdentity([main, alone], "second")).toBe(alone);
    expect(defaultIdentity([main, alone], "lost")).toBe(main);
  });

  test("know where a message was delivered", () => {
    const received =
      "from a.test by mx.x.example\r\n with ESMTPS id 1\r\n for <lab@x.example>; Thu";
    expect(deliveredTo([["<d@x.example>"], [received, "by b"]])).toEqual([
      "d@x.example",
      "lab@x.example",
    ]);
    expect(deliveredTo([undefined, null])).toEqual([]);
  });

  test("put their Bcc in and take only that out again", () => {
    const copy = (email: string) => [{ name: null, email }];
    const draft = emptyDraft("a", main, "rich");
    const first = withBcc({ ...draft, bcc: chips(copy("own@x.example")) }, copy("a@x.example"));
    expect(first.bcc.map((chip) => chip.email)).toEqual(["own@x.example", "a@x.example"]);
    const second = withBcc(first, copy("b@x.example"));
    expect(second.bcc.map((chip) => chip.email)).toEqual(["own@x.example", "b@x.example"]);
    expect(named(second).map((chip) => chip.email)).toEqual(["own@x.example"]);
    expect(isBlank(withBcc(draft, copy("a@x.example")))).toBe(true);
  });
});
