// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { Answers, type Batch } from "../src/jmap/batch.ts";
import type { Comparator, Id } from "../src/jmap/types.ts";
import { MailStore } from "../src/store/store.ts";
import { PAGE, type QuerySpec } from "../src/store/window.ts";
import { FakeServer } from "./fake.ts";

let server: FakeServer;
let store: MailStore;
let inbox: Id;
let archive: Id;
let spec: QuerySpec;
/** What the list has shown, each time that it was told anew. */
let seen: (Id | undefined)[][];

const NAMES = ["Ada", "Berta", "Carl", "Dora", "Emil", "Frida", "Gustav", "Hedda"];

beforeEach(async () => {
  server = new FakeServer();
  inbox = server.addMailbox({ name: "Inbox", role: "inbox" }).id;
  archive = server.addMailbox({ name: "Archive", role: "archive" }).id;
  for (let i = 0; i < 160; i++) mail(NAMES[i % 8]!, { size: 1000 + i });
  server.push();
  store = new MailStore(server.accountId, {
    async send(batch: Batch) {
      return new Answers(server.handle(JSON.parse(JSON.stringify(batch.calls))));
    },
  });
  server.onPush = (change) => store.pushed(change);
  await store.loadMailboxes();
  await open({ property: "from" });
});

function mail(name: string, part: object = {}): Id {
  const from = [{ name, email: `${name.toLowerCase()}@nord.test` }];
  return server.addEmail({ from, mailboxIds: { [inbox]: true }, ...part }).id;
}

async function open(by: Comparator): Promise<void> {
  spec = { filter: { inMailbox: inbox }, sort: [by], collapseThreads: true };
  store.open(spec);
  await settle();
  seen = [];
  store.changed.subscribe(() => seen.push(shown()));
  server.requests = [];
}

async function settle(): Promise<void> {
  for (let i = 0; i < 80; i++) await Promise.resolve();
}

const shown = () => store.rows(store.window(spec));
const names = (rows = shown()) => rows.map((id) => id && store.emails.get(id)?.from?.[0]?.name);
const scrollTo = async (from: number) => {
  store.ensureRange(store.window(spec), from, from + 12);
  await settle();
};

