// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { shiftOf } from "../src/mailbox/list/geometry.ts";
import { daysAgo, listDate } from "../src/text/dates.ts";
import { hueOf, initialsOf, shortName } from "../src/text/people.ts";

const now = new Date(2026, 10, 25, 12, 0);
const at = (...parts: [number, number, number, number?, number?]) =>
  new Date(parts[0], parts[1], parts[2], parts[3] ?? 9, parts[4] ?? 5).toISOString();

describe("a row's date", () => {
  it("is the time today, a weekday for six days, then a date", () => {
    expect(listDate(at(2026, 10, 25, 0, 1), now)).toBe("00:01");
    expect(listDate(at(2026, 10, 24, 23, 59), now)).toBe("Tue");
    expect(listDate(at(2026, 10, 19), now)).toBe("Thu");
    expect(listDate(at(2026, 10, 18), now)).toBe("Nov 18");
    expect(listDate(at(2025, 10, 18), now)).toBe("11/18/25");
  });

  it("is full for the future", () => {
    expect(listDate(at(2026, 10, 27), now)).toBe("11/27/26");
    expect(daysAgo(new Date(at(2026, 10, 27)), now)).toBe(-2);
  });

  it("is nothing for what is no date", () => {
    expect(listDate("soon", now)).toBe("");
  });
});

describe("an avatar", () => {
  const initials = (name: string | null, email = "mail@example.test") =>
    initialsOf({ name, email });
  it("takes the first letters of first and last word", () => {
    expect(initials("Priya Raman")).toBe("PR");
    expect(initials("Anna Maria von Berg")).toBe("AB");
    expect(initials("Facilities")).toBe("FA");
    expect(initials('"Jonas" (work) Brandt')).toBe("JB");
  });

  it("takes one letter for scripts that are written so, and for bare addresses", () => {
    expect(initials("田中 由紀")).toBe("田");
    expect(initials("ليلى حداد")).toBe("ل");
    expect(initials("נועה בן־דוד")).toBe("נ");
    expect(initials(null)).toBe("M");
    expect(initialsOf(undefined)).toBe("?");
  });

  it("has the same hue for the same address, however written", () => {
    expect(hueOf("Priya@Example.test")).toBe(hueOf("priya@example.test"));
  });

  it("is named shortly among others", () => {
    expect(shortName({ name: "Priya Raman", email: "p@x" })).toBe("Priya");
    expect(shortName({ name: null, email: "p@x" })).toBe("p");
  });
});

describe("the rows under the eye", () => {
  it("are found again after rows came above them", () => {
    expect(shiftOf(["a", "b", "c"], ["x", "y", "a", "b", "c"], 1)).toBe(2);
    expect(shiftOf(["a", "b", "c"], ["b", "c"], 0)).toBe(-1);
    expect(shiftOf(["a", "b", "c"], ["a", "b", "c", "d"], 1)).toBe(0);
  });
});
