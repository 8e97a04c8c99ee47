// SPDX-License-Identifier: Apache-2.0
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { FromFrame, Marks } from "../../editor/protocol.ts";
import { Cell } from "../../store/events.ts";
import { useCellSelect } from "../../store/hooks.ts";
import { locale, t } from "../../text/t.tsx";
import styles from "./compose.module.css";
import { decodeFlowed, encodeFlowed, readLines, showLines } from "./flowed.ts";
import { EditorFrame, FRAME_URL, themeOf } from "./frame.ts";
import { ownLines } from "./signature.ts";
import type { Writing } from "./writing.ts";

/** Where the cursor of each window stands, for its toolbar. */
export const marksOf = new WeakMap<Writing, Cell<Marks | null>>();

export function marksCell(writing: Writing): Cell<Marks | null> {
  let cell = marksOf.get(writing);
  if (!cell) {
    cell = new Cell<Marks | null>(null);
    marksOf.set(writing, cell);
  }
  return cell;
}

interface Props {
  writing: Writing;
  onKey(event: KeyboardEvent): void;
}

export function Editor(props: Props) {
  const mode = useCellSelect(props.writing, (state) => state.draft.mode);
  return mode === "rich" ? <Rich {...props} /> : <Plain writing={props.writing} />;
}

function Rich({ writing, onKey }: Props) {
  const element = useRef<HTMLIFrameElement>(null);
  const keys = useRef(onKey);
  keys.current = onKey;
  useEffect(() => {
    const iframe = element.current;
    if (!iframe) return;
    const marks = marksCell(writing);
    const frame = new EditorFrame(iframe, {
      first: () => ({
        type: "init",
        html: writing.value.draft.html,
        theme: themeOf(iframe),
        label: t("compose.text"),
        lang: locale,
        cursor: writing.value.draft.to.length > 0 ? "start" : "none",
      }),
      onMessage: (message) => received(message, writing, marks, keys.current),
    });
    writing.frame = frame;
    const themed = () => frame.say({ type: "theme", theme: themeOf(iframe) });
    const watch = new MutationObserver(themed);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", themed);
    iframe.src = FRAME_URL;
    return () => {
      watch.disconnect();
      dark.removeEventListener("change", themed);
      if (writing.frame === frame) writing.frame = undefined;
      frame.close();
    };
  }, [writing]);
  return (
    <iframe
      ref={element}
      className={styles.frame}
      sandbox="allow-scripts"
      title={t("compose.text")}
    />
  );
}

function received(
  message: FromFrame,
  writing: Writing,
  marks: Cell<Marks | null>,
  onKey: (event: KeyboardEvent) => void,
): void {
  switch (message.type) {
    case "content":
      writing.wrote(message.content, message.typed);
      break;
    case "marks":
      marks.set(message.marks);
      break;
    case "files":
      writing.attach(message.files, message.inline);
      break;
    case "want-image":
      void writing.showImage(message.src);
      break;
    case "embedded":
      writing.embed(message.src, message.file);
      break;
    case "dragging":
      writing.update({ dragging: message.over });
      break;
    case "key": {
      const { key, code, ctrl, shift, alt } = message.key;
      const event = new KeyboardEvent("keydown", {
        key,
        code,
        ctrlKey: ctrl,
        shiftKey: shift,
        altKey: alt,
        bubbles: true,
      });
      if (key === "F6" || (ctrl && key.toLowerCase() === "k")) window.dispatchEvent(event);
      else onKey(event);
      break;
    }
    case "ready":
    case "focus":
      break;
  }
}

function Plain({ writing }: { writing: Writing }) {
  const [text, setText] = useState(() => showLines(decodeFlowed(writing.value.draft.text)));
  const area = useRef<HTMLTextAreaElement>(null);
  const rewritten = useCellSelect(writing, (state) => state.rewritten);
  const seen = useRef(rewritten);
  const caret = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (seen.current === rewritten) return;
    seen.current = rewritten;
    caret.current = area.current?.selectionStart ?? 0;
    setText(showLines(decodeFlowed(writing.value.draft.text)));
  }, [writing, rewritten]);
  // The signature stands behind what is being written: the cursor stays where it was.
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [text]);
  useEffect(() => {
    if (writing.value.draft.to.length === 0) return;
    area.current?.focus();
    area.current?.setSelectionRange(0, 0);
  }, [writing]);
  return (
    <textarea
      ref={area}
      className={styles.plain}
      aria-label={t("compose.text")}
      dir="auto"
      value={text}
      onChange={(event) => {
        const value = event.target.value;
        setText(value);
        const lines = readLines(value);
        writing.edit({
          text: encodeFlowed(lines),
          own: ownLines(encodeFlowed(lines), writing.signature),
        });
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
        event.preventDefault();
        writing.attach(files, false);
      }}
    />
  );
}
