// SPDX-License-Identifier: Apache-2.0
// The same by mouse: reads, replies with an attachment and sends.

import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  check,
  editor,
  editorHasKeyboard,
  launch,
  Mail,
  main,
  people,
  scratch,
  signIn,
  unique,
  until,
} from "./harness.mjs";

await main(async (server) => {
  const [ines, jonas] = people(server);
  const subject = unique("Mouse");
  const other = await Mail.of(server, jonas);
  const own = await Mail.of(server, ines);
  const { list } = await own.call("Identity/get", { ids: null });
  const signed = (htmlSignature, textSignature) =>
    own.call("Identity/set", { update: { [list[0].id]: { htmlSignature, textSignature } } });
  await signed("<b>Ines</b><img src=x onerror=alert(1)>", "Ines");
  const { dir, remove } = scratch();
  const file = path.join(dir, "Übersicht 2026.pdf");
  writeFileSync(file, Buffer.alloc(300_000, "x"));
  const browser = await launch();
  const page = await signIn(
    await browser.newContext({ viewport: { width: 1440, height: 900 } }),
    server,
    ines,
  );
  await other.send(ines.address, subject, "Which day?\n");
  const row = page.getByRole("row", { name: subject });
  await row.waitFor();
  await row.click();
  await page.getByRole("heading", { name: subject }).waitFor();
  await page.getByRole("button", { name: "Reply", exact: true }).last().click();
  await editor(page).waitFor();
  await editor(page).click({ position: { x: 40, y: 24 } });
  await editorHasKeyboard(page);
  await page.keyboard.type("Thursday.");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Attach files" }).click(),
  ]);
  await chooser.setFiles(file);
  await until(
    "the file has arrived",
    async () =>
      !(await page.getByRole("progressbar").count()) &&
      (await page.getByText("Übersicht 2026.pdf").count()) > 0,
  );
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Sending in 10 s").waitFor();
  const got = await until(
    "the answer arrives",
    async () => (await other.messages("inbox", subject))[0],
    25_000,
  );
  check("with its words", got.text.startsWith("Thursday."), got.text);
  check("signed above the quotation", /^-- \nInes\n[^>]*^> /m.test(got.text), got.text);
  check("by a clean signature", /<b>Ines<\/b>(?!<img)/.test(got.html), got.html);
  await signed("", "");
  check(
    "with the file under its name",
    got.attachments[0]?.name === "Übersicht 2026.pdf",
    got.attachments,
  );
  check("whole", got.attachments[0]?.size === 300_000, got.attachments);
  await browser.close();
  remove();
});
