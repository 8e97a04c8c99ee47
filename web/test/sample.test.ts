// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { arrive, sampleServer } from "../dev/sample.ts";

it("the sample of `web/build dev` has mail in its inbox, and more arrives by push", () => {
  const server = sampleServer(5);
  server.push();
  const inbox = [...server.mailboxes.values()].find((m) => m.role === "inbox")!.id;
  const count = () => [...server.emails.values()].filter((e) => inbox in e.mailboxIds).length;
  const before = count();
  const pushed: string[] = [];
  server.onPush = (change) => pushed.push(...Object.keys(change.changed[server.accountId]!));
  arrive(server);
  expect(before).toBeGreaterThan(10);
  expect(count()).toBe(before + 1);
  expect(pushed).toContain("Email");
});
