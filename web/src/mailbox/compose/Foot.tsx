// SPDX-License-Identifier: Apache-2.0
import {
  Bold,
  Ellipsis,
  ImagePlus,
  Italic,
  Link2,
  List,
  ListOrdered,
  Paperclip,
  RemoveFormatting,
  SendHorizontal,
  Strikethrough,
  TextQuote,
  Trash2,
  Underline,
} from "lucide-react";
import { useState } from "react";
import type { Command } from "../../editor/protocol.ts";
import { useCell, useCellSelect } from "../../store/hooks.ts";
import { keysText } from "../../text/keys.ts";
import { t } from "../../text/t.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { MenuButton, type MenuItem } from "../../ui/Menu.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useApp } from "../app.ts";
import { AskLink } from "./AskLink.tsx";
import { pickFiles } from "./Composer.tsx";
import styles from "./compose.module.css";
import type { Desk } from "./desk.ts";
import { marksCell } from "./Editor.tsx";
import { richOf } from "./signature.ts";
import type { Writing } from "./writing.ts";

const FORMATS = [
  ["bold", Bold, "Ctrl B"],
  ["italic", Italic, "Ctrl I"],
  ["underline", Underline, "Ctrl U"],
  ["bullets", List, "Ctrl Shift 8"],
  ["numbers", ListOrdered, "Ctrl Shift 9"],
  ["quote", TextQuote, "Ctrl ]"],
] as const;

export function Foot({ writing, desk }: { writing: Writing; desk: Desk }) {
  const app = useApp();
  const rich = useCellSelect(writing, (state) => state.draft.mode === "rich");
  const marks = useCell(marksCell(writing));
  const [linking, setLinking] = useState(false);
  const run = (command: Command) => writing.frame?.say({ type: "command", command });
  const more = (): MenuItem[] => [
    ...(rich
      ? [
          {
            label: t("format.strike"),
            icon: Strikethrough,
            keys: "Ctrl Shift 7",
            run: () => run("strike"),
          },
          { label: t("format.clear"), icon: RemoveFormatting, run: () => run("clear") },
          "line" as const,
        ]
      : []),
    {
      label: t(rich ? "compose.plain" : "compose.rich"),
      run: () => {
        turn(writing);
        app.setPreference({ composeMode: rich ? "plain" : "rich" });
      },
    },
  ];
  return (
    <div className={styles.foot}>
      <SendButton writing={writing} />
      <Toolbar label={t("compose.tools")} className={styles.tools}>
        {rich
          ? FORMATS.map(([command, icon, keys]) => (
              <IconButton
                key={command}
                icon={icon}
                label={t(`format.${command}`)}
                keys={keys}
                aria-pressed={marks?.[command] ?? false}
                onClick={() => run(command)}
              />
            ))
          : null}
        {rich ? (
          <>
            <IconButton
              icon={Link2}
              label={t("format.link")}
              aria-pressed={Boolean(marks?.link)}
              onClick={() => setLinking(true)}
            />
            <IconButton
              icon={ImagePlus}
              label={t("format.image")}
              onClick={() => pickFiles(writing, "image/*", true)}
            />
            <span className={styles.rule} />
          </>
        ) : null}
        <IconButton
          icon={Paperclip}
          label={t("compose.attach")}
          keys="Ctrl Shift A"
          onClick={() => pickFiles(writing)}
        />
      </Toolbar>
      <span className={styles.end}>
        <MenuButton icon={Ellipsis} label={t("compose.more")} items={more} side="start" />
        <IconButton
          icon={Trash2}
          label={t("compose.discard")}
          keys="Ctrl Shift D"
          side="start"
          onClick={() => void desk.discard(writing)}
        />
      </span>
      {linking ? (
        <AskLink frame={writing.frame} link={marks?.link} onClose={() => setLinking(false)} />
      ) : null}
    </div>
  );
}

export function SendButton({ writing }: { writing: Writing }) {
  return (
    <button
      type="button"
      className={styles.send}
      title={`${t("compose.send")}  ${keysText("Ctrl Enter")}`}
      onClick={() => void writing.send()}
    >
      <SendHorizontal size={16} strokeWidth={1.75} aria-hidden />
      {t("compose.send")}
    </button>
  );
}

/** Between rich and plain text; the words stay. */
function turn(writing: Writing): void {
  const { draft } = writing.value;
  // Where nothing was written yet, the room to write stays.
  const room = draft.own.trim() === "" && draft.text !== "" ? "\r\n\r\n" : "";
  if (draft.mode === "rich") writing.edit({ mode: "plain", text: room + draft.text });
  else writing.edit({ mode: "rich", html: richOf(draft.text, writing.signature) });
}
