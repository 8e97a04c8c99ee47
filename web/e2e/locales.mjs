// SPDX-License-Identifier: Apache-2.0
// The two made-up languages, from left to right and from right to left, on a desk and on a phone: fails on a text that is in no
// catalogue and on a control that is clipped. Then German, for clipped controls and pictures.
//   node web/e2e/locales.mjs [SERVER.json [FOLDER [LOCALE-WIDTH ...]]]
import { readFileSync } from "node:fs";
import path from "node:path";
import { check, editor, launch, Mail, main, people, signIn, wait } from "./harness.mjs";

const EYE = readFileSync(new URL("eye.js", import.meta.url), "utf8");
const WIDTHS = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };
const LOCALES = ["en-XA", "en-XB", "de"];

/** What people wrote, which no catalogue has. */
async function written(server, account) {
  const mail = await Mail.of(server, account);
  const { ids } = await mail.call("Email/query", { limit: 500 });
  const { list } = await mail.call("Email/get", {
    ids,
    properties: ["subject", "preview", "from", "to", "cc", "replyTo", "attachments"],
  });
  const boxes = (await mail.call("Mailbox/get", { ids: null })).list;
  const names = ({ name, email }) => [name, email, name?.split(/\s+/)[0], email?.split("@")[0]];
  const session = await (
    await fetch(`${server.web}/jmap/session`, { headers: mail.headers() })
  ).json();
  const own = [
    "Posthouse",
    "qqqzzz",
    await organisation(server),
    account.name,
    account.address,
    account.address.split("@")[1],
    ...server.accounts.flatMap((one) => [one.name, one.address]),
    ...boxes.filter((box) => !box.role).map((box) => box.name),
    ...Object.values(session.accounts).map((one) => one.name),
    ...list.flatMap((one) => [
      one.subject,
      one.preview,
      ...(one.attachments ?? []).map((file) => file.name),
      ...[one.from, one.to, one.cc, one.replyTo].flatMap((all) => (all ?? []).flatMap(names)),
    ]),
  ];
  for (const [id, one] of Object.entries(session.accounts)) {
    if (one.isPersonal) continue;
    const shared = await mail.call("Mailbox/get", { accountId: id, ids: null });
    own.push(...shared.list.map((box) => box.name));
    const posts = await mail.call("Email/query", { accountId: id, limit: 100 });
    const got = await mail.call("Email/get", {
      accountId: id,
      ids: posts.ids,
      properties: ["subject", "preview", "from"],
    });
    own.push(...got.list.flatMap((p) => [p.subject, p.preview, ...(p.from ?? []).flatMap(names)]));
  }
  return [...new Set(own.filter((text) => text?.trim()))];
}

/** The name that the server's pages carry. */
async function organisation(server) {
  const page = await (await fetch(`${server.web}/sign-in`)).text();
  return /<h1>([^<]*)/.exec(page)[1];
}

/** Everything that is looked at, in order; nothing is found by its words. */
async function tour(server, account, context, width, see) {
  const door = await context.newPage();
  await door.goto(`${server.web}/sign-in`);
  await see(door, "sign-in");
  await door.fill("input[name=username]", account.address);
  await door.fill("input[name=password]", "not this one");
  await door.press("input[name=password]", "Enter");
  await door.locator("#note").waitFor();
  await see(door, "sign-in-refused");
  for (const [what, address] of [
    ["public-index", "/public/"],
    ["status", "/status"],
    ["articles", "/kb/"],
    ["article", "/kb/KB1003"],
    ["problem", "/nothing-here"],
    ["not-published", "/public/nothing/"],
  ]) {
    await door.goto(`${server.web}${address}`);
    await see(door, what);
  }
  await door.goto(`${server.web}/public/`);
  await door.locator(".folders a").first().click();
  await see(door, "public-folder");
  await door.locator(".threads a").first().click();
  await see(door, "public-thread");
  await door.close();

  const page = await signIn(context, server, account);
  await see(page, "inbox");
  await menus(page, "inbox", see);
  await page.locator("[role=row]").nth(1).click({ button: "right" });
  await page.locator("[role=menu]").waitFor();
  await see(page, "row-menu");
  await page.keyboard.press("Escape");
  await dialog(page, "?", "shortcuts", see);
  await dialog(page, "Control+k", "palette", see);
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await see(page, "selected");
  await dialog(page, "v", "move", see);
  await page.keyboard.press("Escape");
  await page.locator("[role=row]").first().click();
  await page.locator("article iframe").first().waitFor();
  await see(page, "message");
  await menus(page, "message", see);
  await page.locator("article [aria-expanded][aria-controls]").first().click();
  await see(page, "people");
  await page.keyboard.press("s");
  await see(page, "toast");
  await page.keyboard.press("s");
  await page.keyboard.press("a");
  await editor(page).waitFor();
  await wait(400);
  await see(page, "composer");
  await page.locator("[role=combobox]").first().fill("a");
  await see(page, "suggestions");
  await page.keyboard.press("Escape");
  await menus(page, "composer", see, "[class*=composer], [class*=desk]");
  await page.goto(`${server.web}/mail/`);
  await page.locator("[role=grid]").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("is:unread from:a");
  await page.keyboard.press("Enter");
  await wait(700);
  await see(page, "search");
  await page.keyboard.press("/");
  await page.keyboard.type("qqqzzz");
  await page.keyboard.press("Enter");
  await wait(700);
  await see(page, "search-nothing");
  if (width === 390) await drawer(page, server, see);
  await folders(page, server, see);
  for (const place of [
    "appearance",
    "reading",
    "writing",
    "sessions",
    "app-passwords",
    "keyboard",
  ]) {
    const mine = await page.evaluate(() => location.pathname.split("/")[2]);
    await page.goto(`${server.web}/mail/${mine}/~settings/${place}`);
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    if (place === "writing") await page.locator("li button[aria-expanded]").first().click();
    await wait(300);
    await see(page, `settings-${place}`);
  }
  await page.goto(`${server.web}/sign-out`);
  await see(page, "sign-out");
  await page.close();
}

