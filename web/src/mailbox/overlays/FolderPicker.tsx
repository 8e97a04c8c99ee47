// SPDX-License-Identifier: Apache-2.0
import type { Id, Mailbox } from "../../jmap/types.ts";
import { locale, t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import { folderIcon } from "../tree/icons.ts";
import { forestOf, pathOf, visibleNodes } from "../tree/model.ts";
import { type Choice, Chooser, fit } from "./Chooser.tsx";

const NONE_CLOSED: ReadonlySet<Id> = new Set();

/** Two or three letters and Enter; the folder used last stands first. */
export function FolderPicker(props: {
  title: string;
  /** Offers the top of the tree under this name, as the id "". */
  top?: string;
  can(mailbox: Mailbox): boolean;
  pick(id: Id): void;
  onClose(): void;
}) {
  const app = useApp();
  const forest = forestOf(app.store.mailboxes.all(), locale);
  const nodes = visibleNodes([...forest.roles, ...forest.own], NONE_CLOSED);
  const find = (text: string): Choice[] => {
    const found = nodes
      .filter((n) => n.mailbox.role !== "drafts" && props.can(n.mailbox))
      .map(({ mailbox }) => {
        const Icon = folderIcon(mailbox.role);
        const path = pathOf(
          mailbox.id,
          (id) => app.store.mailboxes.get(id),
          (m) => app.mailboxName(m),
        );
        const last = app.lastFolder === mailbox.id;
        return {
          id: mailbox.id,
          label: path.at(-1) ?? "",
          detail:
            path.length > 1 ? path.slice(0, -1).join(" / ") : last ? t("move.last") : undefined,
          icon: <Icon size={18} strokeWidth={1.75} aria-hidden />,
          score: fit(path.join(" / "), text) + (last ? 0.5 : 0) + fit(path.at(-1) ?? "", text),
          fits: fit(path.join(" / "), text) >= 0,
          run: () => props.pick(mailbox.id),
        };
      })
      .filter((c) => c.fits);
    if (text || app.lastFolder) found.sort((a, b) => b.score - a.score);
    const top: Choice[] =
      props.top && fit(props.top, text) >= 0
        ? [{ id: "", label: props.top, run: () => props.pick("") }]
        : [];
    return [...top, ...found];
  };
  return (
    <Chooser
      title={props.title}
      hint={props.title}
      none={t("move.none")}
      find={find}
      onClose={props.onClose}
    />
  );
}
