// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Batch } from "../../src/jmap/batch.ts";
import { Answers } from "../../src/jmap/batch.ts";
import { emptyDraft } from "../../src/mailbox/compose/draft.ts";
import type { EditorFrame, Flushed } from "../../src/mailbox/compose/frame.ts";
import { setSender } from "../../src/mailbox/compose/sender.ts";
import { Writing, type WritingDoor } from "../../src/mailbox/compose/writing.ts";

const INES = {
  id: "i1",
  name: "Ines",
  email: "ines@demo.test",
  replyTo: null,
  textSignature: "Ines",
};
const LAB = {
  ...INES,
  id: "i2",
  textSignature: "Lab",
  bcc: [{ name: null, email: "lab@demo.test" }],
};
const JONAS = { name: "Jonas", email: "jonas@demo.test", fault: null };

/** A window whose frame answers what it is given, and what the server was asked for. */
function window(answers: Flushed[]) {
  const asked: string[] = [];
  const transport = {
    send: async (batch: Batch) => {
      asked.push(JSON.stringify(batch.calls));
      return new Answers(
        batch.calls.map(([name, , id]) => [
          name,
          name === "EmailSubmission/set"
            ? { created: { send: { id: "s1" } } }
            : { created: { draft: { id: "e1" }, message: { id: "e1" } } },
          id,
        ]) as never,
      );
    },
  };
  const closed = vi.fn();
  const writing = new Writing(
    { ...emptyDraft("a1", INES, "rich"), to: [JONAS], subject: "Keys" } as never,
    {
      identities: [INES, LAB],
      signing: () => ({ news: true, answers: true, below: false }),
      mail: { transport, draftsId: "d", sentId: "s", clockOffset: 0 },
      local: { put: async () => {}, remove: async () => {} },
      transfer: {},
      now: () => Date.now(),
      onSent: () => {},
      onClosed: closed,
    } as unknown as WritingDoor,
  );
  writing.frame = {
    flush: async () => answers.shift() ?? null,
    close: () => {},
  } as unknown as EditorFrame;
  return { writing, asked, closed };
}

const words = (text: string): Flushed => ({
  content: { html: `<div>${text}</div>`, text, own: text, signature: null, cids: [] },
  typed: true,
});

describe("what stands in the text field when its window ends", () => {
  beforeEach(() => {
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("navigator", {});
  });
  afterEach(() => vi.unstubAllGlobals());

  test("is sent, though it was written a moment ago", async () => {
    const { writing, asked } = window([words("Thursday.")]);
    await writing.send(true);
    expect(asked.filter((call) => call.includes("EmailSubmission/set"))).toHaveLength(1);
    expect(asked.join()).toContain("Thursday.");
  });
  test("is saved, though it was written a moment ago", async () => {
    const { writing, asked, closed } = window([words("Thursday.")]);
    await writing.close();
    expect(asked.join()).toContain("Thursday.");
    expect(closed).toHaveBeenCalled();
  });
  test("is not sent without the field's answer, and that is said", async () => {
    const { writing, asked } = window(["silent", words("Thursday.")]);
    await writing.send(true);
    expect(asked).toEqual([]);
    expect(writing.value.obstacle).toEqual({ is: "silent" });
    await writing.send(true);
    expect(asked.join()).toContain("Thursday.");
  });
  test("keeps its window open until it is closed once more", async () => {
    const { writing, closed } = window(["silent", "silent"]);
    await writing.close();
    expect(closed).not.toHaveBeenCalled();
    await writing.close();
    expect(closed).toHaveBeenCalled();
  });
  test("is sent once, though Send is pressed twice", async () => {
    const { writing, asked } = window([words("Thursday."), words("Thursday.")]);
    await Promise.all([writing.send(true), writing.send(true)]);
    expect(asked.filter((call) => call.includes("EmailSubmission/set"))).toHaveLength(1);
  });
});

describe("another sender", () => {
  beforeEach(() => {
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("navigator", {});
  });
  afterEach(() => vi.unstubAllGlobals());
  test("has the field exchange the signatures, and brings their Bcc", () => {
    const { writing } = window([]);
    const said: unknown[] = [];
    writing.frame = { say: (message: unknown) => said.push(message) } as unknown as EditorFrame;
    setSender(writing, "i2");
    expect(said).toEqual([
      {
        type: "signature",
        was: "<div>Ines</div>",
        html: "<div>Lab</div>",
        insert: true,
        line: null,
        below: false,
      },
    ]);
    expect(writing.value.draft.bcc.map((chip) => chip.email)).toEqual(["lab@demo.test"]);
    expect(writing.value.shown.bcc).toBe(true);
    setSender(writing, "i1");
    expect(writing.value.draft.bcc).toEqual([]);
  });
  test("is exchanged in plain text at once", () => {
    const { writing } = window([]);
    writing.edit({ mode: "plain", text: "Moin\r\n-- \r\nInes" });
    setSender(writing, "i2");
    expect(writing.value.draft.text).toBe("Moin\r\n-- \r\nLab");
    expect(writing.value.draft.own).toBe("Moin");
    expect(writing.value.rewritten).toBe(1);
  });
});
