// SPDX-License-Identifier: Apache-2.0
import { Moon, Sun } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { JmapError } from "../../jmap/errors.ts";
import type { Email } from "../../jmap/types.ts";
import { useCell } from "../../store/hooks.ts";
import { asError } from "../../store/store.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { bindFrame, darken, type FrameFacts, problemOf } from "./frame.ts";
import { paths } from "./paths.ts";
import styles from "./reading.module.css";
import { Trouble } from "./Trouble.tsx";
import { useDark } from "./useDark.ts";

const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

interface Props {
  email: Email;
  name: string;
  /** Tells which blobs the body shows as pictures. */
  onImages(blobIds: ReadonlySet<string>): void;
}

/** The message's body in its own frame: no script runs there, nothing is loaded from outside unasked. */
export function Body({ email, name, onImages }: Props) {
  const app = useApp();
  const { imagesFrom } = useCell(app.preferences);
  const dark = useDark();
  const sender = email.from?.[0]?.email.toLowerCase();
  const trusted = sender !== undefined && imagesFrom.includes(sender);
  const [once, setOnce] = useState(false);
  const [facts, setFacts] = useState<FrameFacts>();
  const [failure, setFailure] = useState<JmapError>();
  const [tries, setTries] = useState(0);
  /** Mail that sets its own colours lies on white in the dark, unless its reader wants it dark. */
  const [darkened, setDarkened] = useState(false);
  const authored = facts?.authored ?? false;
  const theme = dark ? "dark" : "light";
  const images = trusted || once ? "proxy" : "none";
  const frame = useRef<HTMLIFrameElement>(null);
  const told = useRef(onImages);
  told.current = onImages;
  const url = paths(app.accountId, email.id).frame(images, theme);

  useEffect(() => {
    const iframe = frame.current;
    if (!iframe) return;
    let left = false;
    let unbind: (() => void) | undefined;
    setFailure(undefined);
    const loaded = () => {
      unbind?.();
      unbind = undefined;
      // The empty document before the first navigation also "loads".
      if (iframe.contentWindow?.location.href === "about:blank") return;
      const bound = bindFrame(iframe, {
        onMailto: (href) => app.write({ kind: "new", to: href }),
        onFacts: (got) => {
          setFacts(got);
          setDarkened(false);
          told.current(got.blobs);
        },
      });
      if (bound) unbind = bound;
      else {
        problemOf(url)
          .then((error) => left || setFailure(error))
          .catch((error) => left || setFailure(asError(error)));
      }
    };
    iframe.addEventListener("load", loaded);
    // Replacing keeps the frame's steps out of the page's own history.
    iframe.contentWindow?.location.replace(url);
    return () => {
      left = true;
      iframe.removeEventListener("load", loaded);
      unbind?.();
    };
  }, [app, url, tries]);

  const always = () => {
    if (sender) app.setPreference({ imagesFrom: [...new Set([...imagesFrom, sender])] });
  };
  return (
    <>
      {facts && facts.blocked > 0 && images === "none" ? (
        <div className={styles.blocked}>
          <span>{t("reading.blocked")}</span>
          <button type="button" className={styles.textButton} onClick={() => setOnce(true)}>
            {t("reading.showOnce")}
          </button>
          {sender ? (
            <button type="button" className={styles.textButton} title={sender} onClick={always}>
              {t("reading.always")}
            </button>
          ) : null}
        </div>
      ) : null}
      {failure ? <Trouble error={failure} again={() => setTries((n) => n + 1)} part /> : null}
      <div className={styles.bodySheet} hidden={failure !== undefined}>
        {dark && authored ? (
          <span className={styles.moon}>
            <IconButton
              icon={darkened ? Sun : Moon}
              label={t(darkened ? "reading.onWhite" : "reading.darken")}
              side="start"
              onClick={() => {
                darken(frame.current, !darkened);
                setDarkened(!darkened);
              }}
            />
          </span>
        ) : null}
        <iframe
          ref={frame}
          className={styles.frame}
          sandbox={SANDBOX}
          title={t("reading.messageFrom", { name })}
          data-ready={facts ? true : undefined}
          data-sheet={(dark && authored) || undefined}
        />
      </div>
    </>
  );
}
