// SPDX-License-Identifier: Apache-2.0
// axe on the open message, the composer and the settings: light, dark and phone; writes pictures when asked.
//   node web/e2e/looks.mjs [SERVER.json [FOLDER]]
import path from "node:path";
import { axe, editor, editorHasKeyboard, launch, main, people, signIn, wait } from "./harness.mjs";

const LOOKS = [
  { name: "light-1440", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "dark-1440", viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  {
    name: "light-390",
    viewport: { width: 390, height: 844 },
    colorScheme: "light",
    hasTouch: true,
  },
];

await main(async (server) => {
  const [ines] = people(server);
  const browser = await launch();
  const failures = [];
  for (const look of LOOKS) {
    const context = await browser.newContext(look);
    const page = await signIn(context, server, ines);
    const see = async (what) => {
      await wait(500);
      if (process.argv[3])
        await page.screenshot({ path: path.join(process.argv[3], `${what}-${look.name}.png`) });
      await axe(page, `${what} ${look.name}`).catch((error) => failures.push(error.message));
    };
    await page.locator("[role=row]").first().click();
    await page.locator("article iframe").first().waitFor();
    // The pane lies below the list, is off, and stands beside it again.
    const dark = look.colorScheme === "dark";
    if (dark) await page.keyboard.press("p");
    await see("message");
    if (dark) for (const key of "pp") await page.keyboard.press(key);
    await page.getByRole("button", { name: "Reply all" }).first().click();
    await editor(page).waitFor();
    await editorHasKeyboard(page);
    await page.keyboard.type("Thank you.");
    await page.getByRole("combobox", { name: "To" }).fill("a");
    await see("composer");
    await page.locator("[role=dialog] button[aria-label^='Discard']").dispatchEvent("click");
    await editor(page).waitFor({ state: "detached" });
    const account = await page.evaluate(() => location.pathname.split("/")[2] || null);
    for (const place of [
      "appearance",
      "reading",
      "writing",
      "sessions",
      "app-passwords",
      "keyboard",
    ]) {
      // As a link in the page leads there: nothing is loaded anew.
      await page.evaluate(
        (to) => {
          history.pushState(null, "", to);
          dispatchEvent(new PopStateEvent("popstate"));
        },
        `/mail/${account ?? "me"}/~settings/${place}`,
      );
      await page
        .locator(`a[href$="~settings/${place}"][aria-current]`)
        .waitFor({ state: "attached" });
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      if (place === "writing")
        await page
          .getByRole("button", { name: /^Edit / })
          .first()
          .click();
      await see(`settings-${place}`);
    }
    await context.close();
  }
  await browser.close();
  if (failures.length > 0) throw new Error(failures.join("\n"));
});
