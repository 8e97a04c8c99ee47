// SPDX-License-Identifier: Apache-2.0
import english from "virtual:catalogue/en";
import { describe, expect, it } from "vitest";
import type { Mailbox } from "../src/jmap/types.ts";
import { parseQuery, queryFilter, queryText, sizeOf } from "../src/mailbox/search/query.ts";
import { speak } from "../src/text/t.tsx";

const folder = (id: string, role: string | null, name = id) => ({ id, role, name }) as Mailbox;
const folders = [
  folder("i", "inbox", "Inbox"),
  folder("j", "junk"),
  folder("t", "trash"),
  folder("k", null, "Kyoto 2027"),
];

describe("a typed query", () => {
  it("becomes chips and words, and text again", () => {
    const text = 'from:"Priya Raman" has:attachment after:2026-09-01 drift "salt in"';
    const query = parseQuery(text);
    expect(query.chips).toEqual([
      { operator: "from", value: "Priya Raman" },
      { operator: "has", value: "attachment" },
      { operator: "after", value: "2026-09-01" },
    ]);
    expect(query.words).toBe('drift "salt in"');
    expect(queryText(query)).toBe(text);
  });

  it("takes the names of filters and folders in the page's language", () => {
    speak({
      "chip.from": "von",
      "chip.is": "ist",
      "chip.larger": "größer als",
      "chip.value.unread": "ungelesen",
      "role.inbox": "Posteingang",
    });
    expect(parseQuery("von:Priya ist:ungelesen größer:5M is:read").chips).toEqual([
      { operator: "from", value: "Priya" },
      { operator: "is", value: "unread" },
      { operator: "larger", value: "5M" },
      { operator: "is", value: "read" },
    ]);
    expect(queryFilter(parseQuery("in:posteingang"), folders, false)).toEqual({ inMailbox: "i" });
    speak(english);
  });

  it("leaves what is no filter as words", () => {
    expect(parseQuery("has:teeth http://x after:soon 12:30").chips).toEqual([]);
    expect(parseQuery("has:teeth after:soon").words).toBe("has:teeth after:soon");
  });

  it("leaves Junk and Trash out unless a folder is named", () => {
    expect(queryFilter(parseQuery("drift"), folders, false)).toEqual({
      operator: "AND",
      conditions: [{ text: "drift" }, { inMailboxOtherThan: ["j", "t"] }],
    });
    expect(queryFilter(parseQuery("in:kyoto drift"), folders, false)).toEqual({
      operator: "AND",
      conditions: [{ inMailbox: "k" }, { text: "drift" }],
    });
    expect(queryFilter(parseQuery("drift"), folders, true)).toEqual({ text: "drift" });
  });

  it("keeps quoted words together", () => {
    expect(queryFilter(parseQuery('"salt in the vents"'), folders, true)).toEqual({
      text: "salt in the vents",
    });
  });

  it("reads sizes", () => {
    expect(sizeOf("5M")).toBe(5 * 1024 * 1024);
    expect(sizeOf("1.5k")).toBe(1536);
    expect(sizeOf("big")).toBeUndefined();
  });
});
