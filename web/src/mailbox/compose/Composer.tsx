// SPDX-License-Identifier: Apache-2.0
import { Maximize2, Minimize2, Minus, X } from "lucide-react";
import { type DragEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import styles from "./compose.module.css";
import type { Desk } from "./desk.ts";
import { Editor } from "./Editor.tsx";
import { Files } from "./Files.tsx";
import { Foot, SendButton } from "./Foot.tsx";
import { Head } from "./Head.tsx";
import { Notices } from "./Notices.tsx";
import { SaveText } from "./SaveText.tsx";
import type { Writing } from "./writing.ts";

/** One composer window. It is never moved in the document: moving would load its editor anew. */
export function Composer({ writing, desk }: { writing: Writing; desk: Desk }) {
  const state = useCell(writing);
  const { draft, size } = state;
  const section = useRef<HTMLElement>(null);
  const title = draft.subject.trim() || t(draft.inReplyTo ? "compose.reply" : "compose.new");
  const opener = useRef(document.activeElement as HTMLElement | null);

  useEffect(() => {
    const from = opener.current;
    const hidden = () => {
      if (document.visibilityState === "hidden") void writing.save();
    };
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      if (from?.isConnected) from.focus();
    };
  }, [writing]);

  const minimise = () => {
    writing.update({ size: "minimised" });
    if (opener.current?.isConnected) opener.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const handled = composerKey(event.nativeEvent, writing, desk, minimise);
    // Letters typed here are words, not the mailbox's commands; F6 goes on to the next pane.
    if (handled) event.preventDefault();
    if (event.key !== "F6") event.stopPropagation();
  };
  if (state.sending === "now") return null;
  return (
    <section
      ref={section}
      className={styles.window}
      data-size={size}
      data-dragging={state.dragging || undefined}
      role="dialog"
      aria-label={t("compose.window", { subject: title })}
      onKeyDown={onKeyDown}
      {...dropOn(writing)}
    >
      <div className={styles.head}>
        <button
          type="button"
          className={styles.title}
          aria-expanded={size !== "minimised"}
          onClick={() => (size === "minimised" ? writing.update({ size: "docked" }) : minimise())}
        >
          <span className={styles.subject} dir="auto">
            {title}
          </span>
          <SaveText writing={writing} />
        </button>
        <div className={styles.windowButtons}>
          <span className={styles.phoneSend}>
            <SendButton writing={writing} />
          </span>
          {size === "minimised" ? null : (
            <IconButton icon={Minus} label={t("compose.minimise")} keys="Esc" onClick={minimise} />
          )}
          <span className={styles.notOnPhone}>
            <IconButton
              icon={size === "full" ? Minimize2 : Maximize2}
              label={t(size === "full" ? "compose.dock" : "compose.full")}
              onClick={() => writing.update({ size: size === "full" ? "docked" : "full" })}
            />
          </span>
          <IconButton
            icon={X}
            label={t("compose.close")}
            side="start"
            onClick={() => void writing.close()}
          />
        </div>
      </div>
      <div className={styles.body} hidden={size === "minimised"}>
        <Head writing={writing} />
        <Editor writing={writing} onKey={(event) => composerKey(event, writing, desk, minimise)} />
        <Files writing={writing} />
        <Notices writing={writing} />
        <Foot writing={writing} desk={desk} />
      </div>
      {state.dragging ? <div className={styles.dropHere}>{t("compose.dropHere")}</div> : null}
    </section>
  );
}

type Key = Pick<
  globalThis.KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing"
>;

/** The composer's own keys; true when the key was one. */
function composerKey(event: Key, writing: Writing, desk: Desk, minimise: () => void): boolean {
  if (event.isComposing) return false;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && event.key === "Enter") void writing.send();
  else if (ctrl && event.shiftKey && event.code === "KeyA") pickFiles(writing);
  else if (ctrl && event.shiftKey && event.code === "KeyD") void desk.discard(writing);
  else if (event.key === "Escape") minimise();
  else return false;
  return true;
}

/** Opens the browser's file picker. */
export function pickFiles(writing: Writing, accept?: string, inline = false): void {
  const input = document.querySelector<HTMLInputElement>(`#files-${writing.key}`);
  if (!input) return;
  input.accept = accept ?? "";
  input.dataset.inline = inline ? "yes" : "";
  input.click();
}

function dropOn(writing: Writing) {
  const carries = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    onDragOver: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      if (!writing.value.dragging) writing.update({ dragging: true });
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null))
        writing.update({ dragging: false });
    },
    onDrop: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      writing.update({ dragging: false });
      writing.attach([...event.dataTransfer.files], false);
    },
  };
}
