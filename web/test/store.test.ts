// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { Answers, type Batch } from "../src/jmap/batch.ts";
import type { Id } from "../src/jmap/types.ts";
import { MailStore } from "../src/store/store.ts";
import { PAGE, type QuerySpec } from "../src/store/window.ts";
import { FakeServer } from "./fake.ts";

let server: FakeServer;
let store: MailStore;
let inbox: Id;
let archive: Id;
let spec: QuerySpec;
/** While set, answers wait for it. */
let gate: Promise<void> | undefined;

const newest = [{ property: "receivedAt", isAscending: false }];

beforeEach(async () => {
  gate = undefined;
  server = new FakeServer();
  inbox = server.addMailbox({ name: "Inbox", role: "inbox" }).id;
  archive = server.addMailbox({ name: "Archive", role: "archive" }).id;
  for (let i = 0; i < 120; i++) server.addEmail({ mailboxIds: { [inbox]: true } });
  server.push();
  store = new MailStore(server.accountId, {
    async send(batch: Batch) {
      const responses = server.handle(JSON.parse(JSON.stringify(batch.calls)));
      await gate;
      return new Answers(responses);
    },
  });
  server.onPush = (change) => store.pushed(change);
  spec = { filter: { inMailbox: inbox }, sort: newest, collapseThreads: true };
  await store.loadMailboxes();
  store.open(spec);
  await settle();
  server.requests = [];
});

async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

const shown = () => store.rows(store.window(spec));

describe("windows", () => {
  it("fetch the first page and know the whole length", () => {
    expect(shown()).toHaveLength(120);
    expect(shown().filter(Boolean)).toHaveLength(PAGE);
  });

  it("show a new page as a new list", async () => {
    const before = shown();
    store.ensureRange(store.window(spec), 60, 61);
    await settle();
    expect(shown()).not.toBe(before);
  });

  it("fetch only the pages that hold a missing row", async () => {
    store.ensureRange(store.window(spec), 40, 70);
    store.ensureRange(store.window(spec), 40, 70);
    await settle();
    expect(server.requests).toHaveLength(1);
    expect(shown().filter(Boolean)).toHaveLength(100);
  });

  it("fetch again when a page belongs to a newer state", async () => {
    server.addEmail({ id: "late", mailboxIds: { [inbox]: true } });
    store.ensureRange(store.window(spec), 60, 61);
    await settle();
    expect(shown()[0]).toBe("late");
    expect(shown()).toHaveLength(121);
    expect(new Set(shown().slice(0, 100)).size).toBe(100);
  });
});

describe("push", () => {
  it("patches the list by one exchange for one arrival", async () => {
    server.addEmail({ id: "new", mailboxIds: { [inbox]: true } });
    server.push();
    await settle();
    expect(server.requests).toHaveLength(1);
    expect(shown()[0]).toBe("new");
    expect(store.emails.get("new")?.subject).toBe("Subject new");
    expect(store.mailboxes.get(inbox)?.totalEmails).toBe(121);
  });

  it("that tells a known state costs nothing", async () => {
    store.pushed({
      "@type": "StateChange",
      changed: {
        [server.accountId]: { Email: store.states.Email!, Mailbox: store.states.Mailbox! },
      },
    });
    await settle();
    expect(server.requests).toHaveLength(0);
  });

  it("coalesces what comes while an exchange runs", async () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    for (let i = 0; i < 5; i++) {
      server.addEmail({ id: `n${i}`, mailboxIds: { [inbox]: true } });
      server.push();
      await settle();
    }
    expect(server.requests).toHaveLength(1);
    open();
    gate = undefined;
    await settle();
    expect(server.requests).toHaveLength(2);
    expect(shown().slice(0, 5)).toEqual(["n4", "n3", "n2", "n1", "n0"]);
  });

  it("reports new mail once", async () => {
    const news: Id[] = [];
    store.onNewMail = (mail) => news.push(...mail.emails.map((e) => e.id));
    server.addEmail({ id: "new", mailboxIds: { [inbox]: true } });
    server.push();
    await settle();
    server.updateEmail("new", { "keywords/$seen": true });
    server.push();
    await settle();
    expect(news).toEqual(["new"]);
  });

  it("replaces a conversation's row when it gets an answer", async () => {
    const first = store.emails.get(shown()[3]!)!;
    server.addEmail({ id: "answer", threadId: first.threadId, mailboxIds: { [inbox]: true } });
    server.push();
    await settle();
    expect(shown()).toHaveLength(120);
    expect(shown()[0]).toBe("answer");
    expect(shown()).not.toContain(first.id);
    expect(store.threadEmails(first.threadId).map((e) => e.id)).toEqual([first.id, "answer"]);
  });

  it("marks windows that are not on screen and patches them when they come back", async () => {
    const other: QuerySpec = { ...spec, filter: { inMailbox: archive } };
    store.open(other);
    await settle();
    store.close(other);
    server.addEmail({ id: "filed", mailboxIds: { [archive]: true } });
    server.push();
    await settle();
    expect(store.window(other).stale).toBe(true);
    store.open(other);
    await settle();
    expect(store.rows(store.window(other))).toEqual(["filed"]);
  });

  it("starts anew when the server has forgotten the state", async () => {
    server.addEmail({ id: "new", mailboxIds: { [inbox]: true } });
    server.oldestState = 1_000_000;
    server.push();
    await settle();
    server.oldestState = 0;
    await settle();
    expect(shown()[0]).toBe("new");
    expect(shown()).toHaveLength(121);
    expect(store.states.Email).toBeDefined();
  });
});

