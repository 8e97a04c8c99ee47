// SPDX-License-Identifier: Apache-2.0
// Two tabs on one draft lose no text, and the one that comes second is told.
import {
  check,
  editor,
  editorHasKeyboard,
  launch,
  Mail,
  main,
  people,
  signIn,
  unique,
  until,
  wait,
} from "./harness.mjs";

await main(async (server) => {
  const [ines] = people(server);
  const subject = unique("Tabs");
  const own = await Mail.of(server, ines);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const first = await signIn(context, server, ines);
  await first.keyboard.press("c");
  await editor(first).waitFor();
  await first.getByLabel("Subject").fill(subject);
  await editor(first).click();
  await editorHasKeyboard(first);
  await first.keyboard.type("base");
  const draft = await until("a first save", async () => (await own.messages("drafts", subject))[0]);

  const second = await context.newPage();
  await second.goto(`${server.web}/mail/${own.accountId}/${own.box.drafts}`);
  await second.getByRole("row", { name: subject }).click();
  await editor(second).waitFor();
  await until("the draft is open in the second tab", async () =>
    (await editor(second).textContent())?.includes("base"),
  );
  check("it is the same draft", (await own.messages("drafts", subject))[0].id === draft.id);

  const write = async (page, words) => {
    await page.bringToFront();
    await editor(page).click();
    await editorHasKeyboard(page);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(words);
  };
  await write(first, " and words of the first");
  await write(second, " and words of the second");
  const texts = await until("both texts are on the server", async () => {
    const all = (await own.messages("drafts", subject)).map((one) => one.text);
    const has = (words) => all.some((text) => text.includes(words));
    return has("words of the first") && has("words of the second") ? all : null;
  });
  check("as two drafts", texts.length === 2, texts);
  const told = async (page) => (await page.getByText("Both texts are kept").count()) > 0;
  await until(
    "one of the two writers is told",
    async () => (await told(first)) || (await told(second)),
  );
  await write(first, ", more");
  await write(second, ", more");
  await wait(3_000);
  const after = (await own.messages("drafts", subject)).map((one) => one.text.trim()).sort();
  check(
    "both go on, each with its own draft",
    after.length === 2 && after[0].endsWith("first, more") && after[1].endsWith("second, more"),
    after,
  );
  await browser.close();
});
