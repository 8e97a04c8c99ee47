// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Comparator, Email } from "../src/jmap/types.ts";
import {
  comparators,
  firstOrder,
  keepOrder,
  NEWEST,
  parseOrder,
  SORTS,
} from "../src/mailbox/list/order.ts";
import { compareBy } from "../src/store/order.ts";

describe("the order of a list", () => {
  it("is kept as one word and read again", () => {
    for (const by of SORTS)
      for (const ascending of [true, false]) {
        const kept = keepOrder({}, "m1", { by, ascending });
        expect(parseOrder(kept.m1)).toEqual({ by, ascending });
      }
  });

  it("needs no entry when it is newest first", () => {
    expect(keepOrder({ m1: "from", m2: "size" }, "m1", NEWEST)).toEqual({ m2: "size" });
  });

  it("that is not known here is newest first", () => {
    expect(parseOrder("importance")).toEqual(NEWEST);
    expect(parseOrder(7 as unknown as string)).toEqual(NEWEST);
  });

  it("is kept for so many folders, those set longest ago leave", () => {
    let sorts: Record<string, string> = {};
    for (let i = 0; i < 250; i++) sorts = keepOrder(sorts, `m${i}`, firstOrder("from"));
    expect(Object.keys(sorts)).toHaveLength(200);
    expect(sorts.m249).toBe("from");
    expect(sorts.m0).toBeUndefined();
  });

  it("asks for whole conversations where the list has them", () => {
    expect(comparators(firstOrder("unread"), true)[0]?.property).toBe("allInThreadHaveKeyword");
    expect(comparators(firstOrder("unread"), false)[0]?.property).toBe("hasKeyword");
    expect(comparators(firstOrder("flagged"), true)[0]?.property).toBe("someInThreadHaveKeyword");
  });
});

describe("a row's place", () => {
  const email = (part: Partial<Email>) =>
    ({
      from: null,
      to: null,
      subject: "",
      size: 1,
      keywords: {},
      receivedAt: "2026-01-01",
      ...part,
    }) as Email;
  const sign = (by: Comparator, a: Partial<Email>, b: Partial<Email>) =>
    Math.sign(compareBy([by], email(a), email(b)) ?? Number.NaN);
  const from = (name: string | null, address = "") => ({ from: [{ name, email: address }] });

  it("is found without case, by the name or else the address", () => {
    expect(sign({ property: "from" }, from("adam"), from("Berta"))).toBe(-1);
    expect(sign({ property: "from" }, from(null, "zoe@a.test"), from("Berta"))).toBe(1);
    expect(sign({ property: "from", isAscending: false }, from("adam"), from("Berta"))).toBe(1);
  });

  it("is found by the subject without Re: and lists' names", () => {
    const subject = { property: "subject" };
    expect(sign(subject, { subject: "[list] Re: beta" }, { subject: "Fwd: alpha (fwd)" })).toBe(1);
    expect(sign(subject, { subject: "Re: alpha" }, { subject: "Beta" })).toBe(-1);
  });

  it("is behind the newer one among equals, and not guessed where only the server knows", () => {
    const [old, late] = [{ receivedAt: "2026-01-01" }, { receivedAt: "2026-01-02" }];
    expect(sign({ property: "size" }, late, old)).toBe(-1);
    expect(sign({ property: "sentAt" }, late, old)).toBeNaN();
  });
});
