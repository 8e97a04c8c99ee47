// SPDX-License-Identifier: Apache-2.0
import type { App } from "../app.ts";
import { recoverDrafts } from "./recover.ts";

/** Opens what the page's address asks to be written, then what a crash left unwritten. */
export function startCompose(app: App): void {
  if (location.pathname === "/mail/compose") {
    app.write({ kind: "new", to: location.search });
    app.go({}, "replace");
  }
  const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  idle(() => void recoverDrafts(app).catch(() => {}));
}
