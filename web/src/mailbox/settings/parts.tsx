// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useId } from "react";
import styles from "./settings.module.css";

/** One setting: its name and meaning at the start, its control beside. */
export function Setting({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.setting} aria-labelledby={id}>
      <div className={styles.about}>
        <h3 className={styles.name} id={id}>
          {title}
        </h3>
        {hint ? <p className={styles.hint}>{hint}</p> : null}
      </div>
      <div className={styles.control}>{children}</div>
    </section>
  );
}

export interface Choice<T extends string> {
  value: T;
  label: string;
  picture: ReactNode;
}

/** Radio buttons with pictures. */
export function Choices<T extends string>(props: {
  title: string;
  hint?: string;
  value: T;
  choices: Choice<T>[];
  choose(value: T): void;
}) {
  const name = useId();
  return (
    <fieldset className={styles.setting}>
      <legend className={styles.legend}>
        <span className={styles.name}>{props.title}</span>
        {props.hint ? <span className={styles.hint}>{props.hint}</span> : null}
      </legend>
      <div className={styles.cards}>
        {props.choices.map((choice) => (
          <label key={choice.value} className={styles.card}>
            <span className={styles.picture} data-on={choice.value === props.value || undefined}>
              {choice.picture}
            </span>
            <span className={styles.cardName}>
              <input
                type="radio"
                className={styles.radio}
                name={name}
                checked={choice.value === props.value}
                onChange={() => props.choose(choice.value)}
              />
              {choice.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Switch({
  label,
  on,
  turn,
}: {
  label: string;
  on: boolean;
  turn(on: boolean): void;
}) {
  return (
    <label className={styles.switchLine}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        className={styles.switch}
        checked={on}
        onChange={(event) => turn(event.target.checked)}
      />
      {label}
    </label>
  );
}
