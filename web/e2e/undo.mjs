// SPDX-License-Identifier: Apache-2.0
// Undo within ten seconds takes a message back and opens it again; without it, closing the tab still sends.
import {
  check,
  editor,
  editorHasKeyboard,
  launch,
  Mail,
  main,
  people,
  sendByKey,
  signIn,
  unique,
  until,
  wait,
} from "./harness.mjs";

async function write(page, to, subject, words) {
  await page.keyboard.press("c");
  await editor(page).waitFor();
  await page.getByRole("combobox", { name: "To" }).fill(to);
  await page.keyboard.press("Enter");
  await page.getByLabel("Subject").fill(subject);
  await editor(page).click();
  await editorHasKeyboard(page);
  await page.keyboard.type(words);
  await sendByKey(page);
}

await main(async (server) => {
  const [ines, jonas] = people(server);
  const own = await Mail.of(server, ines);
  const other = await Mail.of(server, jonas);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await signIn(context, server, ines);

  const back = unique("Undo");
  await write(page, jonas.address, back, "Not to be sent.");
  await page.getByText("Sending in 10 s").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await editor(page).waitFor();
  await until("the text is back", async () =>
    (await editor(page).textContent())?.includes("Not to be sent."),
  );
  check("the subject is back", (await page.getByLabel("Subject").inputValue()) === back);
  await until("it is a draft again", async () => (await own.messages("drafts", back)).length === 1);
  check("it is not in Sent", (await own.messages("sent", back)).length === 0);

  const gone = unique("Closed");
  const tab = await context.newPage();
  await tab.goto(`${server.web}/mail/`);
  await tab.locator("[role=grid]").waitFor();
  await write(tab, jonas.address, gone, "Sent although the tab is closed.");
  await tab.getByText("Sending in 10 s").waitFor();
  await tab.close();

  const quick = unique("Quick");
  const hasty = await context.newPage();
  await hasty.goto(`${server.web}/mail/`);
  await hasty.locator("[role=grid]").waitFor();
  await write(hasty, jonas.address, quick, "Sent although the tab closed in the same moment.");
  // Long enough for the request to leave the page, not for its answer to be waited for.
  await wait(250);
  await hasty.close();

  for (const subject of [gone, quick]) {
    const got = await until(
      `${subject} arrives`,
      async () => (await other.messages("inbox", subject))[0],
      25_000,
    );
    check("with its words", got.text.includes("Sent although the tab"), got.text);
  }
  check("what was taken back never arrived", (await other.messages("inbox", back)).length === 0);
  const next = await context.newPage();
  await next.goto(`${server.web}/mail/`);
  await next.locator("[role=grid]").waitFor();
  await wait(2_500);
  const windows = await next.getByRole("dialog", { name: /^Message:/ }).count();
  check("a message that has left is not found again as a draft", windows === 0);
  await browser.close();
});
