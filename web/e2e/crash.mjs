// SPDX-License-Identifier: Apache-2.0
// A draft survives a killed browser, also the words that no save had reached.
import {
  check,
  editor,
  editorHasKeyboard,
  killable,
  Mail,
  main,
  people,
  scratch,
  signIn,
  unique,
  until,
  wait,
} from "./harness.mjs";

await main(async (server) => {
  const [ines] = people(server);
  const subject = unique("Crash");
  const own = await Mail.of(server, ines);
  const { dir, remove } = scratch();
  const first = await killable(dir);
  const page = await signIn(first.context, server, ines);
  await page.keyboard.press("c");
  await editor(page).waitFor();
  await page.getByRole("combobox", { name: "To" }).fill("jonas@nordlicht.example,");
  await page.getByLabel("Subject").fill(subject);
  await editor(page).click();
  await editorHasKeyboard(page);
  await page.keyboard.type("These words were saved.");
  await until("a save with the words", async () =>
    (await own.messages("drafts", subject))[0]?.text.includes("These words were saved."),
  );
  await page.keyboard.type(" These were not yet.");
  await wait(450);
  await first.kill();
  const saved = (await own.messages("drafts", subject))[0];
  check(
    "the saved draft lies in Drafts",
    saved.text.includes("These words were saved."),
    saved.text,
  );

  const second = await killable(dir);
  // The session's cookie went with the browser: its person signs in again.
  const again = await signIn(second.context, server, ines);
  await editor(again).waitFor({ timeout: 20_000 });
  const words = await until("the words are back", async () => {
    const text = await editor(again).textContent();
    return text?.includes("These were not yet.") ? text : null;
  });
  check("all of them", words.includes("These words were saved. These were not yet."), words);
  check("and the subject", (await again.getByLabel("Subject").inputValue()) === subject);
  await until("they are saved on the server", async () => {
    const drafts = await own.messages("drafts", subject);
    return drafts.some((one) => one.text.includes("These were not yet."));
  });
  const drafts = await own.messages("drafts", subject);
  check(
    "there is one draft, not two",
    drafts.length === 1,
    drafts.map((one) => one.text),
  );
  await second.kill();
  remove();
});
