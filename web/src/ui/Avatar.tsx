// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "react";
import type { EmailAddress } from "../jmap/types.ts";
import { hueOf, initialsOf, isMachine } from "../text/people.ts";
import styles from "./Avatar.module.css";

/** Initials on the person's own hue. Decoration: the name stands beside it. */
export function Avatar({ person, size }: { person: EmailAddress | undefined; size?: number }) {
  const email = person?.email ?? "";
  const style = { "--hue": hueOf(email), ...(size ? { "--avatar": `${size}px` } : {}) };
  return (
    <span
      className={styles.avatar}
      data-square={isMachine(email) || undefined}
      style={style as CSSProperties}
      data-initials={initialsOf(person)}
      aria-hidden="true"
    />
  );
}
