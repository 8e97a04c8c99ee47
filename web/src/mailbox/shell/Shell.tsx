// SPDX-License-Identifier: Apache-2.0
import { type CSSProperties, lazy, Suspense, useState } from "react";
import { useCell, useCellSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Boundary } from "../../ui/Boundary.tsx";
import { useRoom } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { ListPane } from "../list/ListPane.tsx";
import { ReadingPane } from "../reading/index.tsx";
import { Tree } from "../tree/Tree.tsx";
import { ComposeFloat } from "./ComposeFloat.tsx";
import { MessageToolbar } from "./MessageToolbar.tsx";
import { ProblemBanner } from "./ProblemBanner.tsx";
import styles from "./Shell.module.css";
import { Splitter, SplitterBelow } from "./Splitter.tsx";
import { ToastHost } from "./ToastHost.tsx";
import { TopBar } from "./TopBar.tsx";

const ComposeHost = lazy(() => import("../compose/index.tsx"));
const Settings = lazy(() => import("../settings/index.tsx"));
const Overlays = lazy(() => import("../overlays/Overlays.tsx"));

/** The frame of the page: bar, tree and the sheet with list and message. */
export function Shell() {
  const app = useApp();
  const route = useCell(app.router);
  const room = useRoom();
  const preferences = useCell(app.preferences);
  const drawer = useCellSelect(app.ui, (ui) => ui.drawer);
  const live = useCellSelect(app.live, (l) => l.spoken);
  const searching = route.query !== undefined;
  const stacked = room === "phone" || room === "narrow" || preferences.pane === "off" || searching;
  const below = !stacked && preferences.pane === "below";
  const open = route.emailId !== undefined;
  const settings = route.place.kind === "settings";
  const { listWidth, listHeight } = preferences;
  const style = {
    "--list": `${listWidth}px`,
    ...(listHeight ? { "--list-block": `${listHeight}px` } : {}),
  } as CSSProperties;
  return (
    <div className={styles.shell} data-room={room} data-message={open || undefined} style={style}>
      <a className="skip" href="#list">
        {t(settings ? "settings.skip" : "skip")}
      </a>
      {room === "phone" && (open || settings) ? null : <TopBar room={room} />}
      <nav
        className={styles.nav}
        data-open={drawer || undefined}
        data-pane-stop
        aria-label={t("folders.label")}
      >
        <Tree room={room} expanded={drawer || room === "wide"} />
      </nav>
      {drawer ? (
        <button
          type="button"
          className={styles.scrim}
          aria-label={t("close")}
          onClick={() => app.ui.update({ drawer: false })}
        />
      ) : null}
      <main className={styles.sheet} data-stacked={stacked || undefined}>
        <ProblemBanner />
        {settings ? (
          <Boundary what={t("settings")}>
            <Suspense>
              <Settings page={(route.place as { page: string }).page} />
            </Suspense>
          </Boundary>
        ) : (
          <div className={styles.panes} data-below={below || undefined}>
            <section
              className={styles.list}
              hidden={stacked && open}
              data-pane-stop
              aria-label={t("list.label")}
            >
              <ListPane flat={room !== "phone" && (stacked || below) && !searching} room={room} />
            </section>
            {stacked ? null : below ? <SplitterBelow key="below" /> : <Splitter key="right" />}
            {open || !stacked ? (
              <section className={styles.reading} data-pane-stop aria-label={t("reading.label")}>
                <MessageToolbar stacked={stacked} room={room} />
                <div className={styles.message}>
                  {open ? (
                    <Boundary about={route.emailId} what={t("reading.label")}>
                      <ReadingPane emailId={route.emailId!} />
                    </Boundary>
                  ) : (
                    <NothingOpen />
                  )}
                </div>
              </section>
            ) : null}
          </div>
        )}
      </main>
      {room === "phone" && !open && !settings ? <ComposeFloat /> : null}
      <ToastHost />
      <div className="spoken" role="status" aria-live="polite">
        {live}
      </div>
      <LazyParts />
    </div>
  );
}

function NothingOpen() {
  return (
    <div className={styles.nothing}>
      <p>{t("reading.nothing")}</p>
    </div>
  );
}

/** What is fetched only when it is first asked for. */
function LazyParts() {
  const app = useApp();
  const wanted = useCellSelect(app.compose, (requests) => requests.length > 0);
  const overlay = useCellSelect(app.ui, (ui) => ui.overlay !== undefined);
  const [compose, setCompose] = useState(false);
  if (wanted && !compose) setCompose(true);
  return (
    <Suspense>
      {compose ? (
        <Boundary what={t("compose")}>
          <ComposeHost />
        </Boundary>
      ) : null}
      {overlay ? <Overlays /> : null}
    </Suspense>
  );
}
