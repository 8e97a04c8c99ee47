// SPDX-License-Identifier: Apache-2.0
// What the writing and reading scripts share. Each takes a file with the demo's JSON line, or starts a demo itself:
//   node web/e2e/keyboard.mjs [SERVER.json]
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "../package.json"));
export const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is true-ish; says what was waited for when it never came. */
export async function until(what, ask, withinMs = 15_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    const got = await ask();
    if (got) return got;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await wait(100);
  }
}

export function check(what, holds, detail = "") {
  if (!holds) throw new Error(`${what}${detail === "" ? "" : `: ${JSON.stringify(detail)}`}`);
  console.log(`ok: ${what}`);
}

async function startDemo() {
  const child = spawn(path.join(here, "../../posthouse"), ["demo", "--json", "--ports", "auto"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  return { ...JSON.parse(line), stop: () => child.kill("SIGTERM") };
}

const LONGEST_MS = 240_000;

/** Runs a script against a server and ends with its outcome. */
export async function main(script, longestMs = LONGEST_MS) {
  const given = process.argv[2];
  const server = given ? JSON.parse(readFileSync(given, "utf8")) : await startDemo();
  server.web = server.web.replace(/\/$/, "");
  let code = 0;
  const started = Date.now();
  setTimeout(() => {
    console.error(`FAILED: not at its end after ${longestMs} ms`);
    process.exit(1);
  }, longestMs).unref();
  try {
    await script(server);
    console.log(`passed in ${Date.now() - started} ms`);
  } catch (error) {
    console.error(`FAILED: ${error.stack ?? error}`);
    code = 1;
  }
  server.stop?.();
  process.exit(code);
}

export const launch = () =>
  chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });

/** A browser of its own whose process can be killed, on a profile that outlives it. */
export async function killable(profile) {
  const child = spawn(
    CHROMIUM,
    [
      ...FLAGS,
      "--headless=new",
      `--user-data-dir=${profile}`,
      "--remote-debugging-port=0",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  const endpoint = await new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on("line", (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`chromium ended with ${code}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  return {
    context: browser.contexts()[0],
    /** SIGKILL to the whole group: nothing gets the chance to write. */
    async kill() {
      process.kill(-child.pid, "SIGKILL");
      await gone;
    },
  };
}

export function scratch() {
  const dir = mkdtempSync(path.join(tmpdir(), "posthouse-e2e-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export async function signIn(context, server, account) {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log(`page: ${error.message}`));
  await page.goto(`${server.web}/sign-in`);
  await page.fill("input[name=username]", account.address);
  await page.fill("input[name=password]", account.password);
  await Promise.all([page.waitForURL(/\/mail(\/|$)/), page.press("input[name=password]", "Enter")]);
  await page.locator("[role=grid]").waitFor();
  return page;
}

/** Two people of the sample organisation. */
export const people = (server) =>
  server.accounts.filter((account) => account.role === "person").slice(0, 2);

const USING = [
  "urn:ietf:params:jmap:core",
  "urn:ietf:params:jmap:mail",
  "urn:ietf:params:jmap:submission",
  "urn:posthouse:jmap:mailbox",
];

/** A second, independent client of the same server: plain JMAP with a password. */
export class Mail {
  static async of(server, account) {
    const mail = new Mail();
    mail.server = server;
    mail.account = account;
    mail.authorization = `Basic ${Buffer.from(`${account.address}:${account.password}`).toString("base64")}`;
    const session = await (
      await fetch(`${server.web}/jmap/session`, { headers: mail.headers() })
    ).json();
    mail.apiUrl = `${server.web}${new URL(session.apiUrl).pathname}`;
    mail.accountId = session.primaryAccounts["urn:ietf:params:jmap:mail"];
    const { list } = await mail.call("Mailbox/get", { ids: null });
    mail.box = Object.fromEntries(list.filter((box) => box.role).map((box) => [box.role, box.id]));
    return mail;
  }

  headers() {
    return { Authorization: this.authorization, "Content-Type": "application/json" };
  }

  async call(name, args) {
    const body = JSON.stringify({
      using: USING,
      methodCalls: [[name, { accountId: this.accountId, ...args }, "c"]],
    });
    const response = await fetch(this.apiUrl, { method: "POST", headers: this.headers(), body });
    const answer = (await response.json()).methodResponses[0];
    if (answer[0] === "error") throw new Error(`${name}: ${JSON.stringify(answer[1])}`);
    return answer[1];
  }

  /** Messages of a folder, newest first, with their text. */
  async messages(role, subject) {
    const { ids } = await this.call("Email/query", {
      filter: { inMailbox: this.box[role] },
      sort: [{ property: "receivedAt", isAscending: false }],
      limit: 50,
    });
    const { list } = await this.call("Email/get", {
      ids,
      properties: [
        "id",
        "subject",
        "from",
        "to",
        "inReplyTo",
        "references",
        "messageId",
        "keywords",
        "attachments",
        "textBody",
        "htmlBody",
        "bodyValues",
        "header:Content-Type",
      ],
      fetchAllBodyValues: true,
    });
    const read = (mail, part) =>
      part.map((one) => mail.bodyValues[one.partId]?.value ?? "").join("\n");
    return list
      .filter((mail) => subject === undefined || (mail.subject ?? "").includes(subject))
      .map((mail) => ({
        ...mail,
        text: read(mail, mail.textBody),
        html: read(mail, mail.htmlBody),
      }));
  }

  /** Sends at once to another person of this server. */
  async send(to, subject, text) {
    const { list } = await this.call("Identity/get", { ids: null });
    const created = await this.call("Email/set", {
      create: {
        m: {
          mailboxIds: { [this.box.drafts]: true },
          keywords: { $draft: true, $seen: true },
          from: [{ name: null, email: this.account.address }],
          to: [{ name: null, email: to }],
          subject,
          bodyStructure: { partId: "t", type: "text/plain" },
          bodyValues: { t: { value: text } },
        },
      },
    });
    if (!created.created?.m) throw new Error(`Email/set: ${JSON.stringify(created.notCreated)}`);
    const sent = await this.call("EmailSubmission/set", {
      create: { s: { identityId: list[0].id, emailId: created.created.m.id } },
      onSuccessDestroyEmail: ["#s"],
    });
    if (!sent.created?.s)
      throw new Error(`EmailSubmission/set: ${JSON.stringify(sent.notCreated)}`);
  }
}

/** The editor of the newest composer window. */
export function editor(page) {
  return page.frameLocator("iframe[src*='compose-frame']").locator("[role=textbox]");
}

/** Keys go where Chromium has the focus, which follows a click into a frame of another process a little later. */
export function editorHasKeyboard(page) {
  return until("the editor has the keyboard", () =>
    page.evaluate(
      () =>
        document.activeElement?.tagName === "IFRAME" &&
        document.activeElement.src.includes("compose-frame"),
    ),
  );
}

/**
 * Sends by keyboard. The composer's frame goes while its keys are still down, and Chromium then sometimes never acknowledges
 * their release.
 */
export async function sendByKey(page) {
  await Promise.race([page.keyboard.press("Control+Enter"), wait(3_000)]);
  await Promise.race([page.keyboard.up("Control"), wait(1_000)]);
}

export async function axe(page, where) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    // Only what is wrong is written out in full.
    globalThis.axe.run({ resultTypes: ["violations"] }),
  );
  check(
    `axe finds nothing in ${where}`,
    violations.length === 0,
    violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 140))]),
  );
}

export const unique = (word) => `${word} ${Math.random().toString(36).slice(2, 8)}`;
