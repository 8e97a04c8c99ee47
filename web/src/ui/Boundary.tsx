// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from "react";
import { t } from "../text/t.tsx";
import styles from "./Boundary.module.css";
import { Button } from "./buttons.tsx";
import { Glyph } from "./Glyph.tsx";

interface Props {
  children: ReactNode;
  /** The part's name, for the words. */
  what: string;
  /** What it shows; another one is tried afresh. */
  about?: string | undefined;
}

interface State {
  failed: boolean;
  about: string | undefined;
}

/** Keeps a fault of one part in that part: list, folders and the next message go on working. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false, about: this.props.about };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.about === state.about ? null : { failed: false, about: props.about };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={styles.fault} role="alert">
        <Glyph kind="broken" size={32} />
        <h2>{t("fault.title", { what: this.props.what })}</h2>
        <p>{t("fault.text")}</p>
        <Button onClick={() => this.setState({ failed: false })}>{t("tryAgain")}</Button>
      </div>
    );
  }
}
