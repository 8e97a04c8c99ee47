// SPDX-License-Identifier: Apache-2.0
import { Paperclip } from "lucide-react";
import { useEffect, useState } from "react";
import { useApp } from "../app.ts";
import { detailsOf } from "../reading/detail.ts";
import styles from "./Row.module.css";

/** As long as the pointer rests before the message is fetched anyway. */
const REST_MS = 65;

/** In roomy rows under the pointer: the names of the attachments, in the room below the text. */
export function RoomyFiles({ ids }: { ids: string }) {
  const app = useApp();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let left = false;
    const read = async () => {
      const details = await Promise.all(ids.split(" ").map((id) => detailsOf(app).get(id)));
      const found = details.flatMap((one) => one.attachments.flatMap((file) => file.name ?? []));
      if (!left) setNames(found);
    };
    // The row is whole without them; opening the message tells what is wrong.
    const timer = setTimeout(() => void read().catch(() => {}), REST_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [app, ids]);
  if (names.length === 0) return null;
  return (
    <span className={styles.roomyFiles} aria-hidden="true">
      <Paperclip size={11} strokeWidth={1.75} />
      <bdi>{names.join(", ")}</bdi>
    </span>
  );
}