describe("a list in an order that the server does not patch", () => {
  it("shows an arrival where it belongs, with every loaded row, and no hole on the way", async () => {
    await scrollTo(60);
    server.requests = [];
    const late = mail("Berta");
    server.push();
    await settle();
    expect(shown()[20]).toBe(late);
    expect(shown()).toHaveLength(161);
    expect(shown().filter(Boolean)).toHaveLength(2 * PAGE);
    expect(new Set(shown().filter(Boolean)).size).toBe(2 * PAGE);
    for (const rows of seen) expect(rows.slice(0, 2 * PAGE).every(Boolean)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  it("knows everybody in a long list only around the rows on screen", async () => {
    for (let i = 0; i < 600; i++) mail("Zoe");
    server.push();
    await settle();
    for (let at = 0; at < 740; at += PAGE) await scrollTo(at);
    await scrollTo(600);
    mail("Ada");
    server.push();
    await settle();
    expect(shown()).toHaveLength(761);
    expect(shown().slice(550, 660).every(Boolean)).toBe(true);
    expect(new Set(shown().filter(Boolean)).size).toBe(shown().filter(Boolean).length);
  });

  it("reads what moved in from elsewhere and was never seen", async () => {
    const id = server.addEmail({ subject: "Old", mailboxIds: { [archive]: true } }).id;
    server.push();
    await settle();
    store.emails.remove(id);
    server.updateEmail(id, {
      mailboxIds: { [inbox]: true },
      from: [{ name: "Aaa", email: "a@b.test" }],
    });
    server.push();
    await settle();
    expect(names()[0]).toBe("Aaa");
    expect(store.emails.get(id)?.subject).toBe("Old");
  });

  it("lets an archived row leave at once and for good", async () => {
    const id = shown()[5]!;
    seen = [];
    await store.change(new Map([[id, { mailboxIds: { [archive]: true } }]]));
    await settle();
    for (const rows of seen) expect(rows).not.toContain(id);
    expect(shown()).toHaveLength(159);
  });

  it("gives an undone row back to its place at once, and it stays", async () => {
    const id = shown()[5]!;
    await store.change(new Map([[id, { mailboxIds: { [archive]: true } }]]));
    seen = [];
    await store.change(new Map([[id, { mailboxIds: { [inbox]: true } }]]));
    await settle();
    for (const rows of seen) expect(rows[5]).toBe(id);
  });

  it("drops what another program has destroyed", async () => {
    const id = shown()[0]!;
    server.destroyEmail(id);
    server.push();
    await settle();
    expect(shown()).not.toContain(id);
    expect(shown()).toHaveLength(159);
  });

  it("takes a page that belongs to a newer state only with the rest", async () => {
    mail("Ada");
    await scrollTo(100);
    expect(new Set(shown().filter(Boolean)).size).toBe(shown().filter(Boolean).length);
    expect(shown()).toHaveLength(161);
    expect(names().filter(Boolean)).toEqual(names().filter(Boolean).toSorted());
  });

  it("joins what arrives while it is being renewed", async () => {
    for (let i = 0; i < 6; i++) {
      mail("Ada");
      server.push();
      await Promise.resolve();
    }
    await settle();
    expect(shown()).toHaveLength(166);
    expect(
      server.requests.filter((calls) => calls.some(([name]) => name === "Email/query")).length,
    ).toBeLessThan(5);
  });

  it("is renewed when one comes back to it", async () => {
    store.close(spec);
    const other: QuerySpec = { ...spec, sort: [{ property: "receivedAt", isAscending: false }] };
    store.open(other);
    await settle();
    const late = mail("Aaa");
    server.push();
    await settle();
    store.close(other);
    store.open(spec);
    await settle();
    expect(shown()[0]).toBe(late);
  });

  it("keeps its rows and says the cause when the server no longer sorts it", async () => {
    server.refuse.set("Email/query", {
      type: "unsupportedSort",
      description: "Too many",
      kb: "KB2033",
    });
    mail("Ada");
    server.push();
    await settle();
    expect(shown()).toHaveLength(160);
    expect(store.window(spec).error?.kb).toBe("KB2033");
  });
});

describe("a list that is sorted by keywords", () => {
  it("leaves a row where it was when it is read there, until the list is left", async () => {
    store.close(spec);
    await open({ property: "hasKeyword", keyword: "$seen", isAscending: true });
    spec = { ...spec, collapseThreads: false };
    store.open(spec);
    await settle();
    const before = shown().slice(0, 8);
    for (const at of [2, 3])
      await store.change(new Map([[before[at]!, { "keywords/$seen": true }]]));
    await settle();
    expect(shown().slice(0, 8)).toEqual(before);
    expect(shown()).toHaveLength(160);
    expect(new Set(shown().filter(Boolean)).size).toBe(shown().filter(Boolean).length);
    await store.change(new Map([[before[2]!, { mailboxIds: { [archive]: true } }]]));
    expect(shown().slice(0, 4)).toEqual([before[0], before[1], before[3], before[4]]);
    await store.change(new Map([[before[2]!, { mailboxIds: { [inbox]: true } }]]));
    expect(shown().slice(0, 8)).toEqual(before);
    store.close(spec);
    store.open(spec);
    await settle();
    expect(shown()).not.toContain(before[3]);
  });

  it("leaves a conversation where it was when an older message of it is read", async () => {
    store.close(spec);
    const threadId = server.emails.get(shown()[4]!)!.threadId;
    mail("Ines", { threadId });
    server.push();
    await open({ property: "allInThreadHaveKeyword", keyword: "$seen", isAscending: true });
    const row = shown()[0]!;
    const members = store.threadMembers(threadId);
    expect(members).toContain(row);
    const below = shown().slice(1, 5);
    for (const id of members) await store.change(new Map([[id, { "keywords/$seen": true }]]));
    await settle();
    expect(shown().slice(0, 5)).toEqual([row, ...below]);
    expect(shown()).toHaveLength(160);
  });
});
