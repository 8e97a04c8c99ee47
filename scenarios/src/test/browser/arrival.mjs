// SPDX-License-Identifier: Apache-2.0
// Twenty messages by swaks while ten tabs of one mailbox are open: how long after the 250 does each tab show the row,
// and what goes over the wire for it. Usage: node arrival.mjs SERVER.json [arrivals] [tabs] [idle seconds]
// Prints one JSON object.
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, launch, run, signIn, stampingRelay, wait } from './lib.mjs';

const server = JSON.parse(readFileSync(process.argv[2], 'utf8'));
server.web = server.web.replace(/\/+$/, '');
const arrivals = Number(process.argv[3] ?? 20);
const tabs = Number(process.argv[4] ?? 10);
const idle = Number(process.argv[5] ?? 20);
const who = server.accounts.find(a => a.role === 'person');
const [host, port] = server.smtp.split(':');
const attachment = path.join(mkdtempSync(path.join(tmpdir(), 'arrival-')), 'attachment.pdf');
writeFileSync(attachment, Buffer.alloc(20000, 'x'));

const relay = await stampingRelay(Number(port), host);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const pages = [await signIn(context, server.web, who)];
for (let n = 1; n < tabs; n++) {
  const page = await context.newPage();
  await page.goto(server.web + '/mail/');
  pages.push(page);
}
const counts = [];
for (const page of pages) counts.push(await count(page));
await wait(2500); // each tab has opened its push channel

const start = counts.map(c => ({ ...c }));
await wait(idle * 1000);
const idleCounts = counts.map((c, i) => ({
  requests: c.requests - start[i].requests, received: c.received - start[i].received, sent: c.sent - start[i].sent,
  urls: c.urls.slice(start[i].urls.length),
}));

/** Resolves in the page with the moment at which the subject stands in the document. */
const watch = subject => new Promise((resolve, reject) => {
  const look = () => document.body.textContent.includes(subject);
  const observer = new MutationObserver(() => {
    if (!look()) return;
    observer.disconnect();
    resolve(Date.now());
  });
  if (look()) return resolve(Date.now());
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  setTimeout(() => reject(new Error('not shown within 15 s: ' + subject)), 15000);
});

/** What a busy machine delivers late belongs to the arrival that caused it. */
async function settled() {
  const sum = () => counts.reduce((all, c) => all + c.requests + c.received + c.sent, 0);
  for (let n = 0, before = -1; n < 10 && before !== sum(); n++) {
    before = sum();
    await wait(400);
  }
}

const late = [];
const perArrival = { requests: 0, received: 0, sent: 0 };
let failure = null;
try {
  for (let n = 0; n < arrivals; n++) {
    const subject = `Arrival ${n} ${Math.random().toString(36).slice(2, 8)}`;
    const before = counts.map(c => ({ ...c }));
    const shown = pages.map(page => page.evaluate(watch, subject));
    shown.forEach(promise => promise.catch(() => {}));
    await wait(50);
    await run('swaks', ['--server', '127.0.0.1', '--port', String(relay.port), '--from', 'peer@remote.test',
      '--to', who.address, '--header', 'Subject: ' + subject, '--body', 'hello', '--attach', '@' + attachment, '--silent', '2']);
    const stamps = await Promise.all(shown);
    for (const stamp of stamps) late.push(stamp - relay.acknowledged());
    await settled();
    counts.forEach((c, i) => {
      for (const key of Object.keys(perArrival)) perArrival[key] = Math.max(perArrival[key], c[key] - before[i][key]);
    });
  }
} catch (e) {
  failure = String(e.message ?? e).slice(0, 500);
}
late.sort((a, b) => a - b);
console.log(JSON.stringify({
  arrivals, tabs, rows: late.length, worstMs: late.at(-1) ?? null, medianMs: late[Math.floor(late.length / 2)] ?? null,
  perArrival, idleSeconds: idle,
  idle: {
    requests: Math.max(...idleCounts.map(c => c.requests)), received: Math.max(...idleCounts.map(c => c.received)),
    sent: Math.max(...idleCounts.map(c => c.sent)), urls: idleCounts.flatMap(c => c.urls).slice(0, 5),
  },
  failure,
}));
await browser.close();
relay.close();
process.exit(failure ? 1 : 0);
