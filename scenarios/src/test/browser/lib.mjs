// SPDX-License-Identifier: Apache-2.0
// What the browser scripts share: Chromium, signing in, counting what goes over the wire.
import { createRequire } from 'node:module';
import net from 'node:net';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const require = createRequire(path.join(root, 'web', 'package.json'));
export const { chromium } = require('playwright-core');

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });

/** Signs in by the plain form and answers the page at the mailbox. */
export async function signIn(context, web, account) {
  const page = await context.newPage();
  await page.goto(web + '/sign-in');
  await page.fill('input[name=username]', account.address);
  await page.fill('input[name=password]', account.password);
  await Promise.all([page.waitForURL(/\/mail(\/|$)/), page.press('input[name=password]', 'Enter')]);
  return page;
}

/** Counts requests and WebSocket frames of a page in Chromium's own network record. */
export async function count(page) {
  const cdp = await page.context().newCDPSession(page);
  const counts = { requests: 0, received: 0, sent: 0, bytes: 0, urls: [] };
  cdp.on('Network.requestWillBeSent', e => {
    if (/^(data|blob):/.test(e.request.url)) return;
    counts.requests++;
    counts.urls.push(e.request.url);
  });
  // What the browser has already goes over no wire.
  cdp.on('Network.requestServedFromCache', () => counts.requests--);
  cdp.on('Network.webSocketFrameReceived', () => counts.received++);
  cdp.on('Network.webSocketFrameSent', () => counts.sent++);
  cdp.on('Network.loadingFinished', e => (counts.bytes += e.encodedDataLength));
  await cdp.send('Network.enable');
  return counts;
}

/**
 * A relay before an SMTP server that notes when the reply to the final dot passed through it.
 * @returns {Promise<{port: number, acknowledged: () => number, close: () => void}>}
 */
export function stampingRelay(port, host = '127.0.0.1') {
  let stamp = 0;
  const server = net.createServer(client => {
    const upstream = net.connect(port, host);
    let ended = false;
    let tail = '';
    client.on('data', data => {
      tail = (tail + data.toString('latin1')).slice(-5);
      if (tail === '\r\n.\r\n') ended = true;
      upstream.write(data);
    });
    upstream.on('data', data => {
      if (ended) {
        if (data.toString('latin1').startsWith('250')) stamp = Date.now();
        ended = false;
      }
      client.write(data);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: server.address().port, acknowledged: () => stamp, close: () => server.close() })));
}

/** Runs a program to its end; a code other than 0 is thrown with what it printed. */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', d => (out += d));
    child.stderr.on('data', d => (out += d));
    child.on('error', reject);
    child.on('close', code => (code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}\n${out}`))));
  });
}

export const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
