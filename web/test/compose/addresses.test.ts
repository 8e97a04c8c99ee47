// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { distinct, faultOf, parseAddresses, written } from "../../src/mailbox/compose/addresses.ts";

const emails = (text: string) => parseAddresses(text).map((a) => a.email);

describe("parseAddresses", () => {
  test("reads a name and an address", () => {
    expect(parseAddresses("Jonas Brandt <jonas@nordlicht.example>")).toEqual([
      { name: "Jonas Brandt", email: "jonas@nordlicht.example" },
    ]);
  });
  test("reads a quoted name with a comma", () => {
    expect(parseAddresses('"Brandt, Jonas" <j@x.example>, k@x.example')).toEqual([
      { name: "Brandt, Jonas", email: "j@x.example" },
      { name: null, email: "k@x.example" },
    ]);
  });
  test("keeps an unquoted comma of a name", () => {
    expect(parseAddresses("Brandt, Jonas <j@x.example>; Raman, Priya <p@x.example>")).toEqual([
      { name: "Brandt, Jonas", email: "j@x.example" },
      { name: "Raman, Priya", email: "p@x.example" },
    ]);
  });
  test("cuts at commas, semicolons, lines and tabs", () => {
    expect(emails("a@x.example, b@x.example;c@x.example\r\nd@x.example\te@x.example")).toHaveLength(
      5,
    );
  });
  test("reads signs of Chinese and Japanese lists", () => {
    expect(emails("田中 由紀 <yuki@kyoto.example>、b@x.example；c@x.example")).toEqual([
      "yuki@kyoto.example",
      "b@x.example",
      "c@x.example",
    ]);
  });
  test("reads a comment as the name", () => {
    expect(parseAddresses("j@x.example (Jonas Brandt)")).toEqual([
      { name: "Jonas Brandt", email: "j@x.example" },
    ]);
  });
  test("reads a name without brackets", () => {
    expect(parseAddresses("Jonas Brandt j@x.example")).toEqual([
      { name: "Jonas Brandt", email: "j@x.example" },
    ]);
  });
  test("drops mailto: and header names of a copied line", () => {
    expect(emails("mailto:a@x.example; To: b@x.example")).toEqual(["a@x.example", "b@x.example"]);
  });
  test("reads a group", () => {
    expect(emails("Friends: a@x.example, b@x.example;")).toEqual(["a@x.example", "b@x.example"]);
  });
  test("drops invisible signs that a copy brings along", () => {
    expect(emails("\u200eanna\u200b@x.example\u00a0")).toEqual(["anna@x.example"]);
  });
  test("keeps what it cannot read, so that it is seen", () => {
    expect(emails("jonas")).toEqual(["jonas"]);
  });
  test("a lone quote does not swallow the list", () => {
    expect(emails('12" pipes, a@x.example')).toContain("a@x.example");
  });
  test("survives 10,000 signs of noise", () => {
    const noise = '<"(,;'.repeat(2000);
    expect(() => parseAddresses(noise)).not.toThrow();
  });
});

describe("faultOf", () => {
  const cases: [string, ReturnType<typeof faultOf>][] = [
    ["a@x.example", null],
    ["ines.kaltenbach+tag@nordlicht.example", null],
    ["用户@例子.example", null],
    ['"a b"@x.example', null],
    ["a@[192.0.2.1]", null],
    ["o'brien@x.example", null],
    ["", "empty"],
    ["jonas", "no-at"],
    ["a@b@x.example", "two-at"],
    ["@x.example", "no-name"],
    ["a@", "no-host"],
    ["jonas@nordlicht", "no-ending"],
    ["jonas@nordlicht.", "no-ending"],
    ["a b@x.example", "space"],
    ["a..b@x.example", "dots"],
    ["a@x..example", "dots"],
    ["a@-x.example", "hyphen"],
    ["a,b@x.example", "sign"],
    ["a@x/y.example", "sign"],
    [`${"a".repeat(65)}@x.example`, "long"],
  ];
  test.each(cases)("%s", (email, fault) => {
    expect(faultOf(email)).toBe(fault);
  });
});

test("distinct keeps the first of each address", () => {
  expect(distinct([{ email: "A@x.example" }, { email: "a@X.example" }])).toHaveLength(1);
});

test("written quotes a name that needs it and reads back", () => {
  const address = { name: 'Brandt, "Jo"', email: "j@x.example" };
  expect(parseAddresses(written(address))).toEqual([address]);
});
