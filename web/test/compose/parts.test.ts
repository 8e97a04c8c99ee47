// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  type Attachment,
  badge,
  fromBlob,
  fromFile,
  percent,
} from "../../src/mailbox/compose/attachment.ts";
import { bodyOf, emailOf, envelopeOf } from "../../src/mailbox/compose/body.ts";
import { obstacle, questions } from "../../src/mailbox/compose/checks.ts";
import {
  chips,
  type Draft,
  emptyDraft,
  isBlank,
  withTyped,
} from "../../src/mailbox/compose/draft.ts";
import { linkOf } from "../../src/mailbox/compose/link.ts";
import {
  escapeHtml,
  forwardedHtml,
  forwardedText,
  quotedHtml,
  quotedText,
  textToHtml,
} from "../../src/mailbox/compose/quote.ts";

const file = (part: Partial<Attachment> = {}): Attachment => ({
  ...fromBlob({ blobId: "b1", name: "a.pdf", type: "application/pdf", size: 10, cid: null }),
  ...part,
});
const draft = (part: Partial<Draft> = {}): Draft => ({
  ...emptyDraft("a", { id: "i", email: "ines@x.example" }, "rich"),
  subject: "Hi",
  to: chips([{ name: null, email: "jonas@x.example" }]),
  html: "<div>Hi</div>",
  text: "Hi",
  own: "Hi",
  ...part,
});

describe("the body's parts", () => {
  const types = (part: { type?: string; partId?: string; subParts?: unknown[] }): unknown =>
    part.subParts
      ? [part.type, ...part.subParts.map((p) => types(p as never))]
      : (part.type ?? part.partId);
  test("plain text is one flowed part", () => {
    const { bodyStructure, bodyValues } = bodyOf(draft({ mode: "plain" }));
    expect(bodyStructure["header:Content-Type"]).toContain("format=flowed");
    expect(Object.keys(bodyValues)).toEqual(["text"]);
  });
  test("rich text has its plain twin", () => {
    expect(types(bodyOf(draft()).bodyStructure)).toEqual([
      "multipart/alternative",
      "text",
      "text/html",
    ]);
  });
  test("pictures in the text are related, files mixed", () => {
    const files = [
      file(),
      file({ key: "p", blobId: "b2", cid: "c1", type: "image/png", name: "p.png" }),
    ];
    const { bodyStructure } = bodyOf(draft({ files, html: '<img src="cid:c1">' }));
    expect(types(bodyStructure)).toEqual([
      "multipart/mixed",
      ["multipart/alternative", "text", ["multipart/related", "text/html", "image/png"]],
      "application/pdf",
    ]);
  });
  test("a picture that left the text is not sent, nor a file that has not arrived", () => {
    const files = [file({ cid: "gone" }), file({ blobId: null, state: "sending" })];
    expect(types(bodyOf(draft({ files })).bodyStructure)).toEqual([
      "multipart/alternative",
      "text",
      "text/html",
    ]);
  });
  test("Bcc is kept with the draft and stands in the envelope once", () => {
    const bcc = chips([
      { name: null, email: "jonas@x.example" },
      { name: null, email: "b@x.example" },
    ]);
    const one = draft({ bcc });
    expect(emailOf(one, { name: "Ines", email: "ines@x.example" }, "d", "now").bcc).toHaveLength(2);
    expect(envelopeOf(one, "ines@x.example").rcptTo).toEqual([
      { email: "jonas@x.example", parameters: null },
      { email: "b@x.example", parameters: null },
    ]);
  });
});

describe("before sending", () => {
  test("names what is in the way", () => {
    expect(obstacle(draft({ to: [] }))).toEqual({ is: "nobody" });
    expect(obstacle(draft({ to: withTyped([], "jonas@nordlicht") }))).toEqual({
      is: "bad-address",
      email: "jonas@nordlicht",
    });
    expect(obstacle(draft({ files: [file({ state: "refused" })] }))).toMatchObject({
      is: "refused-file",
    });
    expect(obstacle(draft())).toBeNull();
  });
  test("asks about a promised file and an empty subject, not when a file is there", () => {
    const one = draft({ own: "See attached", subject: "" });
    expect(questions(one).map((q) => q.is)).toEqual(["forgotten", "no-subject"]);
    expect(questions({ ...one, subject: "x", files: [file()] })).toEqual([]);
    expect(questions({ ...one, subject: "x", files: [file({ cid: "c" })] })).toHaveLength(1);
  });
  test("typed addresses join what is there once", () => {
    expect(withTyped(draft().to, "JONAS@x.example, k@x.example")).toHaveLength(2);
  });
  test("a window without words is blank", () => {
    expect(isBlank(draft({ to: [], subject: " ", own: "\n" }))).toBe(true);
    expect(isBlank(draft())).toBe(false);
  });
});

describe("files", () => {
  test("100 % only when the server has said so", () => {
    const sending = fromFile(new File(["0123456789"], "a.txt"), "k", null);
    expect(percent({ ...sending, state: "sending", sent: 10 })).toBe(99);
    expect(percent({ ...sending, state: "done" })).toBe(100);
    expect(percent({ ...sending, size: 0 })).toBe(0);
  });
  test.each([
    ["a.PDF", "x/y", "PDF"],
    ["photo", "image/png", "IMG"],
    ["mail.eml", "message/rfc822", "EML"],
    ["x", "application/octet-stream", "BIN"],
    ["archive.tar.gz", "x/y", "GZ"],
  ])("%s %s shows %s", (name, type, letters) => {
    expect(badge(name, type)).toBe(letters);
  });
});

const unsigned = { html: "", lines: [], below: false };

describe("quoting", () => {
  test("an attribution cannot become markup", () => {
    const html = quotedHtml(
      "<img src=x onerror=alert(1)> wrote:",
      { html: "<p>a</p>", text: "a" },
      unsigned,
    );
    expect(html).not.toContain("<img");
    expect(escapeHtml(`<&>"'`)).not.toMatch(/[<>"']/);
  });
  test("text is quoted one level deeper and without its signature", () => {
    const quote = { html: "", text: "Hallo\r\n> alt\r\n\r\n-- \r\nInes" };
    const text = quotedText("Ines wrote:", quote, unsigned);
    expect(text).toBe("\r\n\r\nInes wrote:\r\n> Hallo\r\n>> alt");
  });
  test("a forward carries its header lines", () => {
    const quote = { html: "", text: "Hi" };
    const text = forwardedText("Forwarded:", [["From:", "A <a@x.example>"]], quote, unsigned);
    expect(text).toContain("From: A <a@x.example>\r\n\r\nHi");
  });
  test("a forward is no quotation that a reader folds away, nor the writer's words", () => {
    const html = forwardedHtml(
      "---------- Forwarded message ----------",
      [],
      { html: "<p>Hi</p>", text: "" },
      unsigned,
    );
    expect(html).not.toContain("blockquote");
    const own = "Look\n---------- Forwarded message ----------\nSee the attached file";
    expect(questions(draft({ own })).map((q) => q.is)).toEqual([]);
  });
  test("plain words become lines and quotes", () => {
    expect(textToHtml("a\n\n> <b>\nc")).toBe(
      '<div>a</div><div><br></div><blockquote type="cite"><div>&#60;b&#62;</div></blockquote><div>c</div>',
    );
  });
});

test.each([
  ["x.example/a", "https://x.example/a"],
  ["a@x.example", "mailto:a@x.example"],
  ["https://x.example", "https://x.example"],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["words only", null],
])("link %s", (typed, url) => {
  expect(linkOf(typed)).toBe(url);
});
