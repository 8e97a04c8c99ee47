// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { JmapError } from "../src/jmap/errors.ts";
import { failureWords } from "../src/mailbox/list/failure.ts";
import { pick } from "../src/mailbox/list/MatchingFile.tsx";
import type { FilePart } from "../src/mailbox/reading/detail.ts";

describe("a list that was not read", () => {
  it("names the cause first, then what works, then what helps", () => {
    const error = new JmapError(
      "serverFail",
      "The disk became read-only at 10:32.",
      "KB1104",
      503,
      undefined,
      {
        works: "Everything can be read.",
        remedy: "Mount it for writing.",
      },
    );
    expect(failureWords(error)).toEqual({
      title: "The disk became read-only at 10:32",
      text: "Everything can be read. Mount it for writing. Trying again by itself.",
    });
  });

  it("does not say that other folders open when the whole store has the problem", () => {
    const error = new JmapError("serverFail", "The store is being reopened.", "KB1101", 503);
    expect(failureWords(error).text).not.toMatch(/other folders/);
    const folder = new JmapError("serverUnavailable", "The store did not answer.", "KB1103", 503);
    expect(failureWords(folder).text).toMatch(/other folders open/);
  });

  it("says that it is denied in words of its own, and does not try again", () => {
    const error = new JmapError("forbidden", "Odile Marchand decides who reads it.", "KB1004");
    expect(failureWords(error)).toEqual({
      title: "You may see this folder, not read it",
      text: "Odile Marchand decides who reads it.",
    });
  });
});

describe("the attachment beside a search's result", () => {
  const file = (name: string | null) => ({ name }) as FilePart;
  it("is the one with the word in its name, else the first", () => {
    const files = [file(null), file("Tables.xlsx"), file("Drift 2026.pdf")];
    expect(pick(files, ["drift"])).toBe("Drift 2026.pdf");
    expect(pick(files, ["vents"])).toBe("Tables.xlsx");
    expect(pick([file(null)], [])).toBe("");
  });
});
