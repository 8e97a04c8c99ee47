// SPDX-License-Identifier: Apache-2.0
// Files by drop and paste, pictures in the text, a forward with its files, plain text, and writing while the server is away.
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

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

/** Gives files to the page as a drop or a paste would. */
const give = (locator, kind, files) =>
  locator.evaluate(
    (element, { kind, files }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { kind, files },
  );

const dialog = (page) => page.getByRole("dialog", { name: /^Message:/ });

async function choose(page, item) {
  await dialog(page).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function open(page, to, subject) {
  await page.keyboard.press("c");
  const plain = dialog(page).locator("textarea");
  await plain.or(dialog(page).locator("iframe")).waitFor();
  if (await plain.count()) await choose(page, "Formatted text");
  await editor(page).waitFor();
  await page.getByRole("combobox", { name: "To" }).fill(to);
  await page.keyboard.press("Enter");
  await page.getByLabel("Subject").fill(subject);
  await editor(page).click();
  await editorHasKeyboard(page);
}

const arrived = (page, name) =>
  until(
    `${name} has arrived`,
    async () =>
      !(await page.getByRole("progressbar").count()) && (await page.getByText(name).count()) > 0,
  );

await main(async (server) => {
  const [ines, jonas] = people(server);
  const own = await Mail.of(server, ines);
  const other = await Mail.of(server, jonas);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await signIn(context, server, ines);

  const subject = unique("Files");
  await open(page, jonas.address, subject);
  await page.keyboard.type("The mast: ");
  await give(editor(page), "paste", [{ name: "mast.png", type: "image/png", base64: PNG }]);
  await until("the picture shows", () =>
    editor(page)
      .locator("img")
      .evaluate((image) => image.complete && image.naturalWidth === 10)
      .catch(() => false),
  );
  await give(page.getByRole("dialog", { name: /^Message:/ }), "drop", [
    { name: "Größe.csv", type: "text/csv", base64: Buffer.from("a,b\n1,2\n").toString("base64") },
    { name: "wrong.txt", type: "text/plain", base64: Buffer.from("no").toString("base64") },
  ]);
  await arrived(page, "Größe.csv");
  await page.getByRole("button", { name: "Remove wrong.txt" }).click();
  await sendByKey(page);
  await page.getByText("Sending in 10 s").waitFor();
  const got = await until(
    "it arrives",
    async () => (await other.messages("inbox", subject))[0],
    25_000,
  );
  const picture = got.attachments.find((file) => file.type === "image/png");
  check(
    "the picture is a part of the text",
    Boolean(picture?.cid) && got.html.includes(`cid:${picture.cid}`),
    got.html,
  );
  check(
    "the file lies beside it",
    got.attachments.some((file) => file.name === "Größe.csv"),
    got.attachments,
  );
  check("the removed file is not sent", got.attachments.length === 2, got.attachments);

  const second = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const his = await signIn(second, server, jonas);
  await his.getByRole("row", { name: subject }).click();
  const shown = his.frameLocator("article iframe").locator("img");
  await until("his reading pane shows the picture", () =>
    shown.evaluate((image) => image.complete && image.naturalWidth === 10).catch(() => false),
  );
  check("as no file beside the text", (await his.locator("article li").count()) === 1);
  await his.keyboard.press("f");
  await editor(his).waitFor();
  check("a forward has the file", (await his.getByText("Größe.csv").count()) >= 2);
  await his.getByRole("combobox", { name: "To" }).fill(ines.address);
  await his.keyboard.press("Enter");
  await until("the quoted picture shows", () =>
    editor(his)
      .locator("img")
      .evaluate((image) => image.naturalWidth === 10)
      .catch(() => false),
  );
  await sendByKey(his);
  await his.getByText("Sending in 10 s").waitFor();
  const passed = await until(
    "the forward arrives",
    async () => (await own.messages("inbox", `Fwd: ${subject}`))[0],
    25_000,
  );
  check("with file and picture", passed.attachments.length === 2, passed.attachments);
  check("with its head", /From:.*ines@/.test(passed.text), passed.text);
  check(
    "the forwarded message is marked",
    (await other.messages("inbox", subject))[0].keywords.$forwarded === true,
  );
  await second.close();

  const plain = unique("Plain");
  await open(page, jonas.address, plain);
  await choose(page, "Plain text");
  const long =
    "A line that is longer than seventy-two signs flows on in the mail and is one paragraph to its reader.";
  await page.getByRole("textbox", { name: "Text of the message" }).fill(`${long}\n> quoted`);
  await sendByKey(page);
  await page.getByText("Sending in 10 s").waitFor();
  const flowed = await until(
    "the plain message arrives",
    async () => (await other.messages("inbox", plain))[0],
    25_000,
  );
  check(
    "as format=flowed",
    /format=flowed/i.test(flowed["header:Content-Type"] ?? ""),
    flowed["header:Content-Type"],
  );
  check(
    "in short lines",
    flowed.text.split(/\r?\n/).every((line) => line.length <= 78),
    flowed.text,
  );
  check("which read as one", flowed.text.replace(/ \r?\n/g, " ").includes(long), flowed.text);

  const away = unique("Away");
  await open(page, jonas.address, away);
  await context.setOffline(true);
  await page.keyboard.type("Written without the server.");
  await page.getByText("Kept in this browser").waitFor({ timeout: 45_000 });
  await context.setOffline(false);
  await until(
    "it is saved by itself",
    async () =>
      (await own.messages("drafts", away)).some((one) => one.text.includes("without the server")),
    40_000,
  );
  await wait(3_000);
  await until("once", async () => (await own.messages("drafts", away)).length === 1, 45_000);
  await browser.close();
});