describe("removed rows that were never fetched", () => {
  it("shorten the list and leave the known head alone", async () => {
    const head = shown().slice(0, PAGE);
    const far = [...server.emails.keys()][5]!;
    server.updateEmail(far, { mailboxIds: { [archive]: true } });
    server.push();
    await settle();
    expect(shown()).toHaveLength(119);
    expect(shown().slice(0, PAGE)).toEqual(head);
  });
});

describe("changes", () => {
  const file = (id: Id) => new Map([[id, { mailboxIds: { [archive]: true } }]]);

  it("are painted before the answer and stay after it", async () => {
    const id = shown()[2]!;
    const done = store.change(file(id));
    expect(shown()).not.toContain(id);
    expect(shown()).toHaveLength(119);
    expect(store.mailboxes.get(inbox)?.totalEmails).toBe(119);
    expect((await done).size).toBe(0);
    expect(shown()).not.toContain(id);
    expect(shown()).toHaveLength(119);
    expect(server.requests).toHaveLength(1);
  });

  it("cost no second exchange when the push about them comes back", async () => {
    await store.change(file(shown()[0]!));
    server.push();
    await settle();
    expect(server.requests).toHaveLength(1);
  });

  it("come back with the server's words when refused", async () => {
    const id = shown()[2]!;
    server.refuseIds.set(id, {
      type: "forbidden",
      description: "You may read, not move",
      kb: "KB1005",
    });
    const refused = await store.change(file(id));
    expect(refused.get(id)?.message).toBe("You may read, not move");
    expect(refused.get(id)?.kb).toBe("KB1005");
    expect(shown()[2]).toBe(id);
    expect(store.mailboxes.get(inbox)?.totalEmails).toBe(120);
  });

  it("come back when the whole call is refused", async () => {
    const id = shown()[2]!;
    server.refuse.set("Email/set", {
      type: "serverUnavailable",
      description: "Read-only",
      kb: "KB1104",
    });
    await expect(store.change(file(id))).rejects.toThrow("Read-only");
    expect(shown()[2]).toBe(id);
  });

  it("tell a problem of the whole store until a change goes through again", async () => {
    const id = shown()[2]!;
    server.refuseIds.set(id, { type: "serverFail", description: "Read-only", kb: "KB1104" });
    await store.change(file(id));
    expect(store.problem?.kb).toBe("KB1104");
    server.refuseIds.clear();
    await store.change(file(id));
    expect(store.problem).toBeUndefined();
  });

  it("that are undone put the row where its date belongs, at once", async () => {
    const id = shown()[2]!;
    await store.change(file(id));
    const undone = store.change(new Map([[id, { mailboxIds: { [inbox]: true } }]]));
    expect(shown()[2]).toBe(id);
    await undone;
    expect(shown()[2]).toBe(id);
    expect(shown()).toHaveLength(120);
  });

  it("of unread counts are painted too", async () => {
    const before = store.mailboxes.get(inbox)!.unreadThreads;
    const done = store.change(new Map([[shown()[0]!, { "keywords/$seen": true }]]));
    expect(store.mailboxes.get(inbox)!.unreadThreads).toBe(before - 1);
    await done;
    expect(store.mailboxes.get(inbox)!.unreadThreads).toBe(before - 1);
  });

  it("reach a list that was left, when it comes back", async () => {
    const other: QuerySpec = { ...spec, filter: { inMailbox: archive } };
    store.open(other);
    await settle();
    store.close(other);
    const id = shown()[0]!;
    await store.change(file(id));
    server.push();
    await settle();
    store.open(other);
    await settle();
    expect(store.rows(store.window(other))).toEqual([id]);
  });

  it("cost no second exchange when the push comes before the answer", async () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const done = store.change(file(shown()[0]!));
    await settle();
    server.push();
    open();
    gate = undefined;
    await done;
    await settle();
    expect(server.requests).toHaveLength(1);
  });

  it("of keywords leave the rows of a filtered list where they are, until it is left", async () => {
    const unread: QuerySpec = {
      ...spec,
      filter: { operator: "AND", conditions: [{ inMailbox: inbox }, { notKeyword: "$seen" }] },
    };
    store.open(unread);
    await settle();
    const rows = () => store.rows(store.window(unread));
    const id = rows()[2]!;
    await store.change(new Map([[id, { "keywords/$seen": true }]]));
    server.push();
    await settle();
    expect(rows()[2]).toBe(id);
    expect(rows()).toHaveLength(120);
    await store.change(file(id));
    expect(rows()).not.toContain(id);
    store.close(unread);
    expect(rows()).toHaveLength(119);
  });

  it("are sent in their order", async () => {
    const id = shown()[0]!;
    const one = store.change(new Map([[id, { "keywords/$flagged": true }]]));
    const two = store.change(new Map([[id, { "keywords/$flagged": null }]]));
    expect(store.emails.get(id)?.keywords.$flagged).toBeUndefined();
    await Promise.all([one, two]);
    expect(server.emails.get(id)?.keywords.$flagged).toBeUndefined();
  });
});
