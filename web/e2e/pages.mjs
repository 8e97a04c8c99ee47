// SPDX-License-Identifier: Apache-2.0
// The pages that the server writes itself, without a script: public index, folder and thread, status, an article, the stub of a
// stopped web service, problem pages, sign-in with notices; light, dark and phone, each looked at by axe and measured.
//   node web/e2e/pages.mjs [SERVER.json [FOLDER]]
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { axe, check, launch, main, people, signIn, until } from "./harness.mjs";

const posthouse = fileURLToPath(new URL("../../posthouse", import.meta.url));
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
/** No page without a script is larger. */
const LARGEST = 30 * 1024;
/** The stub is one file that needs nothing else. */
const LARGEST_STUB = 12 * 1024;

await main(async (server) => {
  const [ines] = people(server);
  const folder = process.argv[3];
  const failures = [];
  const cli = (...words) => {
    const run = spawnSync(posthouse, ["--data", server.data, ...words], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`${words.join(" ")}: ${run.stderr}`);
  };
  const browser = await launch();

  async function each(what, address, expect, { largest = LARGEST, ready } = {}) {
    for (const look of LOOKS) {
      const context = await browser.newContext(look);
      const page = ready ? await ready(context) : await context.newPage();
      const answer = address ? await page.goto(`${server.web}${address}`) : undefined;
      if (answer) {
        const size = (await answer.body()).length;
        if (size > largest) failures.push(`${what}: ${size} bytes`);
      }
      const text = await page.textContent("body");
      if (!expect.test(text)) failures.push(`${what} ${look.name} does not say ${expect}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) failures.push(`${what} ${look.name} is ${wide} px wider than its window`);
      if (folder) await page.screenshot({ path: path.join(folder, `${what}-${look.name}.png`) });
      await axe(page, `${what} ${look.name}`).catch((error) => failures.push(error.message));
      await context.close();
    }
  }

  /** The address of the longest of the lists that links lead to. */
  async function longest(address, links, inside) {
    const page = await browser.newPage();
    await page.goto(`${server.web}${address}`);
    const found = [];
    for (const href of await page.locator(links).evaluateAll((all) => all.map((a) => a.href))) {
      await page.goto(href);
      found.push([await page.locator(inside).count(), new URL(href).pathname]);
    }
    await page.close();
    check(`${address} leads somewhere`, found.length > 0);
    return found.sort((a, b) => b[0] - a[0])[0][1];
  }

  const inFolder = await longest("/public/", ".folders a", ".threads a");
  const inThread = await longest(inFolder, ".threads a", ".post");
  await each("public-index", "/public/", /guest/);
  await each("public-folder", inFolder, /Atom/);
  await each("public-thread", inThread, /permalink/);
  await each("status", "/status", /Everything works/);
  await each("article", "/kb/Q165712", /Resolution/i);
  await each("problem", "/public/nothing-here", /Nothing at this address.*KB1004/s);
  await each("sign-in-refused", "", /do not match/, {
    async ready(context) {
      const page = await context.newPage();
      await page.goto(`${server.web}/sign-in`);
      await page.fill("input[name=username]", ines.address);
      await page.fill("input[name=password]", "not this one");
      await page.press("input[name=password]", "Enter");
      await page.locator("#note").waitFor();
      return page;
    },
  });
  await each("sign-in-ended", "/sign-in", /session ended/, {
    async ready(context) {
      const page = await signIn(context, server, ines);
      await page.goto(`${server.web}/status`);
      cli("session", "end", ines.address);
      return page;
    },
  });

  cli("anonymous", "forbid", "--service", "web");
  await each("visitors-off", "/public/", /closed to visitors.*KB1010/s);
  cli("anonymous", "allow", "--service", "web");

  cli("service", "stop", "ldap", "--grace", "0s");
  await until("the status tells of it", async () =>
    (await (await fetch(`${server.web}/status`)).text()).includes("KB1002"),
  );
  await each("status-part", "/status", /address book/);
  cli("service", "start", "ldap");

  cli("service", "stop", "web", "--grace", "0s", "--note", "Moving to a larger disk");
  await each("stub", "/mail/", /switched off.*KB1001/s, { largest: LARGEST_STUB });
  const waiting = await browser.newPage();
  await waiting.goto(`${server.web}/mail/`);
  cli("service", "start", "web");
  await waiting.waitForURL(/\/sign-in\?next=%2Fmail%2F/);
  console.log("ok: the stub goes on by itself to where its reader wanted");

  await browser.close();
  if (failures.length > 0) throw new Error(failures.join("\n"));
});
