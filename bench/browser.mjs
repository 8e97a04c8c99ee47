// SPDX-License-Identifier: Apache-2.0
// One browser measurement: from the submitted sign-in form to the list, and from a click to the open message; with the
// requests and bytes of that first load, the sign-in page's own included, in a fresh browser context. Works on Posthouse and on Roundcube (elastic).
// Usage: node browser.mjs posthouse|roundcube URL USER PASSWORD [runs]   Prints one JSON object a run.
import { count, launch, wait } from '../scenarios/src/test/browser/lib.mjs';

const [kind, web, user, password, runs = '1'] = process.argv.slice(2);
const how = {
  posthouse: {
    signIn: web + '/sign-in',
    user: 'input[name=username]',
    password: 'input[name=password]',
    row: '[data-row]',
    opened: ['iframe', 'body'],
  },
  roundcube: {
    signIn: web + '/',
    user: '#rcmloginuser',
    password: '#rcmloginpwd',
    row: '#messagelist tr.message',
    opened: ['#messagecontframe', '#messagebody'],
  },
}[kind];

/** Resolves in the page when the frame shows the message's text, looked at on every animation frame. */
const shown = ([frame, body]) => new Promise((resolve, reject) => {
  const end = performance.now() + 20000;
  const look = () => {
    const text = [...document.querySelectorAll(frame)]
      .some(f => f.contentDocument?.querySelector(body)?.textContent?.trim());
    if (text) resolve();
    else if (performance.now() > end) reject(new Error('the message did not open'));
    else requestAnimationFrame(look);
  };
  look();
});

const browser = await launch();
for (let n = 0; n < Number(runs); n++) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const counts = await count(page);
  await page.goto(how.signIn, { waitUntil: 'load' });
  await page.fill(how.user, user);
  await page.fill(how.password, password);
  await wait(300);
  const started = performance.now();
  await page.press(how.password, 'Enter');
  const row = await page.waitForSelector(how.row, { timeout: 20000 });
  const list = performance.now() - started;
  await wait(1500);
  const first = { requests: counts.requests, bytes: counts.bytes, urls: [...counts.urls] };
  const clicked = performance.now();
  await page.click(how.row);
  await page.evaluate(shown, how.opened);
  const open = performance.now() - clicked;
  console.log(JSON.stringify({ kind, listMs: Math.round(list), openMs: Math.round(open), requests: first.requests,
    kilobytes: Math.round(first.bytes / 1000), urls: process.env.URLS ? first.urls : undefined }));
  await row.dispose();
  await context.close();
}
await browser.close();