async function dialog(page, key, what, see) {
  await page.keyboard.press(key);
  await page.locator("dialog[open]").first().waitFor();
  await see(page, what);
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
}

/** Opens every menu that there is on the page. */
async function menus(page, where, see, inside = "body") {
  const buttons = page.locator(inside).locator("button[aria-haspopup=menu]:visible");
  for (let at = 0; at < (await buttons.count()); at++) {
    await buttons.nth(at).click();
    await page.locator("[role=menu]").waitFor();
    await see(page, `${where}-menu-${at + 1}`);
    await page.keyboard.press("Escape");
    await page.locator("[role=menu]").waitFor({ state: "detached" });
  }
}

async function drawer(page, server, see) {
  await page.goto(`${server.web}/mail/`);
  await page.locator("[role=grid]").waitFor();
  await page.locator("header button").first().click();
  await wait(400);
  await see(page, "drawer");
  await page.keyboard.press("Escape");
}

/** Each folder that has a name from the catalogue, and what a folder's menu leads to. */
async function folders(page, server, see) {
  await page.goto(`${server.web}/mail/`);
  await page.locator("[role=grid]").waitFor();
  for (const keys of ["g d", "g s", "g e", "g f"]) {
    for (const key of keys.split(" ")) await page.keyboard.press(key);
    await wait(500);
    await see(page, `folder-${keys.at(-1)}`);
  }
  // On a phone folders stand in the drawer.
  const own = page.getByRole("treeitem", { name: "Invoices" });
  if (!(await own.isVisible())) return;
  await own.click({ button: "right" });
  const menu = page.locator("[role=menu]");
  await menu.waitFor();
  await see(page, "folder-menu");
  const entries = await menu.locator("[role=menuitem]").allInnerTexts();
  await page.keyboard.press("Escape");
  for (const [at, text] of entries.entries()) {
    // The others act at once.
    if (!/…|F2/.test(text)) continue;
    await own.click({ button: "right" });
    await menu.waitFor();
    await menu.locator("[role=menuitem]").nth(at).click();
    await page.locator("dialog[open]").waitFor();
    await see(page, `folder-dialog-${at + 1}`);
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }
}

await main(async (server) => {
  const [account] = people(server);
  const [, , , folder, ...wanted] = process.argv;
  const known = await written(server, account);
  const browser = await launch();
  const found = new Map();
  let looked = 0;
  for (const locale of LOCALES)
    for (const [name, viewport] of Object.entries(WIDTHS)) {
      if (wanted.length > 0 && !wanted.includes(`${locale}-${name}`)) continue;
      const context = await browser.newContext({
        viewport,
        hasTouch: name === "390",
        extraHTTPHeaders: { "Accept-Language": locale },
      });
      await context.addInitScript(EYE);
      const see = async (page, what) => {
        await wait(250);
        if (folder)
          await page.screenshot({ path: path.join(folder, `${what}-${locale}-${name}.png`) });
        looked++;
        const got = await page.evaluate(
          ([texts, pseudo]) => globalThis.look(texts, pseudo),
          [known, locale.startsWith("en-X")],
        );
        for (const one of got) {
          const key = `${locale} ${name}: ${one}`;
          if (!found.has(key)) found.set(key, what);
        }
      };
      await tour(server, account, context, viewport.width, see).catch((error) =>
        found.set(`${locale} ${name} ended early: ${error.stack}`, ""),
      );
      await context.close();
    }
  await sees(browser, server, known);
  await browser.close();
  console.log(`looked at ${looked} pages`);
  const all = [...found].map(([one, what]) => `${what} ${one}`);
  if (all.length > 0) throw new Error(`${all.length} things found\n${all.join("\n")}`);
}, 1_200_000);

/** The eye is proved: it finds a planted literal and a planted clipped button. */
async function sees(browser, server, known) {
  const context = await browser.newContext({ extraHTTPHeaders: { "Accept-Language": "en-XB" } });
  await context.addInitScript(EYE);
  const page = await context.newPage();
  await page.goto(`${server.web}/sign-in`);
  await page.evaluate(() => {
    const button = document.querySelector("button");
    button.style.inlineSize = "60px";
    button.style.overflow = "hidden";
    button.style.whiteSpace = "nowrap";
    document.querySelector("h1").after("Planted words");
  });
  const got = await page.evaluate((texts) => globalThis.look(texts, true), known);
  check(
    "the planted literal is found",
    got.some((one) => one.includes("Planted")),
    got,
  );
  check(
    "the planted button is found",
    got.some((one) => one.includes("clipped")),
    got,
  );
  await context.close();
}
