// SPDX-License-Identifier: Apache-2.0
// Reads pages as a person does: a line of JSON in ({web, cookie, path, username, password}), a line of JSON out ({status, text}).
import { createInterface } from 'node:readline';
import { launch } from './lib.mjs';

const browser = await launch();
for await (const line of createInterface({ input: process.stdin })) {
  const wish = JSON.parse(line);
  const context = await browser.newContext();
  try {
    if (wish.cookie) await context.addCookies([{ name: 'posthouse', value: wish.cookie, url: wish.web }]);
    const page = await context.newPage();
    let answer = await page.goto(wish.web + wish.path, { waitUntil: 'load', timeout: 20_000 });
    if (wish.username && answer.status() < 400) {
      await page.fill('#username', wish.username);
      await page.fill('#password', wish.password);
      [answer] = await Promise.all([page.waitForNavigation({ timeout: 20_000 }), page.press('#password', 'Enter')]);
    }
    if (await page.$('#app')) await page.waitForSelector('#app *', { timeout: 10_000 }).catch(() => undefined);
    const text = (await page.innerText('body')).replace(/\s+/g, ' ').trim();
    process.stdout.write(JSON.stringify({ status: answer.status(), text, at: page.url() }) + '\n');
  } catch (fault) {
    process.stdout.write(JSON.stringify({ status: 0, text: String(fault), at: '' }) + '\n');
  } finally {
    await context.close();
  }
}
await browser.close();
