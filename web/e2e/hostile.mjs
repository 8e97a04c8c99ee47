// SPDX-License-Identifier: Apache-2.0
// Hostile mail: delivered, found again, and a listener that counts whoever it makes ask.
import { createServer } from "node:http";
import { connect } from "node:net";

/** Counts whoever asks, by payload. */
export function trap() {
  const hits = new Map();
  const pages = new Map();
  const server = createServer((request, response) => {
    const raw = pages.get(request.url);
    if (raw !== undefined) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(raw);
      return;
    }
    const id = request.url.split(/[/?.]/)[1] ?? "";
    hits.set(id, (hits.get(id) ?? 0) + 1);
    response.writeHead(200, { "content-type": "image/gif", "access-control-allow-origin": "*" });
    response.end(Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64"));
  });
  server.on("connection", (socket) => socket.on("error", () => {}));
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const port = server.address().port;
      done({
        hits,
        at: `127.0.0.1:${port}`,
        show: (name, html) => {
          const path = `/page-${encodeURIComponent(name)}`;
          pages.set(path, html);
          return `http://127.0.0.1:${port}${path}`;
        },
        close: () => server.close(),
      });
    });
  });
}

export const fill = (html, at, id) =>
  html.replaceAll("{{TRAPHOST}}", `${at}/${id}`).replaceAll("{{TRAP}}", `http://${at}/${id}`);

/** Delivers all payloads over one LMTP connection. */
export async function deliver(lmtp, user, payloads, at) {
  const [host, port] = lmtp.split(/:(?=\d+$)/);
  const socket = connect(Number(port), host);
  socket.setEncoding("utf8");
  let buffer = "";
  const waiting = [];
  socket.on("data", (text) => {
    buffer += text;
    for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (line[3] !== "-") waiting.shift()?.(line);
    }
  });
  const reply = (code) =>
    new Promise((done, fail) =>
      waiting.push((line) => (line.startsWith(code) ? done(line) : fail(new Error(line)))),
    );
  const say = async (line, code) => {
    const answer = reply(code);
    socket.write(`${line}\r\n`);
    return answer;
  };
  await reply("220");
  await say("LHLO payloads.test", "250");
  for (const p of payloads) {
    await say("MAIL FROM:<mallory@payloads.test>", "250");
    await say(`RCPT TO:<${user}>`, "250");
    await say("DATA", "354");
    const body = Buffer.from(fill(p.html, at, p.id), "utf8")
      .toString("base64")
      .replace(/.{76}/g, "$&\r\n");
    const done = reply("250");
    socket.write(
      `From: Mallory <mallory@payloads.test>\r\nTo: <${user}>\r\nSubject: payload ${p.id}\r\nMessage-ID: <${p.id}.${Date.now()}@payloads.test>\r\nDate: ${new Date().toUTCString().replace("GMT", "+0000")}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=${p.charset ?? "utf-8"}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n.\r\n`,
    );
    await done;
  }
  socket.end("QUIT\r\n");
}

/** The delivered messages by payload: their ids and folders. */
export async function find(request, web) {
  const session = await (await request.get(`${web}/jmap/session`)).json();
  const account = session.primaryAccounts["urn:ietf:params:jmap:mail"];
  const found = {};
  for (let position = 0; ; position += 250) {
    const answer = await request.post(`${web}/jmap/api`, {
      headers: { origin: web },
      data: {
        using: ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"],
        methodCalls: [
          [
            "Email/query",
            {
              accountId: account,
              position,
              limit: 250,
              sort: [{ property: "receivedAt", isAscending: false }],
            },
            "q",
          ],
          [
            "Email/get",
            {
              accountId: account,
              "#ids": { resultOf: "q", name: "Email/query", path: "/ids" },
              properties: ["id", "subject", "mailboxIds"],
            },
            "g",
          ],
        ],
      },
    });
    const list = (await answer.json()).methodResponses[1][1].list;
    for (const e of list ?? []) {
      const id = /^payload (\S+)$/.exec(e.subject ?? "")?.[1];
      if (id && !found[id]) found[id] = { email: e.id, mailbox: Object.keys(e.mailboxIds)[0] };
    }
    if (!list || list.length < 250) return { account, found };
  }
}
