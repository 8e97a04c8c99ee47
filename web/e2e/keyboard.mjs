// SPDX-License-Identifier: Apache-2.0
// Reads, replies with an attachment and sends by keyboard alone; the answer arrives at the other person.
import {
  axe,
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
} from "./harness.mjs";

await main(async (server) => {
  const [ines, jonas] = people(server);
  const subject = unique("Keyboard");
  const other = await Mail.of(server, jonas);
  const own = await Mail.of(server, ines);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await signIn(context, server, ines);
  // From here on nothing is clicked.
  await page.evaluate(() =>
    document.addEventListener(
      "pointerdown",
      () => {
        globalThis.clicked = true;
      },
      true,
    ),
  );
  await other.send(ines.address, subject, "Can you bring the keys?\n");
  await until("the message stands in the list", () =>
    page.getByRole("row", { name: subject }).count(),
  );

  const focusedRow = () =>
    page.evaluate(() => document.activeElement?.closest("[role=row]")?.textContent ?? "");
  for (let n = 0; n < 60 && !(await focusedRow()); n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  check(
    "Tab and Home reach the newest message",
    (await focusedRow()).includes(subject),
    await focusedRow(),
  );
  await page.keyboard.press("Enter");
  const body = page
    .frameLocator("iframe[src*='/mail/frame/'], iframe[title^='Message from']")
    .first()
    .locator("body");
  await until("the body is shown", async () =>
    (await body.textContent().catch(() => ""))?.includes("bring the keys"),
  );
  await axe(page, "the open message");

  await page.keyboard.press("r");
  await editor(page).waitFor();
  await editorHasKeyboard(page);
  await page.keyboard.type("Yes, they lie ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("under the anemometer");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(". The plan is attached.");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.keyboard.press("Control+Shift+A"),
  ]);
  await chooser.setFiles([
    { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("north, then west\n") },
  ]);
  await until(
    "the file has arrived",
    async () =>
      !(await page.getByRole("progressbar").count()) &&
      (await page.getByText("plan.txt").count()) > 0,
  );
  await axe(page, "the composer");
  await sendByKey(page);
  await page.getByText("Sending in 10 s").waitFor();
  check(
    "the window has closed",
    (await page.locator("iframe[src*='compose-frame']").count()) === 0,
  );

  const got = await until(
    "the answer arrives",
    async () => (await other.messages("inbox", subject))[0],
    25_000,
  );
  check("with its subject", got.subject === `Re: ${subject}`, got.subject);
  check(
    "with its words in the plain part",
    got.text.includes("they lie under the anemometer"),
    got.text,
  );
  check("with its format", /<b>under the anemometer<\/b>/i.test(got.html), got.html);
  check("with the quotation", /^> ?Can you bring the keys\?/m.test(got.text), got.text);
  check(
    "with the file",
    got.attachments.some((file) => file.name === "plan.txt"),
    got.attachments,
  );
  const asked = (await own.messages("inbox", subject))[0];
  check("threaded to the question", got.inReplyTo?.[0] === asked.messageId[0], got.inReplyTo);
  check("the question is marked as answered", asked.keywords.$answered === true, asked.keywords);
  check("a copy lies in Sent", (await own.messages("sent", subject)).length === 1);
  check("Drafts holds nothing of it", (await own.messages("drafts", subject)).length === 0);
  check("no pointer was used", !(await page.evaluate(() => globalThis.clicked)));
  await browser.close();
});
