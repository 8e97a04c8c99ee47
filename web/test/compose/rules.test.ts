// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { identityFor } from "../../src/mailbox/compose/identities.ts";
import { answerTo, isMine, listAddress, type Original } from "../../src/mailbox/compose/rules.ts";
import { forwardSubject, replySubject } from "../../src/mailbox/compose/subject.ts";

const me = ["ines@nordlicht.example"];
const a = (email: string, name: string | null = null) => ({ name, email });
const mail = (more: Partial<Original> = {}): Original => ({
  id: "m1",
  messageId: ["one@x.example"],
  inReplyTo: null,
  references: null,
  from: [a("priya@lumen.example", "Priya")],
  replyTo: null,
  to: [a("ines@nordlicht.example"), a("jonas@nordlicht.example")],
  cc: [a("cc@x.example")],
  subject: "Certificates",
  listPost: null,
  followupTo: null,
  ...more,
});
const to = (answer: { to: { email: string }[] }) => answer.to.map((x) => x.email);
const cc = (answer: { cc: { email: string }[] }) => answer.cc.map((x) => x.email);

describe("recipients", () => {
  test("a reply goes to the sender", () => {
    expect(to(answerTo(mail(), "reply", me))).toEqual(["priya@lumen.example"]);
  });
  test("Reply-To goes before From", () => {
    const answer = answerTo(mail({ replyTo: [a("desk@lumen.example")] }), "reply", me);
    expect(to(answer)).toEqual(["desk@lumen.example"]);
  });
  test("reply all leaves oneself out, subaddress and case included", () => {
    const answer = answerTo(
      mail({ to: [a("INES+lab@nordlicht.example"), a("jonas@nordlicht.example")] }),
      "reply-all",
      me,
    );
    expect(to(answer)).toEqual(["priya@lumen.example", "jonas@nordlicht.example"]);
    expect(cc(answer)).toEqual(["cc@x.example"]);
  });
  test("reply all writes to nobody twice", () => {
    const answer = answerTo(
      mail({ to: [a("Priya@lumen.example")], cc: [a("priya@lumen.example"), a("cc@x.example")] }),
      "reply-all",
      me,
    );
    expect(to(answer)).toEqual(["priya@lumen.example"]);
    expect(cc(answer)).toEqual(["cc@x.example"]);
  });
  test("an answer to one's own sent mail goes on to its recipients", () => {
    const sent = mail({ from: [a("ines@nordlicht.example")], to: [a("priya@lumen.example")] });
    expect(to(answerTo(sent, "reply", me))).toEqual(["priya@lumen.example"]);
    expect(to(answerTo(sent, "reply-all", me))).toEqual(["priya@lumen.example"]);
  });
  test("a note to oneself can be answered", () => {
    const note = mail({ from: [a(me[0]!)], to: [a(me[0]!)], cc: null });
    expect(to(answerTo(note, "reply-all", me))).toEqual([me[0]]);
  });
  test("reply all reaches the list that stands in List-Post only", () => {
    const answer = answerTo(mail({ listPost: "<mailto:wind@lists.example>" }), "reply-all", me);
    expect(cc(answer)).toEqual(["cc@x.example", "wind@lists.example"]);
  });
  test("reply to the list goes to the list alone", () => {
    const answer = answerTo(mail({ listPost: "<mailto:wind@lists.example>" }), "reply-list", me);
    expect(to(answer)).toEqual(["wind@lists.example"]);
    expect(cc(answer)).toEqual([]);
  });
  test("Mail-Followup-To decides reply all", () => {
    const answer = answerTo(mail({ followupTo: [a("wind@lists.example")] }), "reply-all", me);
    expect(to(answer)).toEqual(["wind@lists.example"]);
  });
  test("a list that takes no posts has no address", () => {
    expect(listAddress("NO (announcements)")).toBeNull();
    expect(listAddress("<https://x.example/post>, <mailto:wind%2Bx@lists.example?subject=a>")).toBe(
      "wind+x@lists.example",
    );
  });
});

describe("threading", () => {
  test("the chain grows by the answered message", () => {
    const answer = answerTo(mail({ references: ["zero@x.example"] }), "reply", me);
    expect(answer.inReplyTo).toEqual(["one@x.example"]);
    expect(answer.references).toEqual(["zero@x.example", "one@x.example"]);
  });
  test("without References a single In-Reply-To stands in", () => {
    expect(answerTo(mail({ inReplyTo: ["z@x.example"] }), "reply", me).references).toEqual([
      "z@x.example",
      "one@x.example",
    ]);
  });
  test("a long chain keeps its first and its newest ids", () => {
    const references = Array.from({ length: 100 }, (_, i) => `r${i}@x.example`);
    const chain = answerTo(mail({ references }), "reply", me).references!;
    expect(chain).toHaveLength(24);
    expect(chain[0]).toBe("r0@x.example");
    expect(chain.at(-1)).toBe("one@x.example");
  });
  test("no id is named twice", () => {
    const answer = answerTo(mail({ references: ["one@x.example", "b@x.example"] }), "reply", me);
    expect(answer.references).toEqual(["b@x.example", "one@x.example"]);
  });
  test("a forward starts its own thread", () => {
    const answer = answerTo(mail(), "forward", me);
    expect(answer).toMatchObject({ to: [], cc: [], inReplyTo: null, references: null });
  });
});

describe("subjects", () => {
  test.each([
    ["Hallo", "Re: Hallo"],
    ["Re: Hallo", "Re: Hallo"],
    ["AW: RE: Hallo", "Re: Hallo"],
    ["Re[2]: Hallo", "Re: Hallo"],
    ["SV: Hej", "Re: Hej"],
    ["回复：你好", "Re: 你好"],
    ["Fwd: Hallo", "Re: Fwd: Hallo"],
    ["  Re:\r\n Hallo ", "Re: Hallo"],
    ["Rewind: x", "Re: Rewind: x"],
    ["", "Re:"],
    [null, "Re:"],
  ])("reply %j", (subject, expected) => {
    expect(replySubject(subject)).toBe(expected);
  });
  test.each([
    ["Hallo", "Fwd: Hallo"],
    ["WG: Hallo", "Fwd: Hallo"],
    ["Fw: Tr: Hallo", "Fwd: Hallo"],
    ["Re: Hallo", "Fwd: Re: Hallo"],
    ["轉寄: 你好", "Fwd: 你好"],
  ])("forward %j", (subject, expected) => {
    expect(forwardSubject(subject)).toBe(expected);
  });
});

test("the identity that was written to answers", () => {
  const identities = [
    { id: "1", email: "ines@nordlicht.example" },
    { id: "2", email: "Lab@nordlicht.example" },
  ];
  expect(identityFor(mail({ to: [a("lab@nordlicht.example")] }), identities)?.id).toBe("2");
  expect(identityFor(mail({ to: [], cc: [] }), identities)?.id).toBe("1");
});

test("isMine knows subaddresses and not strangers", () => {
  expect(isMine("ines+x@nordlicht.example", me)).toBe(true);
  expect(isMine("ines@other.example", me)).toBe(false);
});
