// SPDX-License-Identifier: Apache-2.0
import { useCellSelect } from "../../store/hooks.ts";
import { clock } from "../../text/dates.ts";
import { t } from "../../text/t.tsx";
import styles from "./compose.module.css";
import type { SaveState } from "./saver.ts";
import type { Writing } from "./writing.ts";

/** "Saved 10:51", or why not and where the text is kept instead. */
export function SaveText({ writing }: { writing: Writing }) {
  const save = useCellSelect(writing, (state) => state.save);
  const text = saveText(save);
  return (
    <span
      className={styles.saved}
      data-kept={save.is === "kept" || undefined}
      role="status"
      title={text}
    >
      {text}
    </span>
  );
}

function saveText(save: SaveState): string {
  switch (save.is) {
    case "new":
      return "";
    case "dirty":
    case "saving":
      return t("compose.saving");
    case "saved":
      return save.at === 0
        ? t("compose.savedDraft")
        : t("compose.saved", { time: clock(new Date(save.at)) });
    case "kept": {
      const time = clock(new Date(save.at));
      if (save.unreachable) {
        return t("compose.kept", {
          time,
          cause: t(navigator.onLine ? "cause.noAnswer" : "cause.offline"),
        });
      }
      const cause = save.kb ? `${save.cause} ${save.kb}` : save.cause;
      return t("compose.kept", { time, cause });
    }
  }
}
