// SPDX-License-Identifier: Apache-2.0
import { Mail, MailOpen } from "lucide-react";
import { keyLabel, offered } from "../../actions/action.ts";
import { actionById } from "../../actions/index.ts";
import type { Id } from "../../jmap/types.ts";
import { keysText } from "../../text/keys.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import styles from "./Row.module.css";

/** What the pointer may do to the row under it. The keyboard has the same under E, #, U and S. */
export const HOVERED = ["archive", "trash", "read", "flag"] as const;

const ICONS = { markRead: MailOpen, markUnread: Mail };

export function HoverActs({ id }: { id: Id }) {
  const app = useApp();
  return (
    <span className={styles.acts} aria-hidden="true">
      {HOVERED.filter((name) => offered(app, name)).map((name) => {
        const action = actionById(name);
        let label = "";
        let ready = true;
        app.actOn([id], () => {
          label = action.label(app);
          ready = action.ready?.(app) ?? true;
        });
        if (!ready) return null;
        const Icon = ICONS[label as keyof typeof ICONS] ?? action.icon;
        const keys = keyLabel(action.keys);
        return (
          <span
            key={name}
            data-part="act"
            data-act={name}
            title={`${t(label)}${keys ? `  ${keysText(keys)}` : ""}`}
          >
            <Icon
              size={16}
              strokeWidth={1.75}
              fill={label === "unflag" ? "currentColor" : "none"}
            />
          </span>
        );
      })}
    </span>
  );
}
