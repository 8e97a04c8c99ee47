// SPDX-License-Identifier: Apache-2.0
// Puts every hostile HTML body of payloads.json through reading, answering and printing in Chromium on a real server,
// counts scripts that ran and requests that left, and shows with an unprotected page that the payloads are live.
//
//   node e2e/payloads.mjs --web URL --lmtp HOST:PORT --user ADDRESS --password PASSWORD [--only PART] [--ui]
//
// --ui adds the mailbox itself: the message opened, then answered, in the application.
// Ends with "N passed, N failed" and exit code 1 when anything ran, anything was asked for, or the control is too tame.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: o } = parseArgs({
  options: {
    web: { type: "string" },
    lmtp: { type: "string" },
    user: { type: "string" },
    password: { type: "string" },
    only: { type: "string", default: "" },
    tabs: { type: "string", default: "4" },
    ui: { type: "boolean", default: false },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
const web = o.web.replace(/\/$/, "");
const payloads = JSON.parse(readFileSync(new URL("payloads.json", import.meta.url), "utf8")).filter(
  (p) => p.id.includes(o.only),
);
const MARK = "pwn";
const LIVE_SHARE = 0.3;

/** Counts whoever asks, by payload. */
function trap() {
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

const fill = (html, at, id) =>
  html.replaceAll("{{TRAPHOST}}", `${at}/${id}`).replaceAll("{{TRAP}}", `http://${at}/${id}`);

/** Delivers all payloads over one LMTP connection. */
async function deliver(at) {
  const [host, port] = o.lmtp.split(/:(?=\d+$)/);
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
    await say(`RCPT TO:<${o.user}>`, "250");
    await say("DATA", "354");
    const body = Buffer.from(fill(p.html, at, p.id), "utf8")
      .toString("base64")
      .replace(/.{76}/g, "$&\r\n");
    const done = reply("250");
    socket.write(
      `From: Mallory <mallory@payloads.test>\r\nTo: <${o.user}>\r\nSubject: payload ${p.id}\r\nMessage-ID: <${p.id}.${Date.now()}@payloads.test>\r\nDate: ${new Date().toUTCString().replace("GMT", "+0000")}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=${p.charset ?? "utf-8"}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n.\r\n`,
    );
    await done;
  }
  socket.end("QUIT\r\n");
}

/** Ids of the delivered messages by payload. */
async function find(request) {
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
              properties: ["id", "subject"],
            },
            "g",
          ],
        ],
      },
    });
    const list = (await answer.json()).methodResponses[1][1].list;
    for (const e of list ?? []) {
      const id = /^payload (\S+)$/.exec(e.subject ?? "")?.[1];
      if (id && !found[id]) found[id] = e.id;
    }
    if (!list || list.length < 250) return { account, found };
  }
}

/** Moves, clicks and types like somebody who is curious. */
async function poke(page) {
  for (const [x, y] of [
    [20, 14],
    [60, 34],
  ])
    await page.mouse.click(x, y).catch(() => {});
  await page.mouse.wheel(0, 200).catch(() => {});
  await page.keyboard.press("Tab").catch(() => {});
  await page.keyboard.press("Enter").catch(() => {});
}

/** One tab that is used again and again; counts what happens in it. */
class Tab {
  constructor(context) {
    this.context = context;
    context.on("request", (request) => {
      const to = request.url();
      if (this.calm && /^(https?|wss?|ftp):/.test(to) && !to.startsWith(web) && to !== this.url)
        this.remote.push(to);
    });
    context.on("page", (p) => p !== this.page && this.page && p.close().catch(() => {}));
    context.on("console", (m) => {
      if (m.text().includes(MARK)) this.scripts++;
    });
    context.on("dialog", (d) => {
      this.scripts++;
      d.dismiss().catch(() => {});
    });
  }

  async visit(trap, url, id, curious) {
    if (!this.page || this.page.isClosed()) {
      this.page = undefined;
      this.page = await this.context.newPage();
    }
    const before = trap.hits.get(id) ?? 0;
    Object.assign(this, { scripts: 0, remote: [], calm: true, url });
    await this.page.goto(url, { waitUntil: "load", timeout: 4_000 }).catch(() => {});
    await this.page.mouse.move(30, 30).catch(() => {});
    await this.page.waitForTimeout(80);
    this.calm = false;
    const remote = Math.max((trap.hits.get(id) ?? 0) - before, this.remote.length);
    // what a click on a link asks for is the reader's wish: from here on only scripts count
    if (curious(this.scripts + remote)) {
      await poke(this.page);
      await this.page.waitForTimeout(40);
    }
    const result = { scripts: this.scripts, remote, what: this.remote };
    await this.page
      .goto("about:blank", { timeout: 3_000 })
      .catch(() => this.page.close().catch(() => {}));
    return result;
  }
}

