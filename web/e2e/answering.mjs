// SPDX-License-Identifier: Apache-2.0
// Hostile mail in the mailbox itself: opened, answered with R, its quotation in the composer's own editor frame.

const MARK = "pwn";
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** What the composer would be without its walls: the raw mail as quotation, a frame without policy, HTML written as it comes. */
const OPEN_FRAME = `<!doctype html><meta charset=utf-8><script>
addEventListener("message", (event) => {
  if (event.data?.type !== "init") return;
  document.write("<!doctype html><meta charset=utf-8><div id=text>" + event.data.html + "</div>");
}, { once: true });
parent.postMessage({ type: "ready" }, "*");
</script>`;

async function until(what, ask, withinMs = 6_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    const got = await ask().catch(() => false);
    if (got) return got;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pause(15);
  }
}

/** One mailbox, kept open, in which message after message is opened and answered. */
export class Answering {
  constructor(context, web, trap) {
    Object.assign(this, { context, web, trap, scripts: 0, remote: [] });
    context.on("request", (request) => {
      const to = request.url();
      if (/^(https?|wss?|ftp):/.test(to) && !to.replace(/^ws/, "http").startsWith(web))
        this.remote.push(to);
    });
    context.on("console", (message) => {
      if (message.text().includes(MARK)) this.scripts++;
    });
    context.on("dialog", (dialog) => {
      this.scripts++;
      dialog.dismiss().catch(() => {});
    });
    context.on("page", (page) => page !== this.page && this.page && page.close().catch(() => {}));
  }

  /** Takes the walls away, to see that what is behind them is alive. */
  async unprotect(rawOf) {
    this.rawOf = rawOf;
    await this.context.route("**/mail/compose-frame*", (route) =>
      route.fulfill({ contentType: "text/html", body: OPEN_FRAME }),
    );
  }

  /** What the composer gets as quotation: the server's own of all that are answered together, each with its name behind it. */
  async quotation(some) {
    const one = async ({ id, email }) => {
      if (this.rawOf) return this.rawOf(id);
      const url = `${this.web}/mail/quote/${this.account}/${email}`;
      return JSON.parse(await (await this.context.request.get(url)).text()).html;
    };
    const all = await Promise.all(some.map(one));
    return all.map((html, n) => `<div>${html}</div><div>here-is-${some[n].id}</div>`).join("");
  }

  async start(account) {
    this.account = account;
    this.page = undefined;
    this.page = await this.context.newPage();
    await this.page.route("**/mail/quote/**", (route) =>
      route.fulfill({ json: { html: this.html, text: "" } }),
    );
    await this.page.goto(`${this.web}/mail/`);
    await this.page.locator("[role=grid]").waitFor();
  }

  /** Opens and answers a message, with the quotations of some; tells what ran and what was asked for. */
  async visit(some) {
    const before = this.hits(some);
    Object.assign(this, { scripts: 0, remote: [] });
    const told = () => ({
      scripts: this.scripts,
      remote: Math.max(this.hits(some) - before, this.remote.length),
      what: this.remote,
    });
    try {
      this.html = await this.quotation(some);
      await this.open(some[0]);
      await this.page.keyboard.press("r");
      const frame = await until("the quotation in the editor", () => this.editor(some));
      await this.curious(frame);
      await pause(40);
      await this.discard();
      return told();
    } catch (error) {
      await this.page.close().catch(() => {});
      await this.start(this.account);
      return { ...told(), what: [error.message], lost: true };
    }
  }

  hits(some) {
    return some.reduce((sum, { key }) => sum + (this.trap.hits.get(key) ?? 0), 0);
  }

  async open({ email, mailbox }) {
    const path = `/mail/${this.account}/${mailbox}/${email}`;
    await this.page.evaluate((to) => {
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
    await until("the message", () =>
      this.page.evaluate((wanted) => {
        const frame = document.querySelector("article iframe[data-ready]");
        return frame?.contentWindow.location.pathname.endsWith(`/${wanted}`);
      }, email),
    );
  }

  /** The editor's frame once every quotation lies in it. */
  async editor(some) {
    const frame = this.page.frames().find((one) => one.url().includes("/mail/compose-frame"));
    const text = await frame?.evaluate(() => document.getElementById("text")?.textContent ?? "");
    return some.every(({ id }) => text?.includes(`here-is-${id}`)) ? frame : undefined;
  }

  /** Moves over the quotation and clicks into it, as somebody does who shortens it. */
  async curious(frame) {
    const element = await frame.frameElement();
    const box = await element.boundingBox();
    if (!box) return;
    for (const y of [70, 110]) {
      await this.page.mouse.move(box.x + 60, box.y + y);
      await this.page.mouse.click(box.x + 60, box.y + y);
    }
    await this.page.keyboard.press("Control+a");
  }

  async discard() {
    await this.page.evaluate(() =>
      document.querySelector("[role=dialog] button[aria-label^='Discard']").click(),
    );
    await until("the composer's end", async () =>
      this.page.frames().every((one) => !one.url().includes("/mail/compose-frame")),
    );
  }
}
