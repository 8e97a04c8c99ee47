// SPDX-License-Identifier: Apache-2.0
// The pictures of docs/screens, each looked at by axe: sign-in, inbox, open message, composer, menu, dialog, error banner;
// light, dark and phone.
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

/** What the server would answer if its disk had become read-only. */
const READ_ONLY = {
  type: "/kb/KB1104",
  title: "The server's disk became read-only at 25 Nov 10:32.",
  status: 503,
  detail: "Everything can be read and searched; sending, moving and deleting wait.",
  remedy: "An administrator checks the disk and mounts it for writing.",
  kb: "KB1104",
};

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
    await see(page, "message");
    await page.getByRole("button", { name: "Reply all" }).first().click();
    await editor(page).waitFor();
    await page.keyboard.type("Thank you, all three of them. Wednesday suits me.");
    await see(page, "composer");
    await page.close();

    const second = await context.newPage();
    await second.route("**/jmap/api", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify(READ_ONLY),
      }),
    );
    await second.routeWebSocket(/jmap\/ws/, (socket) => socket.close());
    await second.goto(`${server.web}/mail/`);
    await second.locator("[role=grid], [role=alert]").first().waitFor();
    await second.keyboard.press("g");
    await second.keyboard.press("a");
    await second
      .locator("[role=alert]")
      .first()
      .waitFor()
      .catch(() => {
        failures.push(`no banner in ${look.name}`);
      });
    await see(second, "banner");
    await context.close();
  }
  await browser.close();
  if (failures.length > 0) throw new Error(failures.join("\n"));
});
