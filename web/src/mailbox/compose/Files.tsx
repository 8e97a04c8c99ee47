// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { useCellSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { type Attachment, badge, beside, percent } from "./attachment.ts";
import styles from "./compose.module.css";
import { sizeText } from "./size.ts";
import type { Writing } from "./writing.ts";

/** The files beside the text, each with how much of it has arrived. */
export function Files({ writing }: { writing: Writing }) {
  const all = useCellSelect(writing, (state) => state.draft.files);
  const files = beside(all);
  return (
    <>
      <input
        id={`files-${writing.key}`}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const { files: picked, dataset } = event.currentTarget;
          writing.attach([...(picked ?? [])], dataset.inline === "yes");
          event.currentTarget.value = "";
        }}
      />
      {files.length > 0 ? (
        <ul className={styles.files} aria-label={t("attach.list", { count: files.length })}>
          {files.map((file) => (
            <Tile key={file.key} file={file} remove={(button) => remove(writing, file, button)} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** The keyboard goes on to the next file, or back to the text: it is never left nowhere. */
function remove(writing: Writing, file: Attachment, button: HTMLElement): void {
  const item = button.closest("li");
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  const neighbour = next?.querySelector("button");
  if (neighbour) neighbour.focus();
  else if (writing.frame) writing.frame.focus("kept");
  else button.closest("[role=dialog]")?.querySelector("textarea")?.focus();
  writing.removeFile(file.key);
}

function Tile({ file, remove }: { file: Attachment; remove(button: HTMLElement): void }) {
  const running = file.state === "waiting" || file.state === "sending" || file.state === "stopped";
  const done = percent(file);
  return (
    <li className={styles.tile} data-state={file.state}>
      <span className={styles.badge} aria-hidden="true">
        {badge(file.name, file.type)}
      </span>
      <span className={styles.tileText}>
        <bdi className={styles.tileName} title={file.name}>
          {file.name}
        </bdi>
        <span className={styles.tileSize}>{stateText(file)}</span>
      </span>
      <button
        type="button"
        className={styles.tileX}
        aria-label={t(running ? "attach.cancel" : "attach.remove", { name: file.name })}
        onClick={(event) => remove(event.currentTarget)}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
      {running ? (
        <span
          className={styles.bar}
          role="progressbar"
          aria-label={t("attach.progress", { name: file.name })}
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ inlineSize: `${done}%` }} />
        </span>
      ) : null}
    </li>
  );
}

function stateText(file: Attachment): string {
  const size = sizeText(file.size);
  switch (file.state) {
    case "done":
      return file.size > 0 ? size : "";
    case "refused":
      return file.kb ? `${file.cause} ${file.kb}` : (file.cause ?? "");
    case "stopped":
      return t("attach.stopped", { percent: percent(file), cause: file.cause || t("attach.lost") });
    default:
      return t("attach.percent", { percent: percent(file), size });
  }
}
