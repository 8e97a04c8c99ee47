// SPDX-License-Identifier: Apache-2.0
import "../styles/tokens.css";
import "../styles/base.css";
import { createRoot } from "react-dom/client";
import type { Boot } from "../jmap/types.ts";
import { useCellSelect } from "../store/hooks.ts";
import { prepareFont } from "../styles/font.ts";
import { type Catalogue, speak } from "../text/t.tsx";
import { App, AppContext } from "./app.ts";
import { startCompose } from "./compose/start.ts";
import { listenForKeys } from "./keys.ts";
import { Shell } from "./shell/Shell.tsx";

const boot: Boot = JSON.parse(document.getElementById("boot")!.textContent ?? "");

function start(texts: Catalogue): void {
  speak(texts);
  prepareFont();
  const app = new App(boot);
  createRoot(document.getElementById("app")!).render(
    <AppContext value={app}>
      <Page app={app} />
    </AppContext>,
  );
  listenForKeys(app);
  app.live.start();
  startCompose(app);
}

/** Another account is another page: nothing of the one before stays on screen. */
function Page({ app }: { app: App }) {
  const account = useCellSelect(app.router, () => app.accountId);
  return <Shell key={account} />;
}

// The page has named it as well, so that it comes together with this script.
import(/* @vite-ignore */ boot.words).then((words: { default: Catalogue }) => start(words.default));
