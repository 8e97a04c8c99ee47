// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { applyPatch, flippedPatch, inversePatch, segment } from "../src/store/patch.ts";

const email = { id: "e", keywords: { $seen: true }, mailboxIds: { a: true } };

describe("a patch", () => {
  it("sets, removes and leaves the rest shared", () => {
    const out = applyPatch(email, { "keywords/$seen": null, "mailboxIds/b": true });
    expect(out).toEqual({ id: "e", keywords: {}, mailboxIds: { a: true, b: true } });
    expect(email.keywords.$seen).toBe(true);
    expect(applyPatch(email, { "keywords/$flagged": true }).mailboxIds).toBe(email.mailboxIds);
  });

  it("is undone by its inverse", () => {
    const patches = [
      { "keywords/$seen": null, "keywords/$flagged": true },
      { "mailboxIds/a": null, "mailboxIds/b": true },
      { mailboxIds: { c: true } },
    ];
    for (const patch of patches)
      expect(applyPatch(applyPatch(email, patch), inversePatch(email, patch))).toEqual(email);
  });

  it("is undone by flipping where the record is not known", () => {
    const patch = { "mailboxIds/a": null, "mailboxIds/b": true };
    expect(applyPatch(applyPatch(email, patch), flippedPatch(patch))).toEqual(email);
  });

  it("escapes what a path cannot hold", () => {
    expect(applyPatch({ keywords: {} }, { [`keywords/${segment("a/b~c")}`]: true })).toEqual({
      keywords: { "a/b~c": true },
    });
  });
});
