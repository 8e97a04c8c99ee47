// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  MOST_PIXELS,
  MOST_ROWS,
  offset,
  range,
  scrollFor,
  spacer,
  topRow,
} from "../src/mailbox/list/geometry.ts";

const big = { total: 100_000, height: 84, viewport: 900 };
const huge = { total: 1_000_000, height: 84, viewport: 900 };

describe("a list of 100,000 rows", () => {
  it("draws few rows wherever it is", () => {
    for (const top of [0, 12_345, 4_000_000, spacer(big) - big.viewport]) {
      const [from, to] = range(big, top);
      expect(to - from + 1).toBeLessThanOrEqual(MOST_ROWS);
      expect(from * big.height).toBeLessThanOrEqual(top);
      expect((to + 1) * big.height).toBeGreaterThanOrEqual(top + big.viewport);
    }
  });

  it("draws at most 60 rows on a very tall screen", () => {
    const [from, to] = range({ total: 100_000, height: 34, viewport: 2000 }, 50_000);
    expect(to - from + 1).toBeLessThanOrEqual(61);
  });
});

describe("a list beyond the pixels of a browser", () => {
  it("caps the spacer and still reaches the last row", () => {
    expect(spacer(huge)).toBe(MOST_PIXELS);
    const end = MOST_PIXELS - huge.viewport;
    const [, to] = range(huge, end);
    expect(to).toBe(999_999);
    expect(offset(huge, end, 999_999) + huge.height).toBeCloseTo(MOST_PIXELS, 0);
  });

  it("finds the offset of a row and the row of an offset", () => {
    for (const row of [0, 17, 123_456, 900_000])
      expect(topRow(huge, scrollFor(huge, row))).toBeCloseTo(row, 4);
  });
});
