// SPDX-License-Identifier: Apache-2.0
import { Bold, Italic, Link2, Underline } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { FromFrame, Marks } from "../../editor/protocol.ts";
import { locale, t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useApp } from "../app.ts";
import { AskLink } from "../compose/AskLink.tsx";
import { newKey } from "../compose/draft.ts";
import { decodeFlowed, showLines } from "../compose/flowed.ts";
import { EditorFrame, FRAME_URL, themeOf } from "../compose/frame.ts";
import { sizeText } from "../compose/size.ts";
import styles from "./Identities.module.css";

/** A signature with its pictures is kept as one record, and goes with every message. */
const MOST_PICTURE = 24_000;

const FORMATS = [
  ["bold", Bold, "Ctrl B"],
  ["italic", Italic, "Ctrl I"],
  ["underline", Underline, "Ctrl U"],
] as const;

/** The composer's frame with a small toolbar: what is written here is cleaned as every text is. */
export function SignatureEditor(props: {
  html: string;
  labelledBy: string;
  write(html: string, text: string, typed: boolean): void;
}) {
  const app = useApp();
  const element = useRef<HTMLIFrameElement>(null);
  const frame = useRef<EditorFrame | undefined>(undefined);
  const [marks, setMarks] = useState<Marks>();
  const [linking, setLinking] = useState(false);
  const write = useRef(props.write);
  write.current = props.write;
  const [begin] = useState(props.html);

  useEffect(() => {
    const iframe = element.current!;
    const pictures = new Map<string, string>();
    const made = new EditorFrame(iframe, {
      first: () => ({
        type: "init",
        html: begin,
        theme: themeOf(iframe),
        label: t("identity.signature"),
        lang: locale,
        cursor: "none",
      }),
      onMessage: (message) => {
        if (message.type === "marks") setMarks(message.marks);
        else if (message.type === "content") {
          const { html, text } = message.content;
          const blank = text.trim() === "" && !html.includes("<img");
          const whole = html.replace(/cid:([\w.-]+)/gu, (cid, key) => pictures.get(key) ?? cid);
          write.current(blank ? "" : whole, showLines(decodeFlowed(text)), message.typed);
        } else if (message.type === "key") forward(message.key);
        else void picture(message, made, pictures, tooLarge);
      },
    });
    const tooLarge = () =>
      app.toasts.show({
        tone: "alert",
        text: t("identity.pictureTooLarge", { most: sizeText(MOST_PICTURE) }),
      });
    frame.current = made;
    const themed = () => made.say({ type: "theme", theme: themeOf(iframe) });
    const watch = new MutationObserver(themed);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    iframe.src = FRAME_URL;
    return () => {
      watch.disconnect();
      made.close();
    };
  }, [app, begin]);

  return (
    <div className={styles.editor}>
      <Toolbar label={t("identity.tools")} className={styles.tools}>
        {FORMATS.map(([command, icon, keys]) => (
          <IconButton
            key={command}
            icon={icon}
            label={t(`format.${command}`)}
            keys={keys}
            aria-pressed={marks?.[command] ?? false}
            onClick={() => frame.current?.say({ type: "command", command })}
          />
        ))}
        <IconButton
          icon={Link2}
          label={t("format.link")}
          aria-pressed={Boolean(marks?.link)}
          onClick={() => setLinking(true)}
        />
      </Toolbar>
      <iframe
        ref={element}
        className={styles.frame}
        sandbox="allow-scripts"
        title={t("identity.signature")}
        aria-labelledby={props.labelledBy}
      />
      {linking ? (
        <AskLink frame={frame.current} link={marks?.link} onClose={() => setLinking(false)} />
      ) : null}
    </div>
  );
}

type KeyMessage = Extract<FromFrame, { type: "key" }>["key"];

function forward({ key, code, ctrl, shift, alt }: KeyMessage): void {
  const more = { ctrlKey: ctrl, shiftKey: shift, altKey: alt, bubbles: true };
  window.dispatchEvent(new KeyboardEvent("keydown", { key, code, ...more }));
}

/** Pictures by paste and drop: they lie in the signature itself, so that no other server is asked for them. */
async function picture(
  message: FromFrame,
  frame: EditorFrame,
  pictures: Map<string, string>,
  tooLarge: () => void,
): Promise<void> {
  const files =
    message.type === "files" ? message.files : message.type === "embedded" ? [message.file] : [];
  for (const file of files) {
    if (!file.type.startsWith("image/")) continue;
    if (file.size > MOST_PICTURE) {
      tooLarge();
      continue;
    }
    const cid = newKey();
    pictures.set(cid, await dataUrl(file));
    const alt = message.type === "files" ? file.name : "";
    if (message.type === "embedded")
      frame.say({ type: "image", src: message.src, cid, blob: file, alt });
    else frame.say({ type: "add-image", cid, blob: file, alt });
  }
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error(file.type));
    reader.readAsDataURL(file);
  });
}