/** The message in the application, then an answer to it. */
async function mailbox(context, state, account, email, id) {
  const page = await context.newPage();
  const before = state.trap.hits.get(id) ?? 0;
  let scripts = 0;
  page.on("console", (m) => {
    if (m.text().includes(MARK)) scripts++;
  });
  page.on("dialog", (d) => {
    scripts++;
    d.dismiss().catch(() => {});
  });
  try {
    await page.goto(`${web}/mail/open/${account}/${email}`, { waitUntil: "load", timeout: 10_000 });
    await page.waitForTimeout(400);
    await page.keyboard.press("r");
    await page.waitForTimeout(700);
    return { scripts, remote: (state.trap.hits.get(id) ?? 0) - before, what: [] };
  } finally {
    await page.close().catch(() => {});
  }
}

async function protectedPlaces(tab, state, account, email, id) {
  const frame = `${web}/mail/frame/${account}/${email}?images=none&theme=light`;
  const print = `${web}/mail/print/${account}/${email}`;
  const always = () => true;
  const results = {};
  results.read = await tab.visit(state.trap, frame, id, always);
  results.print = await tab.visit(state.trap, print, id, always);
  // The cleaner alone, without the page's policy: a second wall must stand by itself.
  const get = async (url) => (await tab.context.request.get(url)).text();
  const bare = state.trap.show(`bare-${id}`, await get(frame));
  results.bare = await tab.visit(state.trap, bare, id, always);
  const quote = JSON.parse(await get(`${web}/mail/quote/${account}/${email}`));
  const reply = state.trap.show(
    `reply-${id}`,
    `<!doctype html><meta charset=utf-8><div>${quote.html}</div>`,
  );
  results.reply = await tab.visit(state.trap, reply, id, always);
  if (o.ui) results.mailbox = await mailbox(tab.context, state, account, email, id);
  return results;
}

const state = { trap: await trap() };
await deliver(state.trap.at);
const browser = await chromium.launch({
  executablePath: o.chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
  ],
});
const context = await browser.newContext({ viewport: { width: 1024, height: 700 } });
const first = await context.newPage();
await first.goto(`${web}/sign-in`);
await first.fill("#username", o.user);
await first.fill("#password", o.password);
await first.click("button[type=submit]");
await first.waitForURL(/\/mail\//);
const { account, found } = await find(context.request);
await first.close();

let live = 0;
const bad = [];
const queue = [...payloads];
await Promise.all(
  Array.from({ length: Number(o.tabs) }, async () => {
    // one context a worker, so that popups and requests are told apart
    const view = { viewport: { width: 1024, height: 700 } };
    const mine = new Tab(
      await browser.newContext({ ...view, storageState: await context.storageState() }),
    );
    const outside = new Tab(await browser.newContext(view));
    for (let p = queue.shift(); p; p = queue.shift()) {
      const raw = state.trap.show(
        `control-${p.id}`,
        `<!doctype html><meta charset=utf-8>${fill(p.html, state.trap.at, `c-${p.id}`)}`,
      );
      const control = await outside.visit(state.trap, raw, `c-${p.id}`, (alive) => alive === 0);
      if (control.scripts + control.remote > 0) live++;
      if (!found[p.id]) {
        bad.push(`${p.id}: not delivered`);
        continue;
      }
      const results = await protectedPlaces(mine, state, account, found[p.id], p.id);
      for (const [where, r] of Object.entries(results))
        if (r.scripts || r.remote)
          bad.push(
            `${p.id} in ${where}: ${r.scripts} scripts, ${r.remote} requests ${r.what.slice(0, 2).join(" ")}`,
          );
      process.stderr.write(
        `\r${payloads.length - queue.length}/${payloads.length} ${bad.length} bad, ${live} live `,
      );
    }
  }),
);
await browser.close();
state.trap.close();
process.stderr.write("\n");
for (const line of bad.sort()) console.log(line);
const share = live / payloads.length;
console.log(
  `${payloads.length} payloads in reading, answering and printing; the unprotected page ran ${live} of them (${Math.round(share * 100)} %)`,
);
const tame = share < LIVE_SHARE && o.only === "";
if (tame) console.log(`the control ran fewer than ${LIVE_SHARE * 100} %`);
const failed = new Set(bad.map((line) => line.split(/[ :]/)[0])).size + (tame ? 1 : 0);
console.log(`${payloads.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
