// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Email } from "../../src/jmap/types.ts";
import { firstOpen, layout } from "../../src/mailbox/reading/layout.ts";
import { readUnsubscribe } from "../../src/mailbox/reading/unsubscribe.ts";
import { dayText, whenText } from "../../src/mailbox/reading/when.ts";

const mail = (id: string, ...keywords: string[]) =>
  ({ id, keywords: Object.fromEntries(keywords.map((k) => [k, true])) }) as unknown as Email;
const shape = (emails: Email[], opened: string[], unfolded = false, keepFirst = true) =>
  layout(emails, new Set(opened), unfolded, keepFirst).map((piece) =>
    piece.is === "folded"
      ? piece.emails.map((e) => e.id).join("+")
      : `${piece.is}:${piece.email.id}`,
  );
const thread = [mail("a", "$seen"), mail("b", "$seen"), mail("c", "$seen"), mail("d")];

describe("a conversation", () => {
  test("opens at the newest unread message, else at the one asked for", () => {
    expect(firstOpen(thread, "b")).toBe("d");
    expect(firstOpen(thread.slice(0, 3), "b")).toBe("b");
    expect(firstOpen([...thread.slice(0, 3), mail("x", "$draft")], "gone")).toBe("c");
  });
  test("folds runs of read messages but keeps the first", () => {
    expect(shape(thread, ["d"])).toEqual(["closed:a", "b+c", "open:d"]);
  });
  test("a phone folds the first too", () => {
    expect(shape(thread, ["d"], false, false)).toEqual(["a+b+c", "open:d"]);
  });
  test("does not fold one message, an unread one, or what was unfolded", () => {
    expect(shape([mail("a", "$seen"), mail("b")], ["b"])).toEqual(["closed:a", "open:b"]);
    expect(shape([mail("a"), mail("b"), mail("c")], ["c"])).toEqual([
      "closed:a",
      "closed:b",
      "open:c",
    ]);
    expect(shape(thread, ["d"], true)).toEqual(["closed:a", "closed:b", "closed:c", "open:d"]);
  });
  test("tells what follows from what went before, and keeps drafts apart", () => {
    const pieces = layout(
      [mail("a"), mail("b", "$seen"), mail("c", "$seen")],
      new Set(["a"]),
      false,
      true,
    );
    expect(pieces[1]).toMatchObject({ is: "folded", later: true });
    expect(shape([mail("a", "$seen"), mail("b", "$seen", "$draft")], [])).toEqual([
      "closed:a",
      "closed:b",
    ]);
  });
  test("every message stands in it exactly once", () => {
    for (const opened of [[], ["a"], ["b", "c"]]) {
      const ids = layout(thread, new Set(opened), false, true).flatMap((p) =>
        p.is === "folded" ? p.emails.map((e) => e.id) : [p.email.id],
      );
      expect(ids).toEqual(["a", "b", "c", "d"]);
    }
  });
});

describe("leaving a list", () => {
  test.each([
    [
      "<mailto:leave@x.example?subject=u>, <https://x.example/u?a=1>",
      { mailto: "mailto:leave@x.example?subject=u", https: "https://x.example/u?a=1" },
    ],
    ["<https://x.example/\r\n u>", { mailto: null, https: "https://x.example/u" }],
    ["<http://x.example/u>", null],
    ["<javascript:alert(1)>", null],
    ["leave@x.example", null],
    [null, null],
  ])("%j", (header, ways) => {
    expect(readUnsubscribe(header)).toEqual(ways);
  });
});

describe("a message's date", () => {
  const now = new Date(2026, 10, 25, 12, 0);
  const at = (...parts: [number, number, number, number, number]) =>
    new Date(...parts).toISOString();
  test("says today, the day, the year as needed", () => {
    expect(whenText(at(2026, 10, 25, 10, 42), now)).toBe("Today 10:42");
    expect(whenText(at(2026, 10, 25, 10, 42), now, "inside")).toBe("today 10:42");
    expect(whenText(at(2026, 10, 19, 10, 42), now)).toMatch(/^Thu .*19.*10:42$/);
    expect(dayText(at(2025, 10, 19, 10, 42), now)).toContain("2025");
    expect(dayText(at(2027, 0, 1, 9, 0), now)).toContain("2027");
    expect(whenText("nonsense", now)).toBe("");
  });
});
