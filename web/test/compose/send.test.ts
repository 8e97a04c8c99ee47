// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Answers, type Batch } from "../../src/jmap/batch.ts";
import { chips, type Draft, emptyDraft } from "../../src/mailbox/compose/draft.ts";
import type { Identity } from "../../src/mailbox/compose/identities.ts";
import { NotSent, type Sent, send, undoSend } from "../../src/mailbox/compose/send.ts";

const ines: Identity = { id: "i", name: "Ines", email: "ines@x.example", replyTo: null };
const draft = (): Draft => ({
  ...emptyDraft("a", ines, "plain"),
  emailId: "old",
  to: chips([{ name: null, email: "jonas@x.example" }]),
  answered: { emailId: "q", keyword: "$answered" },
});

function server(answer: (name: string, args: Record<string, unknown>, turn: number) => unknown) {
  const seen: [string, Record<string, unknown>][] = [];
  let turn = 0;
  return {
    seen,
    door: {
      draftsId: "d",
      sentId: "s",
      clockOffset: 60_000,
      transport: {
        async send(batch: Batch) {
          turn++;
          const responses = batch.calls.map(([name, args, id]) => {
            seen.push([name, args]);
            return [name, answer(name, args, turn), id];
          });
          return new Answers(responses as never);
        },
      },
    },
  };
}
const ok = (name: string) =>
  name === "Email/set"
    ? { created: { message: { id: "new" } } }
    : { created: { send: { id: "S1" } } };

describe("handing over", () => {
  test("one request saves, submits, moves to Sent and marks the answered message", async () => {
    const { door, seen } = server(ok);
    const sent = await send(door, draft(), ines, Date.UTC(2026, 10, 25, 10, 0, 0));
    expect(sent).toMatchObject({ emailId: "new", submissionId: "S1", conflict: false });
    expect(seen.map(([name]) => name)).toEqual(["Email/set", "EmailSubmission/set", "Email/set"]);
    const submission = seen[1]![1];
    const made = (submission.create as { send: Record<string, unknown> }).send;
    // Ten seconds later by the server's clock, which is a minute ahead here.
    expect(made.sendAt).toBe("2026-11-25T10:01:10Z");
    expect(made.emailId).toBe("#message");
    expect(submission.onSuccessUpdateEmail).toEqual({
      "#send": { "mailboxIds/d": null, "mailboxIds/s": true, "keywords/$draft": null },
    });
    expect(seen[2]![1].update).toEqual({ q: { "keywords/$answered": true } });
  });
  test("a draft changed elsewhere is sent beside the other text", async () => {
    const { door, seen } = server((name, args) =>
      name === "Email/set" && args.destroy
        ? { notCreated: { message: { type: "conflict" } } }
        : ok(name),
    );
    expect(await send(door, draft(), ines, 0)).toMatchObject({ conflict: true });
    expect(seen.filter(([name, args]) => name === "Email/set" && args.create)).toHaveLength(2);
  });
  test("a refused submission tells its cause and where the draft lies", async () => {
    const { door } = server((name) =>
      name === "Email/set"
        ? ok(name)
        : {
            notCreated: {
              send: { type: "forbidden", description: "no outbound route", kb: "KB1504" },
            },
          },
    );
    const failed = await send(door, draft(), ines, 0).catch((error) => error);
    expect(failed).toBeInstanceOf(NotSent);
    expect(failed).toMatchObject({ emailId: "new", problem: { kb: "KB1504" } });
  });
});

describe("taking back", () => {
  const sent: Sent = { emailId: "new", submissionId: "S1", until: 0, conflict: false };
  test("cancels, then makes it a draft again", async () => {
    const { door, seen } = server(() => ({ updated: {} }));
    expect(await undoSend(door, draft(), sent)).toBe("undone");
    expect(seen[0]![1].update).toEqual({ S1: { undoStatus: "canceled" } });
    expect(seen[1]![1].update).toEqual({
      new: { "mailboxIds/s": null, "mailboxIds/d": true, "keywords/$draft": true },
      q: { "keywords/$answered": null },
    });
  });
  test("says when it is too late", async () => {
    const { door } = server((name) =>
      name.endsWith("/get")
        ? { list: [{ id: "S1", undoStatus: "final" }] }
        : { notUpdated: { S1: { type: "cannotUnsend" } } },
    );
    expect(await undoSend(door, draft(), sent)).toBe("too-late");
  });
});
