// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Answers, type Batch } from "../../src/jmap/batch.ts";
import { unreachable } from "../../src/jmap/errors.ts";
import { emailOf } from "../../src/mailbox/compose/body.ts";
import { type Draft, emptyDraft } from "../../src/mailbox/compose/draft.ts";
import { Saver, type SaveState } from "../../src/mailbox/compose/saver.ts";

/** Drafts of one account, with the rule of conflict that the server keeps. */
class FakeServer {
  drafts = new Map<string, Record<string, unknown>>();
  saves = 0;
  /** "lost" = the request never arrives; "deaf" = it does its work but nobody hears the answer;
   * "late" = it does its work when nobody waits any more. */
  mode: "ok" | "lost" | "deaf" | "late" | "full" = "ok";

  async send(batch: Batch): Promise<Answers> {
    if (this.mode === "lost") throw unreachable("noConnection");
    if (this.mode === "late") {
      this.mode = "ok";
      setTimeout(() => batch.calls.map(([name, args]) => this.run(name, args)), 5_000);
      throw unreachable("noAnswer");
    }
    const responses = batch.calls.map(([name, args, id]) => [name, this.run(name, args), id]);
    if (this.mode === "deaf") {
      this.mode = "ok";
      throw unreachable("noAnswer");
    }
    return new Answers(responses as never);
  }

  private run(name: string, args: Record<string, unknown>): Record<string, unknown> {
    if (name === "Email/query") return { ids: [...this.drafts.keys()] };
    if (name === "Email/get") {
      return {
        list: [...this.drafts].map(([id, mail]) => ({
          id,
          messageId: mail.messageId,
          textBody: [{ partId: "text" }],
          bodyValues: mail.bodyValues,
        })),
      };
    }
    if (this.mode === "full") {
      return { notCreated: { draft: { type: "overQuota", description: "full", kb: "KB1401" } } };
    }
    if (!args.create) {
      for (const id of args.destroy as string[]) this.drafts.delete(id);
      return {};
    }
    const old = (args.destroy as string[] | undefined)?.[0];
    if (old && !this.drafts.has(old)) return { notCreated: { draft: { type: "conflict" } } };
    if (old) this.drafts.delete(old);
    const id = `e${++this.saves}`;
    this.drafts.set(id, (args.create as { draft: Record<string, unknown> }).draft);
    return { created: { draft: { id } }, destroyed: old ? [old] : [] };
  }

  texts(): string[] {
    return [...this.drafts.values()].map(
      (m) => (m.bodyValues as { text: { value: string } }).text.value,
    );
  }
}

function open(server: FakeServer, from?: Draft) {
  let draft: Draft = {
    ...(from ?? emptyDraft("a", { id: "i", email: "ines@x.example" }, "plain")),
  };
  const states: SaveState[] = [];
  let conflicts = 0;
  const saver = new Saver({
    transport: server,
    accountId: "a",
    draftsId: "d",
    current: () => draft,
    email: (d) =>
      emailOf(d, { name: "Ines", email: "ines@x.example" }, "d", "2026-11-25T10:00:00Z"),
    keep: async () => {},
    onState: (state) => states.push(state),
    onId: (id) => {
      draft = { ...draft, emailId: id };
    },
    onConflict: () => conflicts++,
    now: () => Date.now(),
  });
  return {
    saver,
    states,
    type(text: string) {
      draft = { ...draft, text };
      saver.touch();
    },
    get draft() {
      return draft;
    },
    get conflicts() {
      return conflicts;
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(1_300);

describe("saving a draft", () => {
  test("waits until the writer pauses and leaves one draft", async () => {
    const server = new FakeServer();
    const tab = open(server);
    for (const text of ["H", "Ha", "Hal", "Hallo"]) {
      tab.type(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    await settle();
    expect(server.saves).toBe(1);
    tab.type("Hallo Jonas");
    await settle();
    expect(server.texts()).toEqual(["Hallo Jonas"]);
    expect(tab.states.at(-1)?.is).toBe("saved");
  });

  test("saves at the latest after five seconds of typing without a pause", async () => {
    const server = new FakeServer();
    const tab = open(server);
    for (let i = 0; i < 30; i++) {
      tab.type("x".repeat(i));
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(server.saves).toBeGreaterThanOrEqual(1);
  });

  test("does not save what has not changed", async () => {
    const server = new FakeServer();
    const tab = open(server);
    tab.type("a");
    await settle();
    await tab.saver.save();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saves).toBe(1);
  });

  test("two tabs on one draft keep both texts, and the second writer is told", async () => {
    const server = new FakeServer();
    const first = open(server);
    first.type("base");
    await settle();
    const second = open(server, first.draft);
    first.type("base and first");
    await settle();
    second.type("base and second");
    await settle();
    expect(server.texts().sort()).toEqual(["base and first", "base and second"]);
    expect(second.conflicts).toBe(1);
    expect(first.conflicts).toBe(0);
    second.type("base and second, more");
    await settle();
    expect(server.texts().sort()).toEqual(["base and first", "base and second, more"]);
    expect(second.conflicts).toBe(1);
  });

  test("a lost connection keeps the text here and saves it by itself later", async () => {
    const server = new FakeServer();
    const tab = open(server);
    server.mode = "lost";
    tab.type("kept");
    await settle();
    expect(tab.states.at(-1)).toMatchObject({ is: "kept", unreachable: true });
    server.mode = "ok";
    await vi.advanceTimersByTimeAsync(3_100);
    expect(server.texts()).toEqual(["kept"]);
  });

  test("a lost answer leaves no second copy and no false conflict", async () => {
    const server = new FakeServer();
    const tab = open(server);
    tab.type("one");
    await settle();
    server.mode = "deaf";
    tab.type("two");
    await settle();
    tab.type("three");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(server.texts()).toEqual(["three"]);
    expect(tab.conflicts).toBe(0);
  });

  test("a lost answer to the first save leaves one draft too", async () => {
    const server = new FakeServer();
    const tab = open(server);
    server.mode = "deaf";
    tab.type("one");
    await settle();
    server.mode = "lost";
    tab.type("two");
    await vi.advanceTimersByTimeAsync(4_000);
    server.mode = "ok";
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.texts()).toEqual(["two"]);
    expect(tab.conflicts).toBe(0);
  });

  test("a save that arrives after it was given up leaves nothing behind", async () => {
    const server = new FakeServer();
    const tab = open(server);
    server.mode = "late";
    tab.type("one");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.texts()).toEqual(["one"]);
    expect(server.drafts.has(tab.draft.emailId ?? "")).toBe(true);
    expect(server.saves).toBe(2);
  });

  test("a refusal is told with its cause and its article", async () => {
    const server = new FakeServer();
    const tab = open(server);
    server.mode = "full";
    tab.type("big");
    await settle();
    expect(tab.states.at(-1)).toMatchObject({
      is: "kept",
      cause: "full",
      kb: "KB1401",
      unreachable: false,
    });
  });
});
