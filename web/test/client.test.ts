// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Batch } from "../src/jmap/batch.ts";
import { JmapClient } from "../src/jmap/client.ts";
import type { Session } from "../src/jmap/types.ts";

/** A socket whose handshake nobody answers. */
class Silent extends EventTarget {
  static readonly OPEN = 1;
  static last: Silent;
  onopen = () => {};
  onclose = () => {};
  constructor() {
    super();
    Silent.last = this;
  }
  readyState = 0;
  close() {}
  send() {}
}

const session = {
  apiUrl: "http://localhost/jmap/api",
  capabilities: { "urn:ietf:params:jmap:websocket": { url: "ws://localhost/jmap/ws" } },
} as unknown as Session;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Silent);
  vi.stubGlobal("location", { origin: "http://localhost", protocol: "http:" });
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(JSON.stringify({ methodResponses: [["Core/echo", {}, "0"]] }))),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function reading(): Batch {
  const batch = new Batch();
  batch.call("Core/echo", {});
  return batch;
}

test("what may be sent twice waits a moment for the socket, then goes by HTTP", async () => {
  const client = new JmapClient(session, []);
  client.connect();
  const answers = client.send(reading());
  await vi.advanceTimersByTimeAsync(300);
  expect(fetch).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  await answers;
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("without a socket nothing waits", async () => {
  const client = new JmapClient({ ...session, capabilities: {} } as Session, []);
  client.connect();
  await client.send(reading());
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("when the browser says that it has no network, silence is waited for three seconds at most", async () => {
  vi.stubGlobal("navigator", { onLine: true });
  const client = new JmapClient(session, []);
  client.connect();
  Silent.last.onopen();
  const states: string[] = [];
  client.onSocketState((state) => states.push(state));
  const answers = client.send(reading());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fetch).not.toHaveBeenCalled();
  vi.stubGlobal("navigator", { onLine: false });
  client.offline();
  await vi.advanceTimersByTimeAsync(3_100);
  await answers;
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(states).toContain("closed");
});
