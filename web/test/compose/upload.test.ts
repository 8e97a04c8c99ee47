// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Transfer, Uploads } from "../../src/mailbox/compose/upload.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const begun: { key: string; on: Parameters<Transfer>[1]; aborted: boolean }[] = [];
  const log: string[] = [];
  const uploads = new Uploads(
    (task, on) => {
      const entry = { key: task.key, on, aborted: false };
      begun.push(entry);
      return () => {
        entry.aborted = true;
      };
    },
    {
      onProgress: (key, sent) => log.push(`${key} ${sent}`),
      onDone: (key, blob) => log.push(`${key} done ${blob}`),
      onProblem: (key, problem) => log.push(`${key} ${problem.again ? "again" : "refused"}`),
    },
  );
  const add = (key: string) => uploads.add({ key, type: "text/plain", file: new Blob(["x"]) });
  return { begun, log, uploads, add };
}

test("three files leave at a time", () => {
  const { begun, add } = setUp();
  for (const key of ["a", "b", "c", "d"]) add(key);
  expect(begun.map((b) => b.key)).toEqual(["a", "b", "c"]);
  begun[0]!.on.done("B1");
  expect(begun.map((b) => b.key)).toEqual(["a", "b", "c", "d"]);
});

test("a lost connection begins again by itself, a refusal does not", async () => {
  const { begun, log, add } = setUp();
  add("a");
  add("b");
  begun[0]!.on.problem({ again: true, cause: "", kb: null });
  begun[1]!.on.problem({ again: false, cause: "61 MB", kb: "KB1402" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(begun.map((b) => b.key)).toEqual(["a", "b", "a"]);
  expect(log).toEqual(["a again", "b refused"]);
});

test("a cancelled file is aborted and does not come back", async () => {
  const { begun, uploads, add } = setUp();
  add("a");
  uploads.cancel("a");
  expect(begun[0]!.aborted).toBe(true);
  add("b");
  begun[1]!.on.problem({ again: true, cause: "", kb: null });
  uploads.cancel("b");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(begun).toHaveLength(2);
});

test("resume does not wait", () => {
  const { begun, uploads, add } = setUp();
  add("a");
  begun[0]!.on.problem({ again: true, cause: "", kb: null });
  uploads.resume();
  expect(begun).toHaveLength(2);
});
