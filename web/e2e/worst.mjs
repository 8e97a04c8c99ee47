// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen counts, not what is written
// Opens every message of a person's inbox as that person would, at 1440, scores how bad each looks, and takes pictures of
// the worst. For mail of any origin; nothing of it is kept but the pictures and the scores.
//   node web/e2e/worst.mjs SERVER.json ADDRESS FOLDER [HOW-MANY [TABS [SCORES.json]]]
// With the scores of an earlier run, only its 150 worst are looked at again.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch, Mail, main, signIn, until } from "./harness.mjs";

const [, , , address, folder, many = "30", tabs = "2", before] = process.argv;
const PROPERTIES = [
  "id",
  "subject",
  "from",
  "preview",
  "size",
  "hasAttachment",
  "attachments",
  "mailboxIds",
  "receivedAt",
];

/** Runs in the page: what is seen of the open message. */
function seen() {
  const article = document.querySelector("article[data-open-message]");
  const frame = article?.querySelector("iframe");
  const inner = frame?.contentDocument;
  const body = inner?.body;
  const text = body?.innerText ?? "";
  let tiny = 0;
  let letters = 0;
  if (body) {
    const walker = inner.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), n = 0; node && n < 3000; node = walker.nextNode(), n++) {
      const size = node.data.trim().length;
      if (size === 0 || !node.parentElement) continue;
      letters += size;
      if (Number.parseFloat(inner.defaultView.getComputedStyle(node.parentElement).fontSize) < 10)
        tiny += size;
    }
  }
  const root = inner?.documentElement;
  const count = (pattern) => text.match(pattern)?.length ?? 0;
  const whole = article?.innerText ?? "";
  return {
    sideways: root ? root.scrollWidth - root.clientWidth : 0,
    height: frame?.clientHeight ?? 0,
    cut: root && frame ? Math.max(0, root.scrollHeight - frame.clientHeight - 2) : 0,
    length: text.trim().length,
    pictures: body?.querySelectorAll("img").length ?? 0,
    replaced: count(/\uFFFD/g),
    controls: count(/(?![\n\t\r])\p{Cc}/gu),
    quotedPrintable: count(/=(?:[0-9A-F]{2}|\n)/g) > 8 ? count(/=[0-9A-F]{2}/g) : 0,
    encodedWords: (whole + document.title).match(/=\?[\w-]+\?[BQ]\?/gi)?.length ?? 0,
    mojibake: count(/[ÃÂ][\u0080-\u00BF]|â€/g),
    base64: count(/(?:[A-Za-z0-9+/]{60,76}\n){4,}/g),
    markup: count(/<\/?(?:html|body|table|td|font|div|br|p|a)\b[^>]*>/gi),
    headers: count(/^(?:Content-(?:Type|Transfer-Encoding)|MIME-Version|Received):/gim),
    boundary: count(/^--[=_\w.'()+,/:?-]{16,70}$/gm),
    tiny: letters === 0 ? 0 : tiny / letters,
    files: document.querySelectorAll("article li a[download]").length,
    alerts: [...document.querySelectorAll("[role=alert]")]
      .map((one) => one.innerText.trim().slice(0, 200))
      .filter(Boolean),
    from: article?.querySelector("header h1, header h2, header h3")?.innerText ?? "",
    when: article?.querySelector("time")?.innerText ?? "",
    subject: document.querySelector("header h2, header h1")?.innerText ?? "",
    // a line nobody can read to its end, and text set under other text
    longest: Math.max(0, ...text.split("\n").map((line) => line.length)),
  };
}

/** Points for what hurts; what is only long costs little. */
function score(mail, see) {
  const listed = (mail.attachments ?? []).filter((one) => one.disposition !== "inline").length;
  const points = {
    "error state": see.alerts.length * 60,
    "empty although the mail has text":
      see.length === 0 && see.pictures === 0 && (mail.preview.length > 0 || mail.size > 3_000)
        ? 50
        : 0,
    "wider than its frame": see.sideways > 0 ? 15 + Math.min(30, see.sideways / 40) : 0,
    "cut at the bottom": see.cut > 0 ? 20 : 0,
    "replacement characters": Math.min(40, see.replaced * 4),
    "control characters": Math.min(40, see.controls * 2),
    "quoted-printable left": Math.min(30, see.quotedPrintable),
    "encoded words left": see.encodedWords * 15,
    mojibake: Math.min(40, see.mojibake * 5),
    "base64 as text": see.base64 * 30,
    "markup as text": Math.min(25, see.markup * 2),
    "headers as text": Math.min(20, see.headers * 4),
    "boundaries as text": Math.min(25, see.boundary * 8),
    "tiny text": see.tiny > 0.3 ? 15 * see.tiny : 0,
    "attachments not shown": Math.max(0, listed - see.files) * 10,
    "huge height": see.height > 12_000 ? Math.min(12, see.height / 6_000) : 0,
    "nobody as sender": see.from.trim() === "" ? 10 : 0,
    "no date": see.when.trim() === "" ? 10 : 0,
  };
  const why = Object.fromEntries(Object.entries(points).filter(([, n]) => n > 0));
  return { total: Object.values(why).reduce((sum, n) => sum + n, 0), why };
}

async function everything(server) {
  const account = server.accounts.find((one) => one.address === address);
  const mail = await Mail.of(server, account);
  const list = [];
  for (let position = 0; ; position += 200) {
    const { ids } = await mail.call("Email/query", {
      filter: { inMailbox: mail.box.inbox },
      sort: [{ property: "receivedAt", isAscending: false }],
      position,
      limit: 200,
    });
    if (ids.length === 0) break;
    const got = await mail.call("Email/get", { ids, properties: PROPERTIES });
    list.push(...got.list);
  }
  return { mail, account, accountId: mail.accountId, inbox: mail.box.inbox, list };
}

async function openIn(page, at, email) {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/mail/${at.accountId}/${at.inbox}/${email.id}`);
  await until(
    "the message",
    () =>
      page.evaluate((wanted) => {
        const article = document.querySelector("article[data-open-message]");
        if (article?.querySelector("[role=alert]")) return true;
        const frame = article?.querySelector("iframe[data-ready]");
        return frame?.contentWindow.location.pathname.endsWith(`/${wanted}`);
      }, email.id),
    8_000,
  ).catch(() => {});
}

await main(async (server) => {
  mkdirSync(folder, { recursive: true });
  const at = await everything(server);
  // each message for itself: a conversation would hide its members
  await at.mail.call("Preferences/set", { update: { singleton: { conversations: false } } });
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const first = await signIn(context, server, at.account);
  const known = before ? JSON.parse(readFileSync(before, "utf8")).told.slice(0, 150) : [];
  const again = new Set(known.map((one) => one.id));
  const queue = at.list.filter((email) => !before || again.has(email.id));
  const results = [];
  const broken = [];
  await Promise.all(
    Array.from({ length: Number(tabs) }, async (_, index) => {
      const page = index === 0 ? first : await context.newPage();
      if (index > 0) await page.goto(`${server.web}/mail/`);
      page.on("pageerror", (error) => broken.push(error.message));
      for (let email = queue.shift(); email; email = queue.shift()) {
        await openIn(page, at, email);
        await page.waitForTimeout(30);
        const see = await page.evaluate(seen);
        results.push({ email, see, ...score(email, see) });
        if (results.length % 100 === 0)
          process.stderr.write(`\r${results.length} of ${at.list.length} `);
      }
    }),
  );
  results.sort((a, b) => b.total - a.total);
  const worst = results.slice(0, Number(many));
  for (const [n, result] of worst.entries()) {
    await openIn(first, at, result.email);
    await first.waitForTimeout(300);
    const name = `${String(n).padStart(2, "0")}-${result.email.id}.png`;
    await first.screenshot({ path: path.join(folder, name) });
  }
  const kinds = {};
  for (const { why } of results)
    for (const kind of Object.keys(why)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const told = results.map(({ email, see, total, why }) => ({ id: email.id, total, why, see }));
  writeFileSync(path.join(folder, "scores.json"), JSON.stringify({ kinds, broken, told }, null, 1));
  console.log(`${results.length} opened; kinds: ${JSON.stringify(kinds)}`);
  console.log(`faults of the page: ${broken.length}`);
  console.log(worst.map((one) => `${Math.round(one.total)} ${JSON.stringify(one.why)}`).join("\n"));
  await browser.close();
});
