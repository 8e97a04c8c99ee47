// SPDX-License-Identifier: Apache-2.0
import "../styles/tokens.css";
import "../styles/base.css";
import { createRoot } from "react-dom/client";
import type { Boot } from "../jmap/types.ts";
import { useCellSelect } from "../store/hooks.ts";
import { prepareFont } from "../styles/font.ts";
import { App, AppContext } from "./app.ts";
import { startCompose } from "./compose/start.ts";
import { listenForKeys } from "./keys.ts";
import { Shell } from "./shell/Shell.tsx";

prepareFont();
const boot: Boot = JSON.parse(document.getElementById("boot")!.textContent ?? "");
const app = new App(boot);

/** Another account is another page: nothing of the one before stays on screen. */
function Page() {
  const account = useCellSelect(app.router, () => app.accountId);
  return <Shell key={account} />;
}

createRoot(document.getElementById("app")!).render(
  <AppContext value={app}>
    <Page />
  </AppContext>,
);
listenForKeys(app);
app.live.start();
startCompose(app);
