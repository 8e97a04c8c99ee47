// SPDX-License-Identifier: Apache-2.0
// `web/build dev [port] [messages]`: the built mailbox over the fake server, on loopback.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";
import { type Invocation, LIST_PROPERTIES } from "../src/jmap/types.ts";
import { arrive, OWN, sampleServer } from "./sample.ts";

const port = Number(process.argv[2] ?? 0);
const server = sampleServer(Number(process.argv[3] ?? 1191));
const dist = join(import.meta.dirname, "../dist");
const { accountId } = server;
const using = [
  "urn:ietf:params:jmap:core",
  "urn:ietf:params:jmap:mail",
  "urn:ietf:params:jmap:submission",
  "urn:posthouse:jmap:mailbox",
];
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};

function session(origin: string) {
  return {
    username: OWN,
    apiUrl: `${origin}/jmap/api`,
    downloadUrl: `${origin}/jmap/download/{accountId}/{blobId}/{name}?accept={type}`,
    uploadUrl: `${origin}/jmap/upload/{accountId}/`,
    state: "1",
    capabilities: {
      "urn:ietf:params:jmap:core": { maxObjectsInSet: 500 },
      "urn:ietf:params:jmap:websocket": { url: `${origin.replace("http", "ws")}/jmap/ws` },
    },
    accounts: {
      [accountId]: {
        name: "Ines Kruse",
        isPersonal: true,
        isReadOnly: false,
        accountCapabilities: {},
      },
    },
    primaryAccounts: { "urn:ietf:params:jmap:mail": accountId },
  };
}

/** What the mailbox would ask first, answered. */
function firstAnswers(): Invocation[] {
  const inbox = [...server.mailboxes.values()].find((m) => m.role === "inbox")!.id;
  const get = { accountId, properties: [...LIST_PROPERTIES] };
  const ref = (resultOf: string, name: string, path: string) => ({ resultOf, name, path });
  const preferences = server.preferences as { conversations?: boolean };
  return server.handle([
    ["Mailbox/get", { accountId, ids: null }, "m"],
    [
      "Email/query",
      {
        accountId,
        filter: { inMailbox: inbox },
        sort: [{ property: "receivedAt", isAscending: false }],
        collapseThreads: preferences.conversations ?? true,
        position: 0,
        limit: 50,
      },
      "q",
    ],
    ["Email/get", { ...get, "#ids": ref("q", "Email/query", "/ids") }, "e"],
    ["Thread/get", { accountId, "#ids": ref("e", "Email/get", "/list/*/threadId") }, "t"],
    ["Email/get", { ...get, "#ids": ref("t", "Thread/get", "/list/*/emailIds") }, "te"],
  ]);
}

function page(request: IncomingMessage): string {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const lang = new URL(request.url!, "http://x").searchParams.get("lang") ?? "en-GB";
  const words = /^en-X[AB]$/.test(lang) ? "pseudo" : lang.slice(0, 2);
  const entry = manifest["src/mailbox/main.tsx"];
  const texts = manifest[`words/${words}`] ?? manifest["words/en"];
  const boot = {
    session: session(`http://${request.headers.host}`),
    version: "dev",
    words: `/assets/${texts.file}`,
    preferences: server.preferences,
    responses: firstAnswers(),
    using,
  };
  const preferences = {
    theme: "system",
    density: "standard",
    pane: "right",
    ...server.preferences,
  };
  const { theme, density, pane } = preferences;
  const dir = lang === "en-XB" ? "rtl" : "ltr";
  const links = entry.css
    .map((f: string) => `<link rel="stylesheet" href="/assets/${f}">`)
    .join("");
  return `<!doctype html><html lang="${lang}" dir="${dir}" data-theme="${theme}" data-density="${density}" data-pane="${pane}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>Posthouse</title><link rel="icon" href="data:,">${links}<script type="module" src="/assets/${entry.file}"></script><script type="application/json" id="boot">${JSON.stringify(boot).replaceAll("<", "\\u003c")}</script></head><body><div id="app"></div></body></html>`;
}

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self' ws:; frame-src 'self' blob:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'";

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url!, "http://x").pathname;
  if (path.startsWith("/assets/")) {
    const file = path.slice("/assets/".length).replaceAll("..", "");
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.end(readFileSync(join(dist, file)));
  } else if (path === "/jmap/api") {
    const { methodCalls } = JSON.parse(await body(request));
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ methodResponses: server.handle(methodCalls) }));
    server.push();
  } else if (path.startsWith("/mail/frame/")) {
    const email = server.emails.get(decodeURIComponent(path.split("/")[4] ?? ""));
    const dark = request.url!.includes("theme=dark");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html data-blocked="0"><body style="margin:0;font:15px/24px system-ui;color:${dark ? "#e6e9ea" : "#1b2023"}"><p>${email?.preview ?? ""}</p></body></html>`,
    );
  } else if (path === "/dev/arrive") {
    arrive(server);
    response.end();
  } else if (path === "/dev/refuse") {
    // The next call of that name is refused: { name, error }.
    const { name, error } = JSON.parse(await body(request));
    server.refuse.set(name, error);
    response.end();
  } else {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", CSP);
    response.end(page(request));
  }
}

const http = createServer((request, response) => {
  serve(request, response).catch((error) => {
    response.statusCode = 404;
    response.end(String(error));
  });
});
const sockets = new WebSocketServer({ server: http, path: "/jmap/ws" });
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const message = JSON.parse(String(data));
    if (message["@type"] !== "Request") return;
    const methodResponses = server.handle(message.methodCalls);
    socket.send(JSON.stringify({ "@type": "Response", requestId: message.id, methodResponses }));
    server.push();
  });
});
server.onPush = (change) => {
  for (const socket of sockets.clients) socket.send(JSON.stringify(change));
};
http.listen(port, "127.0.0.1", () => {
  const address = http.address() as { port: number };
  console.log(`http://127.0.0.1:${address.port}/mail`);
});
