// SPDX-License-Identifier: Apache-2.0
import { ArrowLeft, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useCell } from "../../store/hooks.ts";
import { dayDate } from "../../text/dates.ts";
import { t } from "../../text/t.tsx";
import { IconButton, Key } from "../../ui/buttons.tsx";
import { useApp } from "../app.ts";
import { rowsOf } from "../view.ts";
import { type Chip, dateOf, parseQuery, type Query, queryText } from "./query.ts";
import styles from "./Search.module.css";

const TYPING_MS = 120;
const LEAST_LETTERS = 2;

/** What was typed becomes a chip as soon as a space ends it. */
function split(text: string, chips: Chip[]): Query {
  const ended = text.endsWith(" ") && !/"[^"]*$/.test(text);
  if (!ended) return { chips, words: text };
  const parsed = parseQuery(text);
  if (parsed.chips.length === 0) return { chips, words: text };
  return { chips: [...chips, ...parsed.chips], words: parsed.words ? `${parsed.words} ` : "" };
}

export function SearchBox(props: { phone?: boolean; autoFocus?: boolean; onLeave?(): void }) {
  const app = useApp();
  const route = useCell(app.router);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState<Query>(() => parseQuery(route.query ?? ""));
  const [focused, setFocused] = useState(false);
  const sent = useRef(route.query);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address decides: Back and Esc empty the box, a link fills it.
  useEffect(() => {
    if (route.query === sent.current) return;
    sent.current = route.query;
    clearTimeout(timer.current);
    setQuery(parseQuery(route.query ?? ""));
  }, [route.query]);

  useEffect(() => {
    app.focusSearch = () => {
      input.current?.focus();
      input.current?.select();
    };
    if (props.autoFocus) input.current?.focus();
    return () => clearTimeout(timer.current);
  }, [app, props.autoFocus]);

  const show = (next: Query, wait = TYPING_MS) => {
    setQuery(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const text = queryText({ chips: next.chips, words: next.words.trim() });
      const letters = next.words.trim().length;
      if (text === (sent.current ?? "")) return;
      if (letters > 0 && letters < LEAST_LETTERS && next.chips.length === 0) return;
      const { query: _, emailId: __, ...rest } = app.router.value;
      const before = sent.current;
      sent.current = text || undefined;
      app.ui.update({
        selected: new Set(),
        selectedAll: false,
        cursor: undefined,
        everywhere: false,
      });
      if (text) app.router.go({ ...rest, query: text }, before === undefined ? "push" : "replace");
      else app.router.go(rest, "replace");
    }, wait);
  };
  const leave = () => {
    clearTimeout(timer.current);
    setQuery({ chips: [], words: "" });
    sent.current = undefined;
    const { query: had, emailId: _, ...rest } = app.router.value;
    if (had !== undefined) app.router.go(rest);
    input.current?.blur();
    props.onLeave?.();
    app.list?.focusCursor();
  };
  const toResults = () => {
    const first = rowsOf(app)[0];
    if (first === undefined) return;
    app.ui.update({ cursor: first });
    app.list?.focusCursor();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const atStart =
      event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    if (event.key === "Escape") leave();
    else if (event.key === "Backspace" && atStart && query.chips.length > 0)
      show({ ...query, chips: query.chips.slice(0, -1) });
    else if (event.key === "Enter") {
      show(split(`${query.words} `, query.chips), 0);
      setTimeout(toResults, 250);
    } else if (event.key === "ArrowDown") toResults();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const active = focused || query.chips.length > 0 || query.words !== "";
  return (
    <div
      className={styles.box}
      role="search"
      data-active={active || undefined}
      data-phone={props.phone || undefined}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) {
          event.preventDefault();
          input.current?.focus();
        }
      }}
    >
      {props.phone ? (
        <IconButton icon={ArrowLeft} label={t("back")} onClick={leave} />
      ) : (
        <Search size={18} strokeWidth={1.75} aria-hidden />
      )}
      {query.chips.map((chip, index) => (
        <ChipView
          key={`${chip.operator}${chip.value}${index}`}
          chip={chip}
          remove={() => {
            show({ ...query, chips: query.chips.filter((_, i) => i !== index) });
            input.current?.focus();
          }}
        />
      ))}
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded={route.query !== undefined}
        aria-controls="list"
        aria-autocomplete="list"
        aria-label={t("search")}
        placeholder={query.chips.length ? "" : t("search.hint")}
        value={query.words}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        enterKeyHint="search"
        onChange={(event) => show(split(event.currentTarget.value, query.chips))}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      {active && props.phone ? (
        <IconButton
          icon={X}
          label={t("search.clear")}
          side="start"
          onClick={() => {
            show({ chips: [], words: "" });
            input.current?.focus();
          }}
        />
      ) : props.phone ? null : (
        <Key>{active ? t("key.escape") : "/"}</Key>
      )}
    </div>
  );
}

function ChipView({ chip, remove }: { chip: Chip; remove(): void }) {
  const app = useApp();
  const date =
    chip.operator === "before" || chip.operator === "after" ? dateOf(chip.value) : undefined;
  const folder =
    chip.operator === "in"
      ? app.store.mailboxes.all().find((m) => m.role === chip.value)
      : undefined;
  const value = date
    ? dayDate(date.toISOString())
    : folder
      ? app.mailboxName(folder)
      : chip.operator === "is" || chip.operator === "has"
        ? t(`chip.value.${chip.value}`)
        : chip.value;
  const name = t(`chip.${chip.operator}`);
  return (
    <span className={styles.chip}>
      <span>
        {name} <b dir="auto">{value}</b>
      </span>
      <button type="button" aria-label={t("chip.remove", { name, value })} onClick={remove}>
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}
