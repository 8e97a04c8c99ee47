// SPDX-License-Identifier: Apache-2.0
import { Paperclip } from "lucide-react";
import { useEffect, useState } from "react";
import { useApp } from "../app.ts";
import { detailsOf, type FilePart } from "../reading/detail.ts";
import { marked } from "./marked.tsx";
import styles from "./Row.module.css";

/** In a search's result: the attachment that has the words in its name, else the first. */
export function MatchingFile({ ids, words }: { ids: string; words: readonly string[] }) {
  const app = useApp();
  const [name, setName] = useState("");
  const sought = words.join(" ");
  useEffect(() => {
    let left = false;
    Promise.all(ids.split(" ").map((id) => detailsOf(app).get(id)))
      .then((details) => {
        if (!left)
          setName(
            pick(
              details.flatMap((one) => one.attachments),
              sought.split(" "),
            ),
          );
      })
      // The row is whole without it; opening the message tells what is wrong.
      .catch(() => {});
    return () => {
      left = true;
    };
  }, [app, ids, sought]);
  if (name === "") return null;
  return (
    <span className={styles.file}>
      <Paperclip size={13} strokeWidth={1.75} aria-hidden />
      <bdi>{marked(name, words)}</bdi>
    </span>
  );
}

export function pick(files: readonly FilePart[], words: readonly string[]): string {
  const names = files.flatMap((file) => (file.name ? [file.name] : []));
  const wanted = words.filter(Boolean).map((word) => word.toLowerCase());
  const hit = names.find((name) => wanted.some((word) => name.toLowerCase().includes(word)));
  return hit ?? names[0] ?? "";
}
