// SPDX-License-Identifier: Apache-2.0
import { Download } from "lucide-react";
import type { Email } from "../../jmap/types.ts";
import { t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { badge } from "../compose/attachment.ts";
import { sizeText } from "../compose/size.ts";
import type { FilePart } from "./detail.ts";
import { paths } from "./paths.ts";
import styles from "./reading.module.css";

interface Props {
  email: Email;
  files: FilePart[];
  /** Blobs that the body shows as pictures: they are no files beside it. */
  shown: ReadonlySet<string>;
}

export function Attachments({ email, files, shown }: Props) {
  const app = useApp();
  const beside = files.filter((file) => !shown.has(file.blobId) && !waitsInside(file));
  if (beside.length === 0) return null;
  return (
    <section className={styles.attachments} aria-label={t("attach.list", { count: beside.length })}>
      <ul className={styles.tiles}>
        {beside.map((file) => {
          const kind =
            file.type === "message/rfc822" ? "reading.attachedMessage" : "reading.unnamed";
          const name = file.name || t(kind);
          return (
            <li key={file.blobId + file.partId}>
              <a
                className={styles.tile}
                href={app.client.downloadUrl(app.accountId, file.blobId, name, file.type)}
                download={name}
                title={name}
              >
                <span className={styles.badge} aria-hidden="true">
                  {badge(name, file.type)}
                </span>
                <span className={styles.tileText}>
                  <bdi className={styles.tileName}>{name}</bdi>
                  <span className={styles.tileSize}>{sizeText(file.size)}</span>
                </span>
                <Download className={styles.tileIcon} size={16} strokeWidth={1.75} aria-hidden />
              </a>
            </li>
          );
        })}
      </ul>
      {beside.length > 1 ? (
        <a className={styles.saveAll} href={paths(app.accountId, email.id).files} download>
          {t("reading.saveAllCount", {
            count: beside.length,
            size: sizeText(beside.reduce((sum, file) => sum + file.size, 0)),
          })}
        </a>
      ) : null}
    </section>
  );
}

/** A picture of the text whose body is not there yet must not flash up as a file. */
function waitsInside(file: FilePart): boolean {
  return file.cid !== null && file.disposition === "inline" && file.type.startsWith("image/");
}
