// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import { useApp } from "../app.ts";
import { type Chip, chipOf, written } from "./addresses.ts";
import styles from "./compose.module.css";
import { type Suggestion, suggest } from "./suggest.ts";
import type { Field, Writing } from "./writing.ts";

const AFTER_MS = 100;

interface Props {
  writing: Writing;
  field: Field;
  label: string;
  more?: ReactNode;
  /** Takes the keyboard when it appears. */
  first: boolean;
}

/** One line of recipients: chips, and a combobox that completes from the directory and past mail. */
export function Recipients({ writing, field, label, more, first }: Props) {
  const { draft, typed } = useCell(writing);
  const chips = draft[field];
  const text = typed[field];
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLSpanElement>(null);
  const { found, close } = useSuggestions(text, chips);
  const [active, setActive] = useState(0);
  const open = found.length > 0;
  const faults = chips.filter((chip) => chip.fault !== null);
  const at = Math.min(active, found.length - 1);

  useEffect(() => {
    if (first) input.current?.focus();
  }, []);

  const add = (suggestion: Suggestion) => {
    const chip = chipOf(suggestion, suggestion.outside);
    writing.type(field, "");
    writing.edit({ [field]: [...chips, chip] });
    close();
    setActive(0);
  };
  const remove = (index: number) => {
    writing.edit({ [field]: chips.filter((_, i) => i !== index) });
    input.current?.focus();
  };
  const change = (index: number) => {
    const chip = chips[index];
    if (!chip) return;
    writing.edit({ [field]: chips.filter((_, i) => i !== index) });
    writing.type(field, written(chip));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (open && event.key === "Escape") {
      close();
      event.stopPropagation();
    } else if (
      open &&
      (event.key === "Enter" || event.key === "Tab") &&
      !event.ctrlKey &&
      !event.shiftKey
    ) {
      add(found[at] as Suggestion);
    } else if ((event.key === "Enter" && !event.ctrlKey) || /^[,;，；、]$/.test(event.key)) {
      if (text.trim() === "" && event.key !== "Enter") return;
      writing.commit(field);
    } else if (
      (event.key === "Backspace" || event.key === "ArrowLeft") &&
      atStart(event.currentTarget)
    ) {
      lastChip(list.current)?.focus();
    } else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!/[,;\n@]/.test(pasted)) return;
    event.preventDefault();
    writing.type(field, text + pasted);
    writing.commit(field);
  };
  return (
    <div className={styles.line} data-field={field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.chips} ref={list}>
        {chips.map((chip, index) => (
          <ChipButton
            key={chip.email}
            chip={chip}
            remove={() => remove(index)}
            change={() => change(index)}
            input={input}
          />
        ))}
        <input
          ref={input}
          id={id}
          className={styles.typed}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open ? `${id}-${at}` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="email"
          value={text}
          onChange={(event) => {
            setActive(0);
            writing.type(field, event.target.value);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            writing.commit(field);
            close();
          }}
        />
        {faults.length > 0 ? (
          <span className={styles.faults} role="alert">
            {faults.map((chip) => t(`address.${chip.fault}`, { email: chip.email })).join(" ")}
          </span>
        ) : null}
      </span>
      {more}
      {open ? (
        <ul
          className={styles.found}
          role="listbox"
          id={`${id}-list`}
          aria-label={t("compose.suggestions")}
        >
          {found.map((one, index) => (
            <li
              key={one.email}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.foundRow}
              onPointerDown={(event) => {
                event.preventDefault();
                add(one);
              }}
            >
              <Avatar person={one} size={28} />
              <span className={styles.foundText}>
                <bdi className={styles.foundName}>{one.name || one.email}</bdi>
                {one.name ? <bdi className={styles.foundMail}>{one.email}</bdi> : null}
              </span>
              {one.outside ? <span className={styles.outside}>{t("compose.outside")}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function atStart(input: HTMLInputElement): boolean {
  return input.selectionStart === 0 && input.selectionEnd === 0;
}

const chipsOf = (list: Element | null) => [
  ...(list?.querySelectorAll<HTMLElement>("[data-chip]") ?? []),
];
const lastChip = (list: Element | null) => chipsOf(list).at(-1);

function ChipButton({
  chip,
  remove,
  change,
  input,
}: {
  chip: Chip;
  remove(): void;
  change(): void;
  input: { readonly current: HTMLInputElement | null };
}) {
  const why = chip.fault ? t(`address.${chip.fault}`, { email: chip.email }) : "";
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const all = chipsOf(event.currentTarget.closest(`.${styles.chips}`));
    const index = all.indexOf(event.currentTarget);
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const [back, on] = rtl ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    if (event.key === "Backspace" || event.key === "Delete") remove();
    else if (event.key === "Enter" && !event.ctrlKey) change();
    else if (event.key === back) all[index - 1]?.focus();
    else if (event.key === on) (all[index + 1] ?? input.current)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <span className={styles.chip} data-bad={chip.fault ? true : undefined}>
      <button
        type="button"
        data-chip
        tabIndex={-1}
        className={styles.chipName}
        title={chip.name ? chip.email : undefined}
        onKeyDown={onKeyDown}
        onDoubleClick={change}
      >
        <Avatar person={chip} size={20} />
        <bdi>{chip.name || chip.email}</bdi>
        <span className="spoken">{chip.name ? `${chip.email} ${why}` : why}</span>
      </button>
      <button
        type="button"
        className={styles.chipX}
        tabIndex={-1}
        aria-label={t("compose.remove", { name: chip.name || chip.email })}
        onClick={remove}
      >
        <X size={14} strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  );
}

function useSuggestions(text: string, chips: readonly Chip[]) {
  const app = useApp();
  const [found, setFound] = useState<Suggestion[]>([]);
  const words = text.trim();
  useEffect(() => {
    if (words === "") {
      setFound([]);
      return;
    }
    let late = false;
    const timer = setTimeout(async () => {
      const got = await suggest(app, words).catch(() => []);
      const have = new Set(chips.map((chip) => chip.email.toLowerCase()));
      if (!late) setFound(got.filter((one) => !have.has(one.email.toLowerCase())));
    }, AFTER_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [words, app]);
  return { found, close: () => setFound([]) };
}
