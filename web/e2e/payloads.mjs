// SPDX-License-Identifier: Apache-2.0
// Puts every hostile HTML body of payloads.json through reading, answering and printing in Chromium on a real server,
// counts scripts that ran and requests that left, and shows with an unprotected page that the payloads are live.
//
//   node e2e/payloads.mjs --web URL --lmtp HOST:PORT --user ADDRESS --password PASSWORD [--only PART] [--open-composer]
//
// Reading, printing and the quotation are visited as pages, with the server's policy and without it; then each message is
// answered in the mailbox, so that its quotation goes through the composer's editor frame; --together of them in one answer
// (1: each by itself), --side of them on one page.
// --open-composer does only the latter, with the walls of the composer taken away: it must fail.
// Ends with "N passed, N failed" and exit code 1 when anything ran, anything was asked for, or the control is too tame.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Answering } from "./answering.mjs";
import { deliver, fill, find, trap } from "./hostile.mjs";

const { values: o } = parseArgs({
  options: {
    web: { type: "string" },
    lmtp: { type: "string" },
    user: { type: "string" },
    password: { type: "string" },
    only: { type: "string", default: "" },
    /** Every n-th payload, beginning at this one. */
    every: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    /** More than one takes less time where nothing else runs, and half as much again of the processor. */
    tabs: { type: "string", default: "1" },
    side: { type: "string", default: "40" },
    together: { type: "string", default: "12" },
    "open-composer": { type: "boolean", default: false },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
const web = o.web.replace(/\/$/, "");
const payloads = JSON.parse(readFileSync(new URL("payloads.json", import.meta.url), "utf8")).filter(
  (p, n) => p.id.includes(o.only) && n % Number(o.every) === Number(o.from) % Number(o.every),
);
const MARK = "pwn";
const LIVE_SHARE = 0.3;

/** Clicks and types like somebody who is curious; briefly where a policy holds as well. */
async function poke(page, left, top, brief) {
  await page.mouse.click(left + 20, top + 14).catch(() => {});
  if (brief) return;
  await page.mouse.click(left + 60, top + 34).catch(() => {});
  await page.keyboard.press("Tab").catch(() => {});
  await page.keyboard.press("Enter").catch(() => {});
}

/** One tab that is used again and again; counts what happens in it. */
class Tab {
  constructor(context) {
    this.context = context;
    /** Whose scripts ran, where that can be told. */
    this.sources = new Set();
    context.on("request", (request) => {
      const to = request.url();
      const own = to.startsWith(web) || to.startsWith(`http://${state.trap.at}/page-`);
      if (this.calm && /^(https?|wss?|ftp):/.test(to) && !own) this.remote.push(to);
    });
    context.on("page", (p) => p !== this.page && this.page && p.close().catch(() => {}));
    context.on("console", (m) => {
      if (!m.text().includes(MARK)) return;
      this.scripts++;
      this.sources.add(/control-(.+)\.html/.exec(m.location().url)?.[1]);
    });
    context.on("dialog", (d) => {
      this.scripts++;
      d.dismiss().catch(() => {});
    });
  }

  /** A page with the given payloads in it; where they lie in it is asked for when it is time to poke. */
  async visit(url, keys, curious, spots, brief = false) {
    if (!this.page || this.page.isClosed()) {
      this.page = undefined;
      this.page = await this.context.newPage();
    }
    const hits = () => keys.reduce((sum, key) => sum + (state.trap.hits.get(key) ?? 0), 0);
    const before = hits();
    Object.assign(this, { scripts: 0, remote: [], calm: true });
    await this.page.goto(url, { waitUntil: "load", timeout: 8_000 }).catch(() => {});
    await this.page.mouse.move(30, 30).catch(() => {});
    await this.page.waitForTimeout(80);
    this.calm = false;
    const remote = Math.max(hits() - before, this.remote.length);
    // what a click on a link asks for is the reader's wish: from here on only scripts count
    if (curious(this.scripts + remote)) {
      for (const [x, y] of spots) await poke(this.page, x, y, brief);
      await this.page.waitForTimeout(40);
    }
    return { scripts: this.scripts, remote, what: this.remote };
  }
}

const WIDE = 250;
const HIGH = 130;
const spots = (count) =>
  Array.from({ length: count }, (_, n) => [(n % 4) * WIDE, Math.floor(n / 4) * HIGH]);
const frames = (urls) =>
  `<!doctype html><meta charset=utf-8><body style="margin:0;font-size:0">${urls
    .map((url) => `<iframe src="${url}" width=${WIDE} height=${HIGH} frameborder=0></iframe>`)
    .join("")}`;

/** Where a payload is looked at: as the reading pane and the printer get it, and without the page's policy. */
const PLACES = {
  read: async (_, email) => `${web}/mail/frame/${account}/${email}?images=none&theme=light`,
  print: async (_, email) => `${web}/mail/print/${account}/${email}`,
  // The cleaner alone, without the page's policy: a second wall must stand by itself.
  bare: async (id, email, get) =>
    state.trap.show(`bare-${id}`, await get(await PLACES.read(id, email))),
  quote: async (id, email, get) => {
    const quote = JSON.parse(await get(`${web}/mail/quote/${account}/${email}`));
    return state.trap.show(
      `quote-${id}`,
      `<!doctype html><meta charset=utf-8><div>${quote.html}</div>`,
    );
  },
};

/** Some payloads side by side; only when something happens is each looked at by itself. */
async function together(tab, place, some) {
  const get = async (url) => (await tab.context.request.get(url)).text();
  const urls = await Promise.all(some.map((p) => PLACES[place](p.id, found[p.id].email, get)));
  const page = frames(urls);
  let url = `${web}/mail/side-by-side/${place}`;
  if (urls[0].startsWith(web)) {
    // Once only: as long as a route stands, every request of the page takes the way through this script.
    const once = (route) => route.fulfill({ contentType: "text/html", body: page });
    await tab.context.route(url, once, { times: 1 });
  } else url = state.trap.show(`together-${place}-${some[0].id}`, page);
  const always = () => true;
  const keys = some.map((p) => p.id);
  const all = await tab.visit(url, keys, always, spots(some.length), urls[0].startsWith(web));
  if (all.scripts + all.remote === 0 && tab.page.url() === url) return;
  let blamed = 0;
  for (const [n, p] of some.entries()) {
    const one = await tab.visit(urls[n], [p.id], always, [[0, 0]]);
    blamed += told(p.id, place, one);
  }
  if (blamed === 0) told(`${keys[0]}…${keys.at(-1)}`, place, { ...all, lost: true });
}

const state = { trap: await trap() };
await deliver(o.lmtp, o.user, payloads, state.trap.at);
const browser = await chromium.launch({
  executablePath: o.chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    // What is tested lies within a page; a process of its own for each frame takes a third of the time.
    "--renderer-process-limit=2",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
  ],
});
const view = { viewport: { width: 1024, height: Math.ceil(Number(o.side) / 4) * HIGH + 50 } };
const context = await browser.newContext(view);
const first = await context.newPage();
await first.goto(`${web}/sign-in`);
await first.fill("#username", o.user);
await first.fill("#password", o.password);
await first.click("button[type=submit]");
await first.waitForURL(/\/mail\//);
const { account, found } = await find(context.request, web);
await first.close();

let live = 0;
const bad = [];
const signedIn = async () =>
  browser.newContext({ ...view, storageState: await context.storageState() });
const told = (id, where, r) => {
  if (!r.scripts && !r.remote && !r.lost) return 0;
  bad.push(
    `${id} in ${where}: ${r.scripts} scripts, ${r.remote} requests ${r.what.slice(0, 2).join(" ")}`,
  );
  return 1;
};

/** What the payloads do where nothing holds them, some side by side. */
async function control(queue) {
  const tab = new Tab(await browser.newContext(view));
  for (let some = queue.shift(); some; some = queue.shift()) {
    const urls = some.map((p) =>
      state.trap.show(
        `control-${p.id}.html`,
        `<!doctype html><meta charset=utf-8>${fill(p.html, state.trap.at, `c-${p.id}`)}`,
      ),
    );
    const url = state.trap.show(`controls-${some[0].id}`, frames(urls));
    tab.sources.clear();
    await tab.visit(url, [], () => true, spots(some.length));
    const alive = (p) => state.trap.hits.has(`c-${p.id}`) || tab.sources.has(p.id);
    live += some.filter(alive).length;
    process.stderr.write(`\r${queue.length} controls left, ${live} live `);
  }
}

/** All payloads as pages, in one tab that is used again and again. */
async function pages(queue) {
  const here = new Tab(await signedIn());
  for (let job = queue.shift(); job; job = queue.shift()) {
    await together(here, job.place, job.some);
    process.stderr.write(`\r${queue.length} pages left, ${bad.length} bad `);
  }
}

let answered = 0;

/** All payloads through the composer of the mailbox; those that are blamed together are answered one by one. */
async function mailboxes(queue) {
  const answering = new Answering(await signedIn(), web, state.trap);
  const open = o["open-composer"];
  const key = (id) => (open ? `o-${id}` : id);
  const rawOf = (id) => fill(payloads.find((p) => p.id === id).html, state.trap.at, key(id));
  if (open) await answering.unprotect(rawOf);
  await answering.start(account);
  for (let some = queue.shift(); some; some = queue.shift()) {
    const mails = some.map(({ id }) => ({ id, key: key(id), ...found[id] }));
    const all = await answering.visit(mails);
    const clean = !all.scripts && !all.remote && !all.lost;
    if (clean) answered += mails.length;
    else if (mails.length === 1) told(mails[0].id, "the composer", all);
    else queue.push(...some.map((p) => [p]));
    process.stderr.write(`\r${answered} answered, ${bad.length} bad `);
  }
}

const many = (count, work, queue) =>
  Promise.all(Array.from({ length: Number(count) }, () => work(queue)));
for (const p of payloads) if (!found[p.id]) bad.push(`${p.id}: not delivered`);
const there = payloads.filter((p) => found[p.id]);
const since = Date.now();
const clock = (what) => process.stderr.write(`\n${what}: ${Date.now() - since} ms\n`);
const groups = (size) =>
  there.flatMap((_, n) => (n % size === 0 ? [there.slice(n, n + size)] : []));
if (!o["open-composer"]) {
  await many(o.tabs, control, groups(Number(o.side) / 2));
  clock("control");
  const jobs = Object.keys(PLACES).flatMap((place) =>
    groups(Number(o.side)).map((some) => ({ place, some })),
  );
  await many(o.tabs, pages, jobs);
  clock("pages");
}
await many(o.tabs, mailboxes, groups(Number(o.together)));
clock("composer");
await browser.close();
state.trap.close();
process.stderr.write("\n");
for (const line of bad.sort()) console.log(line);
const share = live / payloads.length;
if (!o["open-composer"])
  console.log(
    `${payloads.length} payloads in reading, answering and printing; the unprotected page ran ${live} of them (${Math.round(share * 100)} %)`,
  );
console.log(`${answered} answered in the composer`);
const tame = share < LIVE_SHARE && o.only === "" && !o["open-composer"];
if (tame) console.log(`the control ran fewer than ${LIVE_SHARE * 100} %`);
const failed = new Set(bad.map((line) => line.split(/[ :]/)[0])).size + (tame ? 1 : 0);
console.log(`${payloads.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
