// SPDX-License-Identifier: Apache-2.0
// @vitest-environment jsdom
import { expect, it } from "vitest";
import { Answers, type Batch } from "../src/jmap/batch.ts";
import { PreferenceStore } from "../src/mailbox/preferences.ts";
import { MailStore } from "../src/store/store.ts";
import { FakeServer } from "./fake.ts";

it("a change on its way is not undone by what an earlier one is told of", async () => {
  const server = new FakeServer();
  let gate: Promise<void> | undefined;
  const store = new MailStore(server.accountId, {
    async send(batch: Batch) {
      const get = batch.calls[0]![0] === "Preferences/get";
      if (!get) await gate;
      return new Answers(server.handle(JSON.parse(JSON.stringify(batch.calls))));
    },
  });
  const preferences = new PreferenceStore(store, {});
  const seen: unknown[] = [];
  preferences.subscribe(() => seen.push(preferences.value.listHeight));
  await preferences.change({ listHeight: 400 });
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const second = preferences.change({ listHeight: 384 });
  await preferences.pushed("earlier");
  open();
  await second;
  expect(seen.at(-1)).toBe(384);
  expect(seen.slice(1)).not.toContain(400);
});
