// SPDX-License-Identifier: Apache-2.0
// The pictures of docs/screens, each looked at by axe: sign-in, inbox, public folders, open message, composer, menu, dialog, error banner, a folder
// that could not be read; light, dark and phone.
//   node web/e2e/screens.mjs [SERVER.json [FOLDER]]
import path from "node:path";
import { axe, editor, launch, main, people, signIn, wait } from "./harness.mjs";

const desk = { width: 1440, height: 900 };
const LOOKS = [
  { name: "light-1440", viewport: desk, colorScheme: "light" },
  { name: "dark-1440", viewport: desk, colorScheme: "dark" },
  {
    name: "light-390",
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    colorScheme: "light",
    hasTouch: true,
  },
];

/** What the server answers to a change when its disk has become read-only. */
const READ_ONLY = {
  type: "serverFail",
  description: "The server's disk became read-only at 10:32.",
  works: "Everything can be read and searched; sending, moving and deleting wait.",
  remedy: "An administrator checks the disk and mounts it for writing.",
  kb: "KB1104",
};

/** What it answers to everything when its store does not. */
const UNREADABLE = {
  type: "serverUnavailable",
  title: "The store did not answer within 5 s.",
  status: 503,
  works: "Mail is there; what answers in time is shown.",
  remedy: "It appears by itself; an administrator looks at the disk's latency.",
  kb: "KB1103",
};

/** Lets everything through but changes of messages. */
async function readOnly(route) {
  const request = JSON.parse(route.request().postData());
  const refused = request.methodCalls.filter(([name]) => name === "Email/set");
  const methodCalls = request.methodCalls.filter(([name]) => name !== "Email/set");
  const answer =
    methodCalls.length === 0
      ? { methodResponses: [] }
      : await (await route.fetch({ postData: JSON.stringify({ ...request, methodCalls }) })).json();
  const errors = refused.map(([, , id]) => ["error", READ_ONLY, id]);
  await route.fulfill({
    json: { ...answer, methodResponses: [...errors, ...answer.methodResponses] },
  });
}

await main(async (server) => {
  const [ines] = people(server);
  const folder = process.argv[3];
  const browser = await launch();
  const failures = [];
  for (const look of LOOKS) {
    const context = await browser.newContext(look);
    const see = async (page, what) => {
      await wait(600);
      if (folder) await page.screenshot({ path: path.join(folder, `${what}-${look.name}.png`) });
      await axe(page, `${what} ${look.name}`).catch((error) => failures.push(error.message));
    };
    const door = await context.newPage();
    await door.goto(`${server.web}/sign-in`);
    await see(door, "sign-in");
    await door.goto(`${server.web}/public/`);
    await see(door, "public-index");
    await door.getByRole("link", { name: /^Questions/ }).click();
    await see(door, "public-folder");
    await door.locator(".threads a").first().click();
    await see(door, "public-thread");
    await door.close();

    const page = await signIn(context, server, ines);
    await see(page, "inbox");
    await page
      .getByRole("button", { name: /^(Sort|Filter)/ })
      .first()
      .click();
    await see(page, "menu");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").first().waitFor();
    await see(page, "dialog");
    await page.keyboard.press("Escape");
    await page.locator("[role=row]").first().click();
    await page.locator("article iframe").first().waitFor();
    await page.mouse.move(look.viewport.width - 20, 400);
    await see(page, "message");
    await page.getByRole("button", { name: "Reply all" }).first().click();
    await editor(page).waitFor();
    await page.keyboard.type("Thank you, all three of them. Wednesday suits me.");
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor({ timeout: 8_000 })
      .catch(() => {});
    await see(page, "composer");
    await page.keyboard.press("Control+Shift+D");
    await wait(600);
    await page.close();

    const second = await context.newPage();
    await second.route("**/jmap/api", readOnly);
    await second.routeWebSocket(/jmap\/ws/, (socket) => socket.close());
    await second.goto(`${server.web}/mail/`);
    await second.locator("[role=row]").first().click();
    await second.locator("article iframe[data-ready]").first().waitFor();
    await second.keyboard.press("e");
    await second
      .locator("[role=alert]", { hasText: "KB1104" })
      .first()
      .waitFor({ timeout: 5_000 })
      .catch(() => failures.push(`no banner in ${look.name}`));
    await see(second, "banner");
    await second.close();

    const third = await context.newPage();
    await third.route("**/jmap/api", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify(UNREADABLE),
      }),
    );
    await third.routeWebSocket(/jmap\/ws/, (socket) => socket.close());
    await third.goto(`${server.web}/mail/`);
    await third.locator("[role=grid]").first().waitFor();
    await third.keyboard.press("g");
    await third.keyboard.press("a");
    await third
      .locator("#list[role=alert]")
      .waitFor({ timeout: 5_000 })
      .catch(() => failures.push(`no list state in ${look.name}`));
    await see(third, "unreadable");
    await context.close();
  }
  await browser.close();
  if (failures.length > 0) throw new Error(failures.join("\n"));
});
