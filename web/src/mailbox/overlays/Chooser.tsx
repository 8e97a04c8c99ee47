// SPDX-License-Identifier: Apache-2.0
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { keysText } from "../../text/keys.ts";
import { t } from "../../text/t.tsx";
import { Key } from "../../ui/buttons.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Chooser.module.css";

export interface Choice {
  id: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
  keys?: string | undefined;
  /** Heading of the part that the choice stands in. */
  part?: string;
  run(): void;
}

/** A field over a list of choices: the palette and the folder picker. */
export function Chooser(props: {
  title: string;
  hint: string;
  about?: string;
  none: string;
  find(text: string): Choice[];
  onClose(): void;
}) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const choices = props.find(text);
  const now = Math.min(at, choices.length - 1);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });
  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    props.onClose();
    // After the dialog has given the focus back: the choice may move it elsewhere.
    setTimeout(() => choice.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt((now + 1) % Math.max(1, choices.length));
    else if (event.key === "ArrowUp")
      setAt((now - 1 + choices.length) % Math.max(1, choices.length));
    else if (event.key === "Enter") run(choices[now]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label={props.title} width={640} place="top" onClose={props.onClose}>
      <div className={styles.field}>
        <Search size={20} strokeWidth={1.75} aria-hidden />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={choices[now] ? `${id}-${now}` : undefined}
          aria-label={props.title}
          placeholder={props.hint}
          value={text}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          autoFocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {props.about ? (
          <span className={styles.about} dir="auto">
            {props.about}
          </span>
        ) : null}
      </div>
      <div ref={list} id={id} role="listbox" aria-label={props.title} className={styles.list}>
        {choices.map((choice, index) => (
          <div key={choice.id} role="presentation">
            {choice.part && choice.part !== choices[index - 1]?.part ? (
              <div className={styles.part} role="presentation">
                {choice.part}
              </div>
            ) : null}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === now}
              className={styles.choice}
              onPointerMove={() => setAt(index)}
              onClick={() => run(choice)}
            >
              {choice.icon}
              <span className={styles.label} dir="auto">
                {bold(choice.label, text)}
              </span>
              {choice.detail ? (
                <span className={styles.detail} dir="auto">
                  {choice.detail}
                </span>
              ) : null}
              <span className={styles.space} />
              {choice.keys ? <Key>{keysText(choice.keys)}</Key> : null}
            </div>
          </div>
        ))}
        {choices.length === 0 ? <p className={styles.none}>{props.none}</p> : null}
      </div>
      <div className={styles.foot} aria-hidden="true">
        <span>
          <Key>↑</Key> <Key>↓</Key> {t("chooser.choose")}
        </span>
        <span>
          <Key>{t("key.enter")}</Key> {t("chooser.do")}
        </span>
        <span>
          <Key>{t("key.escape")}</Key> {t("chooser.close")}
        </span>
      </div>
    </Dialog>
  );
}

function bold(label: string, text: string): ReactNode {
  const at = text.trim() ? label.toLowerCase().indexOf(text.trim().toLowerCase()) : -1;
  if (at < 0) return label;
  const end = at + text.trim().length;
  return (
    <>
      {label.slice(0, at)}
      <b>{label.slice(at, end)}</b>
      {label.slice(end)}
    </>
  );
}

/** How well a text fits what was typed: start of the text, start of a word, within; none is -1. */
export function fit(text: string, typed: string): number {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return 0;
  const folded = text.toLowerCase();
  if (folded.startsWith(wanted)) return 3;
  if (new RegExp(`[\\s/]${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`).test(folded)) return 2;
  return folded.includes(wanted) ? 1 : -1;
}
