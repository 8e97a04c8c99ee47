// SPDX-License-Identifier: Apache-2.0
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "../text/t.tsx";
import { Button } from "./buttons.tsx";
import styles from "./Dialog.module.css";

/** The browser's own modal dialog; closing it gives the focus back. */
export function Dialog({
  label,
  width,
  place,
  onClose,
  children,
}: {
  label: string;
  width: number;
  place?: "top";
  onClose(): void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current!;
    const opener = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => {
      dialog.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      data-place={place}
      style={{ inlineSize: `${width}px` }}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}

/** Asks before what cannot be undone, and only then. */
export function Confirm(props: {
  title: string;
  text?: string;
  verb: string;
  run(): void;
  onClose(): void;
}) {
  return (
    <Dialog label={props.title} width={420} onClose={props.onClose}>
      <div className={styles.ask}>
        <h2>{props.title}</h2>
        {props.text ? <p>{props.text}</p> : null}
        <div className={styles.row}>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button
            bad
            autoFocus
            onClick={() => {
              props.onClose();
              props.run();
            }}
          >
            {props.verb}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Asks for a name. `save` returns why the name cannot be taken, or nothing. */
export function AskName(props: {
  title: string;
  label: string;
  verb: string;
  value?: string;
  save(name: string): Promise<string | undefined>;
  onClose(): void;
}) {
  const [why, setWhy] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    if (!name) return;
    const refused = await props.save(name);
    if (refused) setWhy(refused);
    else props.onClose();
  };
  return (
    <Dialog label={props.title} width={420} onClose={props.onClose}>
      <form className={styles.ask} onSubmit={submit}>
        <h2>{props.title}</h2>
        <input
          className={styles.field}
          name="name"
          aria-label={props.label}
          aria-invalid={why ? true : undefined}
          aria-describedby={why ? "why" : undefined}
          defaultValue={props.value}
          maxLength={200}
          autoComplete="off"
          dir="auto"
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
        />
        {why ? (
          <p className={styles.why} id="why" role="alert">
            {why}
          </p>
        ) : null}
        <div className={styles.row}>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button primary type="submit">
            {props.verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
