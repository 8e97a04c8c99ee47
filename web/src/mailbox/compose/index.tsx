// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { useCell } from "../../store/hooks.ts";
import { useApp } from "../app.ts";
import { Composer } from "./Composer.tsx";
import styles from "./compose.module.css";
import { Desk } from "./desk.ts";

/** The composer windows. Loaded when the first one is asked for. */
export default function ComposeHost() {
  const app = useApp();
  const [desk] = useState(() => new Desk(app));
  const [taken] = useState(() => new Set<number>());
  const requests = useCell(app.compose);
  const windows = useCell(desk.windows);
  useEffect(() => {
    for (const request of requests) {
      if (taken.has(request.key)) continue;
      taken.add(request.key);
      void desk.open(request);
    }
  }, [requests, desk, taken]);
  useEffect(() => app.writing.set(windows.length), [app, windows]);
  if (windows.length === 0) return null;
  return (
    <div className={styles.desk}>
      {windows.map((writing) => (
        <Composer key={writing.key} writing={writing} desk={desk} />
      ))}
    </div>
  );
}
